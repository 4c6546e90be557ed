from .imports import KindWord, PlanImport
from .planning import Baseline, BaselineRow, PlanningMove, PlanningStep, ProjectDependency
from .plans import Aim, Challenge, PlanEdition, Priority
from .projects import Milestone, Project, ProjectPart, ProjectPartner, ProjectTheme, Result

__all__ = [
    "Aim",
    "Baseline",
    "BaselineRow",
    "Challenge",
    "KindWord",
    "Milestone",
    "PlanEdition",
    "PlanImport",
    "PlanningMove",
    "PlanningStep",
    "Priority",
    "Project",
    "ProjectDependency",
    "ProjectPart",
    "ProjectPartner",
    "ProjectTheme",
    "Result",
]
