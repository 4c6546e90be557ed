from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PrioritiesConfig(AppConfig):
    name = "speerpunt.priorities"
    label = "priorities"
    verbose_name = _("Priorities")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            NavigationItem,
            Panel,
            Subject,
            add_navigation,
            add_panel,
            add_sheet,
            add_subject,
        )

        from .models import Priority, Project
        from .queries import panels, priorities_visible_to, projects_belonging_to, projects_visible_to
        from .rules import circle_of_priority, circle_of_project
        from .services.project_imports import PROJECTS

        also = ("priorities:editions", "priorities:results")
        add_navigation(NavigationItem(30, _("Priorities"), "priorities:priorities", "target", also=also))
        add_navigation(NavigationItem(35, _("Projects"), "priorities:projects", "list", _is_signed_in))
        add_panel(Panel("places:area", 20, "priorities/panels/projects_here.html", panels.projects_here))
        add_panel(
            Panel(
                "members:organisation", 30, "priorities/panels/organisation.html", panels.projects_of_partner
            )
        )
        add_panel(Panel("members:body", 30, "priorities/panels/body.html", panels.projects_of_body))
        add_sheet(PROJECTS)
        add_subject(
            Subject(
                Project,
                "priorities:project",
                projects_visible_to,
                "priorities.change_project",
                circle_of_project,
                projects_belonging_to,
            )
        )
        add_subject(
            Subject(
                Priority,
                "priorities:priority",
                priorities_visible_to,
                "priorities.manage_plan",
                circle_of_priority,
            )
        )


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)
