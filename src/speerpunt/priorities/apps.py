from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PrioritiesConfig(AppConfig):
    name = "speerpunt.priorities"
    label = "priorities"
    verbose_name = _("Priorities")

    def ready(self) -> None:
        from speerpunt.core.models import Comment
        from speerpunt.core.registry import (
            NavigationItem,
            Panel,
            SearchSource,
            Subject,
            add_navigation,
            add_panel,
            add_search_source,
            add_sheet,
            add_subject,
        )

        from .models import (
            Aim,
            Challenge,
            Milestone,
            PlanEdition,
            Priority,
            Project,
            ProjectPart,
            Result,
        )
        from .queries import (
            editions_visible_to,
            panels,
            priorities_visible_to,
            projects_belonging_to,
            projects_visible_to,
            results_visible_to,
            search,
        )
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
                name_field="title",
            )
        )
        add_subject(
            Subject(
                Priority,
                "priorities:priority",
                priorities_visible_to,
                "priorities.manage_plan",
                circle_of_priority,
                name_field="title",
                key_field="slug",
            )
        )

        aims = {Aim: "priority_id", Challenge: "priority_id"}
        pieces = {Milestone: "project_id", ProjectPart: "project_id"}
        for source in (
            SearchSource(Project, 10, _("Projects"), projects_visible_to, search.project_texts, pieces),
            SearchSource(
                Priority,
                20,
                _("Priorities"),
                priorities_visible_to,
                search.priority_texts,
                aims,
            ),
            SearchSource(
                Result,
                30,
                _("Results"),
                results_visible_to,
                search.result_texts,
                url=search.url_of_result,
            ),
            SearchSource(
                Comment,
                35,
                _("Comments"),
                search.comments_visible_to,
                search.comment_texts,
                url=search.url_of_comment,
            ),
            SearchSource(PlanEdition, 70, _("Plan editions"), editions_visible_to, search.edition_texts),
        ):
            add_search_source(source)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)
