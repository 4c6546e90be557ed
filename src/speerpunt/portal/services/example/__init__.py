"""Brings a whole example collective in: all of it, or nothing."""

from .actions import ActionRow
from .areas import AreaRow
from .bodies import BodyRow
from .collective import BaseMapRow, CollectiveRow
from .documents import DocumentRow
from .enterprises import EnterpriseRow
from .indicators import IndicatorRow, IndicatorRows, PeriodRow, SeriesRow, TargetRow
from .organisations import OrganisationRow
from .people import PersonRow
from .plan import AimRow, ChallengeRow, EditionRow, PlanRows, PriorityRow
from .planning import BaselineRows
from .projects import ProjectRow
from .results import ResultRow
from .whole import Example, load_example

__all__ = [
    "ActionRow",
    "AimRow",
    "AreaRow",
    "BaseMapRow",
    "BaselineRows",
    "BodyRow",
    "ChallengeRow",
    "CollectiveRow",
    "DocumentRow",
    "EditionRow",
    "EnterpriseRow",
    "Example",
    "IndicatorRow",
    "IndicatorRows",
    "OrganisationRow",
    "PeriodRow",
    "PersonRow",
    "PlanRows",
    "PriorityRow",
    "ProjectRow",
    "ResultRow",
    "SeriesRow",
    "TargetRow",
    "load_example",
]
