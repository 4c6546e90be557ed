from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PuzzleConfig(AppConfig):
    name = "speerpunt.puzzle"
    label = "puzzle"
    verbose_name = _("Puzzle of works")

    def ready(self) -> None:
        from speerpunt.core.registry import JobKind, NavigationItem, add_job_kind, add_navigation

        from .services.reaching import REACH_JOB
        from .services.readings import LOOK_JOB, TAKE_JOB

        add_navigation(NavigationItem(32, _("Works"), "puzzle:works", "puzzle"))
        tasks = "speerpunt.puzzle.tasks"
        add_job_kind(JobKind(LOOK_JOB, _("Read works"), f"{tasks}.look_at_works"))
        add_job_kind(JobKind(TAKE_JOB, _("Take works over"), f"{tasks}.take_over_works"))
        add_job_kind(JobKind(REACH_JOB, _("Reachability"), f"{tasks}.compute_reachability"))
