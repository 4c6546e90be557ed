class FundsProblem(Exception):
    """Why this cannot be done with the money now; the message is for the person at the screen."""
