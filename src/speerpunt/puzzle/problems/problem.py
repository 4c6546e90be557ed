class PuzzleProblem(ValueError):
    """Why something cannot be done with works or plans, in words for who asked."""
