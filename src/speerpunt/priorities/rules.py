"""Who may do what with plans and projects."""

from typing import Any

import rules

from speerpunt.core.enums import Visibility, narrowest
from speerpunt.members.rules import Standing, is_office, is_on_a_board, is_signed_in, with_standing

from .enums import EditionStatus


def sees_drafts(at: Standing) -> bool:
    """A plan that is still being written is read by the boards and the office."""
    return at.is_on_a_board


def works_on(at: Standing, project: Any) -> bool:
    """Leads the project, or holds a seat in its core team."""
    if project is None or project.visibility == Visibility.CLOSED:
        return False
    is_lead = at.person_id is not None and project.lead_id == at.person_id
    return is_lead or project.core_team_id in at.body_ids


def is_in_sight(at: Standing, project: Any) -> bool:
    """The twin of `queries.projects_visible_to` for one project."""
    if at.is_office or works_on(at, project):
        return True
    in_circle = project.visibility in at.visibilities() and is_priority_in_sight(at, project.priority)
    return in_circle or _is_shared_with(at, project)


def is_priority_in_sight(at: Standing, priority: Any) -> bool:
    """The twin of `queries.priorities_visible_to` for one priority."""
    above = priority.parent.visibility if priority.parent is not None else None
    return is_within_circles(at, priority.visibility, above, priority.edition.status)


def is_within_circles(at: Standing, visibility: str, above: str | None, edition_status: str) -> bool:
    """The same, of a priority of which only these are known; `above` is the circle of its main priority."""
    circles = at.visibilities()
    if edition_status == EditionStatus.DRAFT and not sees_drafts(at):
        return False
    return visibility in circles and (above is None or above in circles)


def circle_of_priority(priority: Any) -> str:
    """The narrowest of its own, of the priority above it, and of a plan that is still being written."""
    circles = [priority.visibility]
    if priority.parent is not None:
        circles.append(priority.parent.visibility)
    if priority.edition.status == EditionStatus.DRAFT:
        circles.append(Visibility.BOARD)
    return narrowest(circles)


def circle_of_project(project: Any) -> str:
    return narrowest([project.visibility, circle_of_priority(project.priority)])


def _is_shared_with(at: Standing, project: Any) -> bool:
    if not at.organisation_ids:
        return False
    shared = project.partner_rows.filter(shares_dossier=True, organisation_id__in=at.organisation_ids)
    return bool(shared.exists())


sees_priority = with_standing(is_priority_in_sight, "sees_priority")
works_on_project = with_standing(works_on, "works_on_project")
sees_project = with_standing(
    lambda at, project: project is not None and is_in_sight(at, project), "sees_project"
)

rules.add_perm("priorities.view_priority", is_office | sees_priority)
rules.add_perm("priorities.manage_plan", is_office)
rules.add_perm("priorities.add_project", is_office)
rules.add_perm("priorities.change_project", is_office | works_on_project)
# Who may see it, who leads it, where it belongs: that decides about rights, so the office decides.
rules.add_perm("priorities.place_project", is_office)
rules.add_perm("priorities.delete_project", is_office)
rules.add_perm("priorities.comment_project", is_signed_in & sees_project)
rules.add_perm("priorities.remove_comment", is_office)
rules.add_perm("priorities.list_projects", rules.always_allow)
rules.add_perm("priorities.view_people", is_signed_in)
rules.add_perm("priorities.view_project_history", is_on_a_board | works_on_project)
