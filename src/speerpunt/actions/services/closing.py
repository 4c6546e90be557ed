"""What ends by itself: requests that nobody needs to answer any more, and ties to what is gone."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from speerpunt.core.enums import Verb, Visibility, narrowest
from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.queries.subjects import circle_of, hangs_on
from speerpunt.core.registry import subjects
from speerpunt.core.services import record, record_many
from speerpunt.members.models import Person

from ..enums import RequestState
from ..models import Action, ActionRequest

LONGEST_NAME = 200


def overtake_requests(action_ids: Iterable[int], *, by: User | None) -> None:
    """The actions became others, or ended, before anybody answered."""
    _end(ActionRequest.objects.filter(action__in=action_ids), by=by)


def _end(requests: QuerySet[ActionRequest], *, by: User | None) -> None:
    was_open = list(requests.filter(state=RequestState.OPEN))
    ActionRequest.objects.filter(pk__in=[each.pk for each in was_open]).update(
        state=RequestState.OVERTAKEN, answered_at=timezone.now()
    )
    lines = [("state", RequestState.OPEN, RequestState.OVERTAKEN)]
    record_many(((each, lines) for each in was_open), Verb.CHANGED, by=by)


def let_go_of_deleted(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """What is deleted leaves its actions behind, with its name and within its circle."""
    if verb != Verb.DELETED or type(targets[0]) not in {subject.model for subject in subjects()}:
        return
    for target in targets:
        circle = narrowest([circle_of(target), Visibility.MEMBERS])
        for action in Action.objects.filter(hangs_on(target)):
            action.former_subject = str(target)[:LONGEST_NAME]
            action.visibility = narrowest([action.visibility or circle, circle])
            action.content_type = action.object_id = None
            action.save()
            record(action, Verb.UNLINKED, by=None)


def let_go_of_erased(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """What an erased person had to do waits for somebody else; the office sees it."""
    if verb != Verb.ERASED or not isinstance(targets[0], Person):
        return
    gone = [target.pk for target in targets]
    _vacate(gone)
    _end(ActionRequest.objects.filter(Q(new_owner__in=gone) | Q(asked_by__in=gone)), by=None)
    for name in ("new_owner", "asked_by", "answered_by"):
        ActionRequest.objects.filter(**{f"{name}__in": gone}).update(**{name: None})
    Action.objects.filter(made_by__in=gone).update(made_by=None)


def _vacate(gone: Iterable[int]) -> None:
    owned = list(Action.objects.filter(owner__in=gone).select_related("owner"))
    Action.objects.filter(pk__in=[action.pk for action in owned]).update(owner=None)
    record_many(((action, [("owner", action.owner, None)]) for action in owned), Verb.CHANGED, by=None)
