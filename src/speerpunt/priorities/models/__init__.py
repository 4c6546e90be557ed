from .imports import KindWord, PlanImport
from .plans import Aim, Challenge, PlanEdition, Priority
from .projects import Milestone, Project, ProjectPart, ProjectPartner, ProjectTheme, Result

__all__ = [
    "Aim",
    "Challenge",
    "KindWord",
    "Milestone",
    "PlanEdition",
    "PlanImport",
    "Priority",
    "Project",
    "ProjectPart",
    "ProjectPartner",
    "ProjectTheme",
    "Result",
]
