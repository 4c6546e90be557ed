"""Bodies that meet: when, about what, with which outcome."""

from .agenda import AgendaItem, AgendaTemplate, Paper, PaperBundle, PaperNote, TemplateItem
from .council import CouncilItem, CouncilMeeting, CouncilSource
from .meetings import Attendance, Meeting, SignUp
from .minutes import VOTES, Correction, Decision, Interest, MinuteEntry, Remark, Writing
from .series import Holiday, MeetingSeries, YearPlan
from .sessions import Position, SharedPiece

__all__ = [
    "VOTES",
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Correction",
    "CouncilItem",
    "CouncilMeeting",
    "CouncilSource",
    "Decision",
    "Holiday",
    "Interest",
    "Meeting",
    "MeetingSeries",
    "MinuteEntry",
    "Paper",
    "PaperBundle",
    "PaperNote",
    "Position",
    "Remark",
    "SharedPiece",
    "SignUp",
    "TemplateItem",
    "Writing",
    "YearPlan",
]
