"""The interface itself: its operations, and how each kind of failure is told."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from speerpunt.actions.services import ActionProblem
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.members.services.memberships import MembershipProblem
from speerpunt.members.services.organisations import OrganisationProblem
from speerpunt.places.services import AreaProblem, IndicatorProblem, ShapeProblem
from speerpunt.priorities.services import PlanProblem
from speerpunt.puzzle.problems import PuzzleProblem

from ..middleware import problem_answer
from ..problems import ApiProblem, FieldError, Sort, Trouble
from .bodies import StrictJson
from .doors import CHALLENGE, KeyInHeader
from .kinds import KINDS
from .routes import open_kind
from .wording import worded

API = NinjaAPI(
    title="Speerpunt",
    version="1",
    urls_namespace="v1",
    openapi_url=None,
    docs_url=None,
    auth=KeyInHeader(),
    parser=StrictJson(),
)
# What a service refuses, because of how things stand.
REFUSALS = (
    ActionProblem,
    AreaProblem,
    IndicatorProblem,
    MeetingProblem,
    MembershipProblem,
    OrganisationProblem,
    PlanProblem,
    PuzzleProblem,
    ShapeProblem,
)


def _as(sort: Sort, **more: Any) -> Any:
    return lambda request, problem: problem_answer(ApiProblem(sort, **more))


def _refused(request: HttpRequest, problem: Exception) -> HttpResponse:
    field = getattr(problem, "field", "")
    errors = [FieldError(f"#/{field}", str(problem))] if field else []
    return problem_answer(ApiProblem(Trouble.CONFLICT, str(problem), errors=errors))


def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    return problem_answer(ApiProblem(Trouble.INVALID, errors=[worded(each) for each in problem.errors]))


def _unreadable(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """Whatever reading the body says is wrapped on its way here."""
    told = problem.__cause__
    return problem_answer(told if isinstance(told, ApiProblem) else ApiProblem(Trouble.UNREADABLE))


def _beyond(request: HttpRequest, problem: DataError) -> HttpResponse:
    return problem_answer(ApiProblem(Trouble.INVALID, _("A value is larger than can be kept.")))


def _broken_rule(request: HttpRequest, problem: IntegrityError) -> HttpResponse:
    """Two at the same time, of which the database takes one."""
    return problem_answer(ApiProblem(Trouble.CONFLICT, _("Something like this is there already.")))


API.add_exception_handler(ApiProblem, lambda request, problem: problem_answer(problem))
API.add_exception_handler(AuthenticationError, _as(Trouble.NO_KEY, headers=CHALLENGE))
API.add_exception_handler(PermissionDenied, _as(Trouble.FORBIDDEN))
API.add_exception_handler(Http404, _as(Trouble.NOT_FOUND))
API.add_exception_handler(ValidationError, _invalid)
API.add_exception_handler(HttpError, _unreadable)
API.add_exception_handler(DataError, _beyond)
API.add_exception_handler(IntegrityError, _broken_rule)
for refusal in REFUSALS:
    API.add_exception_handler(refusal, _refused)
for kind in KINDS:
    open_kind(API, kind)
