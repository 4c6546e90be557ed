class ActionProblem(Exception):
    """Why this cannot be done with the action now; the message is for the person at the screen."""
