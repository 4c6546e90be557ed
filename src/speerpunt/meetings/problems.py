class MeetingProblem(ValueError):
    """Why something cannot be done with a meeting, an item or its minutes, in words for who asked."""
