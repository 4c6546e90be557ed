"""Brings a whole example collective in: all of it, or nothing."""

from .actions import ActionRow
from .areas import AreaRow
from .bodies import BodyRow
from .collective import BaseMapRow, CollectiveRow
from .documents import DocumentRow
from .enterprises import EnterpriseRow
from .funds import AccountRow, FundingRequestRow, FundRows, FundYearRow, GrantRow, SwapRow
from .indicators import IndicatorRow, IndicatorRows, PeriodRow, SeriesRow, TargetRow
from .meetings import BacklogRow, MeetingRow
from .organisations import OrganisationRow
from .people import PersonRow
from .plan import AimRow, ChallengeRow, EditionRow, PlanRows, PriorityRow
from .planning import BaselineRows
from .projects import ProjectRow
from .results import ResultRow
from .sessions import PositionRow, SharedRow
from .whole import Example, MeetingRows, load_example
from .year import HolidayRow, TemplateRow

__all__ = [
    "AccountRow",
    "ActionRow",
    "AimRow",
    "AreaRow",
    "BacklogRow",
    "BaseMapRow",
    "BaselineRows",
    "BodyRow",
    "ChallengeRow",
    "CollectiveRow",
    "DocumentRow",
    "EditionRow",
    "EnterpriseRow",
    "Example",
    "FundRows",
    "FundYearRow",
    "FundingRequestRow",
    "GrantRow",
    "HolidayRow",
    "IndicatorRow",
    "IndicatorRows",
    "MeetingRow",
    "MeetingRows",
    "OrganisationRow",
    "PeriodRow",
    "PersonRow",
    "PlanRows",
    "PositionRow",
    "PriorityRow",
    "ProjectRow",
    "ResultRow",
    "SeriesRow",
    "SharedRow",
    "SwapRow",
    "TargetRow",
    "TemplateRow",
    "load_example",
]
