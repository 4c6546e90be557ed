class MeetingProblem(ValueError):
    """Why something cannot be done with a meeting, an item or its minutes, in words for who asked."""


class OutdatedProblem(MeetingProblem):
    """Somebody else changed the line in the meantime: both texts are shown, and neither is lost."""
