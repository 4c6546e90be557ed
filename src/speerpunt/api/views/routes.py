"""The operations of one kind: list, map, one, new, change, away, and what is done with one."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Never

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Body, NinjaAPI, Query
from pydantic import BaseModel

from speerpunt.core.doors import demand
from speerpunt.core.models import HistoryEvent
from speerpunt.core.services import acting_through

from ..problems import ApiProblem, FieldError, Trouble
from ..schemas.base import FeatureCollection, ListQuery, Page, PageQuery
from ..services.repeats import asked_digest, claim_key, keep_answer
from .answers import (
    GEOJSON,
    answer,
    check_version,
    feature_bytes,
    following_address,
    page_bytes,
    told,
)
from .doors import demand_scope
from .kinds.kind import Deed, Kind

Operation = Callable[..., HttpResponse]


def open_kind(api: NinjaAPI, kind: Kind) -> None:
    _open_reading(api, kind)
    if kind.new is not None:
        _open_adding(api, kind)
    if kind.change_asks is not None:
        _open_changing(api, kind)
    if kind.remove is not None:
        _open_removing(api, kind)
    for deed in kind.deeds:
        _open_deed(api, kind, deed)


def _open_reading(api: NinjaAPI, kind: Kind) -> None:
    tags, words = [kind.group.value], kind.name.replace("-", " ")

    @api.get(
        f"/{kind.name}",
        response={200: Page[kind.told], 304: None},  # type: ignore[name-defined]
        operation_id=f"list_{kind.name.replace('-', '_')}",
        summary=f"List {words}",
        description=kind.about,
        tags=tags,
        url_name=kind.name,
    )
    def rows_listed(request: HttpRequest, asked: Query[kind.query]) -> HttpResponse:  # type: ignore[name-defined]
        rows, following = _part(request, kind, asked)
        return answer(request, page_bytes(rows, following), **_links(following))

    if kind.shape_of is not None:
        _open_map(api, kind)

    @api.get(
        f"/{kind.name}/{{int:pk}}",
        response={200: kind.told, 304: None},
        operation_id=f"get_{kind.one}",
        summary=f"Get one of {words}",
        tags=tags,
        url_name=kind.one,
    )
    def row_got(request: HttpRequest, pk: int) -> HttpResponse:
        demand_scope(request, kind.group, writes=False)
        return answer(request, _told(request, kind, _found(request, kind, pk)))


def _open_map(api: NinjaAPI, kind: Kind) -> None:
    @api.get(
        f"/{kind.name}.geojson",
        response={200: FeatureCollection[kind.properties], 304: None},  # type: ignore[name-defined]
        operation_id=f"map_{kind.name}",
        summary=f"Map of {kind.name}, as GeoJSON",
        description="The same rows as the list, with the same filters and pages (RFC 7946, WGS84).",
        tags=[kind.group.value],
        url_name=f"{kind.name}-geojson",
    )
    def rows_mapped(request: HttpRequest, asked: Query[kind.query]) -> HttpResponse:  # type: ignore[name-defined]
        rows, following = _part(request, kind, asked)
        return answer(request, feature_bytes(rows, kind.shape_of), kind=GEOJSON, **_links(following))


def _open_adding(api: NinjaAPI, kind: Kind) -> None:
    new, add = kind.new, kind.add
    assert new is not None
    assert add is not None

    @api.post(
        f"/{kind.name}",
        response={201: kind.told},
        operation_id=f"add_{kind.one}",
        summary=f"Add to {kind.name.replace('-', ' ')}",
        tags=[kind.group.value],
    )
    @_as_one_write(kind)
    def row_added(request: HttpRequest, sent: Body[new]) -> HttpResponse:  # type: ignore[valid-type]
        return _once(request, kind, lambda: add(request, sent.model_dump(exclude_unset=True)).pk, status=201)


def _open_changing(api: NinjaAPI, kind: Kind) -> None:
    asks, change = kind.change_asks, kind.change
    assert asks is not None
    assert change is not None

    @api.patch(
        f"/{kind.name}/{{int:pk}}",
        response={200: kind.told},
        operation_id=f"change_{kind.one}",
        summary=f"Change one of {kind.name.replace('-', ' ')}",
        description="Fields that are left out stay as they are.",
        tags=[kind.group.value],
    )
    @_as_one_write(kind)
    def row_changed(request: HttpRequest, pk: int, sent: Body[asks]) -> HttpResponse:  # type: ignore[valid-type]
        row = _held(request, kind, pk, kind.change_permission)
        change(request, row, sent.model_dump(exclude_unset=True))
        return _now(request, kind, pk)


def _open_removing(api: NinjaAPI, kind: Kind) -> None:
    remove = kind.remove
    assert remove is not None

    @api.delete(
        f"/{kind.name}/{{int:pk}}",
        response={204: None},
        operation_id=f"delete_{kind.one}",
        summary=f"Delete one of {kind.name.replace('-', ' ')}",
        tags=[kind.group.value],
    )
    @_as_one_write(kind)
    def row_removed(request: HttpRequest, pk: int) -> HttpResponse:
        remove(request, _held(request, kind, pk, kind.remove_permission))
        return HttpResponse(status=204)


def _open_deed(api: NinjaAPI, kind: Kind, deed: Deed) -> None:
    asks = deed.asks
    open_at = api.post(
        f"/{kind.name}/{{int:pk}}/{deed.name}",
        response={200: kind.told},
        operation_id=f"{deed.name}_{kind.one}",
        summary=deed.summary,
        tags=[kind.group.value],
        url_name=f"{kind.one}-{deed.name}",
    )

    def done(request: HttpRequest, pk: int, sent: dict[str, Any]) -> HttpResponse:
        def do() -> int:
            deed.do(request, _held(request, kind, pk, deed.permission, is_conditional=False), sent)
            return pk

        return _once(request, kind, do, status=200)

    if asks is None:

        @open_at
        @_as_one_write(kind)
        def row_done_plainly(request: HttpRequest, pk: int) -> HttpResponse:
            return done(request, pk, {})

        return

    @open_at
    @_as_one_write(kind)
    def row_done(request: HttpRequest, pk: int, sent: Body[asks]) -> HttpResponse:  # type: ignore[valid-type]
        return done(request, pk, sent.model_dump(exclude_unset=True))


def _as_one_write(kind: Kind) -> Callable[[Operation], Operation]:
    """All of it or nothing, in the history as done through this key."""

    def wrap(operation: Operation) -> Operation:
        @wraps(operation)
        def written(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            demand_scope(request, kind.group, writes=True)
            _refuse_unknown(request, ())
            with transaction.atomic(), acting_through(f"API · {request.auth.name}"):
                return operation(request, *args, **kwargs)

        return written

    return wrap


def _once(request: Any, kind: Kind, do: Callable[[], int], *, status: int) -> HttpResponse:
    """With an Idempotency-Key the second time tells what the first one made, as far as that may be seen now."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return _now(request, kind, do(), status=status)
    digest = asked_digest(f"{request.method} {request.path}", request.body)
    claimed = claim_key(request.auth, key, digest=digest)
    if claimed.made_id is not None:
        return _now(request, kind, claimed.made_id, status=status)
    made_id = do()
    keep_answer(claimed, made_id)
    return _now(request, kind, made_id, status=status)


