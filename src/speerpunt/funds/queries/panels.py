"""What other pages show of money, and what can be found of it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from speerpunt.core.models import Collective
from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import WrittenRows
from speerpunt.core.registry import SearchText
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..models import DrawingAccount, FundingRequest, Grant, GrantDuty
from .balances import balance_of
from .grants import SOON, duties_of, grant_lines, late_instalments
from .request_page import request_lines
from .visible import accounts_visible_to, grants_visible_to, requests_visible_to
from .years import year_at_hand
from .your_turn import waiting_for


def project_panel(request: HttpRequest, project: Any) -> dict[str, Any] | None:
    """Requests and outside grants of a project, as far as the visitor sees them."""
    user = request.user
    if not isinstance(project, Project) or not user.has_perm("funds.view_money"):
        return None
    asked = requests_visible_to(user).filter(project=project).select_related("account", "year")
    lines = request_lines(asked.order_by("-created_at", "-pk"), user)
    grants = grant_lines(grants_visible_to(user).filter(project=project), user)
    if not lines and not grants:
        return None
    return {
        "lines": lines,
        "grants": grants,
        "granted": sum(line.balance.granted for line in lines),
        "spent": sum(line.balance.spent for line in lines),
    }


def area_panel(request: HttpRequest, area: Any) -> dict[str, Any] | None:
    """What the area has this year, for who reads its statement."""
    user = request.user
    if not isinstance(area, Area) or not user.has_perm("funds.view_money"):
        return None
    account, year = accounts_visible_to(user).filter(area=area).first(), year_at_hand()
    if account is None or year is None:
        return None
    return {"account": account, "year": year, "balance": balance_of(account, year)}


def today_panel(request: HttpRequest, _collective: Collective) -> dict[str, Any] | None:
    """What waits for him, and what must be handed in within some weeks."""
    user = request.user
    if not user.has_perm("funds.view_money"):
        return None
    today = timezone.localdate()
    waiting, duties = waiting_for(user), _duties_soon(user).ask()
    late = list(late_instalments(user, today))
    return {"waiting": waiting, "duties": duties, "late": late} if waiting or duties or late else None


@kept_for_standing
def _duties_soon(user: Any) -> WrittenRows[GrantDuty]:
    return WrittenRows(duties_of(user, timezone.localdate() + SOON))


def request_texts(rows: QuerySet[FundingRequest]) -> Iterator[SearchText]:
    for row in rows.select_related("account"):
        text = f"{row.purpose} {row.answer} {row.account_given}"
        yield SearchText(row.pk, row.title, row.account.name, text, row.asked_on, row.get_absolute_url())


def grant_texts(rows: QuerySet[Grant]) -> Iterator[SearchText]:
    for row in rows:
        names = f"{row.fund} {row.provider} {row.reference}"
        yield SearchText(row.pk, row.title, names, row.conditions, row.start, row.get_absolute_url())


def account_texts(rows: QuerySet[DrawingAccount]) -> Iterator[SearchText]:
    for row in rows:
        yield SearchText(row.pk, row.name, url=row.get_absolute_url())
