"""What goes wrong, told to a program (RFC 9457)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sort:
    """One type of problem; its name stands in `type`."""

    name: str
    status: int
    title: Any


class Trouble:
    """Every type there is."""

    UNREADABLE = Sort("unreadable", 400, _("The request cannot be read"))
    NO_KEY = Sort("no-key", 401, _("A valid access key is needed"))
    SCOPE = Sort("scope", 403, _("The access key does not open this"))
    FORBIDDEN = Sort("forbidden", 403, _("The owner of the access key may not do this"))
    NOT_FOUND = Sort("not-found", 404, _("This does not exist, or may not be seen"))
    METHOD = Sort("method", 405, _("This cannot be done at this address"))
    CONFLICT = Sort("conflict", 409, _("This does not fit with how things stand"))
    CHANGED = Sort("changed", 412, _("Somebody else changed this in the meantime"))
    TOO_LARGE = Sort("too-large", 413, _("The request is too large"))
    NOT_JSON = Sort("not-json", 415, _("Send JSON"))
    INVALID = Sort("invalid", 422, _("Something in the request is not right"))
    KEY_USED = Sort("key-used", 422, _("The key of this request was used for another one"))
    UNCONDITIONAL = Sort("unconditional", 428, _("Say which version you change, in If-Match"))
    TOO_MANY = Sort("too-many", 429, _("Too many requests"))
    BROKEN = Sort("broken", 500, _("Something went wrong on our side"))
    BUSY = Sort("busy", 503, _("The server cannot answer now"))


TYPE = "urn:speerpunt:problem:"
ALL = tuple(each for each in vars(Trouble).values() if isinstance(each, Sort))
BY_STATUS = {each.status: each for each in reversed(ALL)} | {403: Trouble.FORBIDDEN}


@dataclass(frozen=True)
class FieldError:
    """`pointer` says where (RFC 6901): a field of the body as `#/title`, a word of the address as `?limit`."""

    pointer: str
    detail: str


class ApiProblem(Exception):
    """Ends a request, and undoes what it began."""

    def __init__(
        self,
        sort: Sort,
        detail: str = "",
        *,
        errors: Iterable[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or sort.name)
        self.sort, self.detail = sort, detail
        self.errors, self.headers = tuple(errors), dict(headers or {})

    def as_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": TYPE + self.sort.name,
            "title": str(self.sort.title),
            "status": self.sort.status,
        }
        if self.detail:
            told["detail"] = self.detail
        if self.errors:
            told["errors"] = [{"pointer": each.pointer, "detail": each.detail} for each in self.errors]
        return told


def wrong(pointer: str, detail: str) -> ApiProblem:
    """One field that is not right."""
    return ApiProblem(Trouble.INVALID, errors=[FieldError(pointer, detail)])