def _part(request: HttpRequest, kind: Kind, asked: Any) -> tuple[list[BaseModel], str | None]:
    """The rows of one page as they are told, and where the list goes on."""
    demand_scope(request, kind.group, writes=False)
    _refuse_unknown(request, kind.query.model_fields)
    if kind.list_permission:
        demand(request, kind.list_permission)
    rows = _narrowed(request, kind, asked).order_by("pk")
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    following = following_address(request, shown[-1].pk) if len(found) > len(shown) else None
    return kind.tell(request.user, shown), following


def _narrowed(request: HttpRequest, kind: Kind, asked: PageQuery) -> QuerySet[Any]:
    rows = kind.visible_to(request.user)
    for name, narrow in kind.filters.items():
        value = getattr(asked, name)
        if value is not None:
            rows = narrow(rows, value, request.user)
    if asked.after is not None:
        rows = rows.filter(pk__gt=asked.after)
    since = asked.changed_since if isinstance(asked, ListQuery) else None
    return rows.filter(**_changed_since(kind, since)) if since is not None else rows


def _changed_since(kind: Kind, moment: datetime) -> dict[str, Any]:
    """By its own clock where a row has one, by the history otherwise."""
    if any(each.name == "updated_at" for each in kind.model._meta.concrete_fields):
        return {"updated_at__gte": moment}
    lines = HistoryEvent.objects.filter(target_model=kind.model._meta.label_lower, at__gte=moment)
    return {"pk__in": lines.order_by().values("target_id")}


def _refuse_unknown(request: HttpRequest, known: Any) -> None:
    """A filter that is misspelt would otherwise answer with everything."""
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        said = _("There is no filter of this name.")
        raise ApiProblem(Trouble.INVALID, errors=[FieldError(f"?{name}"[:100], said) for name in unknown])


def _links(following: str | None) -> dict[str, str]:
    return {"Link": f'<{following}>; rel="next"'} if following is not None else {}


def _found(request: HttpRequest, kind: Kind, pk: int) -> Any:
    found = kind.visible_to(request.user).filter(pk=pk).first()
    return found if found is not None else _nothing_there()


def _nothing_there() -> Never:
    raise Http404


def _held(request: HttpRequest, kind: Kind, pk: int, permission: str, *, is_conditional: bool = True) -> Any:
    """The row, held until the end, when the asker sees it, may do this, and knows how it stands."""
    found = _found(request, kind, pk)
    list(kind.model._base_manager.select_for_update().filter(pk=pk).values_list("pk"))
    found = _found(request, kind, pk)
    if kind.guard is not None:
        kind.guard(request, found)
    else:
        demand(request, permission, found)
    if is_conditional:
        check_version(request, _told(request, kind, found))
    return found


def _told(request: HttpRequest, kind: Kind, row: Any) -> bytes:
    (found,) = kind.tell(request.user, [row])
    return told(kind.tell_more(request, row, found) if kind.tell_more is not None else found)


def _now(request: HttpRequest, kind: Kind, pk: int, *, status: int = 200) -> HttpResponse:
    """As it is after the change; what went out of the asker's sight by it is told no more."""
    row = kind.visible_to(request.user).filter(pk=pk).first()
    if row is None:
        return HttpResponse(status=204)
    place = request.path.partition(f"/api/v1/{kind.name}")[0] + f"/api/v1/{kind.name}/{pk}"
    made = {"Location": place} if status == 201 else {}
    return answer(request, _told(request, kind, row), status=status, **made)
