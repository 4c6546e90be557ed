"""What waits for what: said, changed and taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import Project, ProjectDependency
from ..queries.dependencies import links_visible_to
from ..queries.scheduling import Link, circle_with
from ..queries.visible import projects_visible_to


class DependencyProblem(Exception):
    """This cannot wait for that; the message is for the person at the screen."""


@transaction.atomic
def add_dependency(before: Project, after: Project, *, lag_days: int, by: User) -> ProjectDependency:
    """`after` waits for `before`. Who says so may change `after`, and sees `before`."""
    _demand(by, before, after)
    # Two people who each add one half of a circle take turns.
    Collective.objects.select_for_update().get(pk=after.collective_id)
    if before.pk == after.pk:
        raise DependencyProblem(_("A project cannot wait for itself."))
    if ProjectDependency.objects.filter(before=before, after=after).exists():
        raise DependencyProblem(_("“%(after)s” waits for “%(before)s” already.") % _titles(before, after))
    _refuse_circle(before, after, by)
    added = ProjectDependency.objects.create(
        collective_id=after.collective_id, before=before, after=after, lag_days=lag_days
    )
    record(added, Verb.CREATED, by=by, changes=[("before", None, before), ("lag_days", None, lag_days)])
    # Without the name of the other: who reads this may not know of it.
    record(after, Verb.LINKED, by=by, note=_("waits for another project"))
    return added


def _demand(by: User, before: Project, after: Project) -> None:
    is_in_sight = projects_visible_to(by).filter(pk=before.pk).exists()
    if not is_in_sight or not by.has_perm("priorities.change_project", after):
        raise PermissionDenied


def _refuse_circle(before: Project, after: Project, by: User) -> None:
    """The circle is named where all of it is in sight; else only that there is one."""
    rows = ProjectDependency.objects.order_by("pk").values_list("before_id", "after_id", "lag_days")
    new = Link(before.pk, after.pk)
    if not circle_with([Link(*row) for row in rows], new):
        return
    circle = circle_with(links_visible_to(by), new)
    if not circle:
        raise DependencyProblem(_("This would make projects wait for each other in a circle."))
    titles = dict(Project.objects.filter(pk__in=circle).values_list("pk", "title"))
    said = " → ".join(f"“{titles[pk]}”" for pk in [*circle, circle[0]])
    raise DependencyProblem(_("This would make a circle: %(circle)s.") % {"circle": said})


def _titles(before: Project, after: Project) -> dict[str, str]:
    return {"before": before.title, "after": after.title}


@transaction.atomic
def change_lag(dependency: ProjectDependency, *, lag_days: int, by: User) -> None:
    _demand(by, dependency.before, dependency.after)
    save_changes(dependency, by=by, lag_days=lag_days)


@transaction.atomic
def remove_dependency(dependency: ProjectDependency, *, by: User) -> None:
    _demand(by, dependency.before, dependency.after)
    record(dependency, Verb.DELETED, by=by)
    record(dependency.after, Verb.UNLINKED, by=by, note=_("no longer waits for another project"))
    dependency.delete()
