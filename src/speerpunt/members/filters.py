"""What a list can be narrowed to. Each filter reads the address, so that a selection can be shared and repeated."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from speerpunt.core.registry import filters_for
from speerpunt.core.texts import folded

from .enums import BodyKind, Branch, OrganisationKind, RoleKind, SizeClass
from .models import Membership, Organisation, OrganisationRole
from .queries.organisations import umbrellas

REGISTER = "members:organisations"
TRASH = "prullenbak"
MOST_WORDS = 8
LONGEST_SEARCH = 100
PART_OF_POSTCODE = re.compile(r"^(\d{1,4}|\d{4}[A-Z]{1,2})$", re.ASCII)
NO_TEXT = re.compile(r"[\x00-\x1f\x7f]+")

_SELECTED = " selected"

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Filter:
    """One select of the filter form."""

    name: str
    label: Any
    options: Sequence[tuple[str, Any]]
    apply: Callable[[Rows, str], Rows]
    value: str = ""

    def options_html(self) -> SafeString:
        """The options of its select. Written here: a template would take ten times as long over them."""
        rows = (
            f'<option value="{escape(value)}"{_SELECTED * (value == self.value)}>{escape(str(label))}</option>'
            for value, label in self.options
        )
        return mark_safe("".join(rows))  # each part is escaped

    @property
    def chosen_label(self) -> Any:
        return dict(self.options).get(self.value, self.value)

    def narrowed(self, rows: Rows) -> Rows:
        """A value that is not among the choices means nothing, not everything."""
        if not self.value:
            return rows
        return self.apply(rows, self.value) if self.value in dict(self.options) else rows.none()


@dataclass(frozen=True)
class ActiveFilter:
    """A filter that is on, and the address without it."""

    label: Any
    value: Any
    query: str


def by_field(name: str) -> Callable[[Rows, str], Rows]:
    return lambda rows, value: rows.filter(**{name: value})


def search_words(text: str) -> list[str]:
    """The words to look for, without case and accents."""
    return folded(NO_TEXT.sub(" ", text[:LONGEST_SEARCH])).split()[:MOST_WORDS]


def with_words(rows: Rows, text: str) -> Rows:
    """Rows in which every word stands somewhere."""
    for word in search_words(text):
        rows = rows.filter(search_text__contains=word)
    return rows


class ListFilters:
    """The filters of one list, filled from the address."""

    # Free text in the address, with the label of its field.
    texts: dict[str, Any] = {}

    def __init__(self, query: QueryDict) -> None:
        self.query = query

    def available(self) -> Iterable[Filter]:
        raise NotImplementedError

    @cached_property
    def selects(self) -> list[Filter]:
        return list(self.available())

    def text(self, name: str) -> str:
        return NO_TEXT.sub(" ", self.query.get(name, "")[:LONGEST_SEARCH]).strip()

    @property
    def search(self) -> str:
        return self.text("zoek")

    def select(self, rows: Rows) -> Rows:
        for each in self.selects:
            rows = each.narrowed(rows)
        return with_words(rows, self.search)

    @property
    def shown(self) -> list[Filter]:
        """The selects of the form."""
        return self.selects

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form carries along without showing it."""
        return []

    @cached_property
    def active(self) -> list[ActiveFilter]:
        """For the line that says what is on, each with a way to turn it off."""
        found = [
            ActiveFilter(label, self.text(name), self._without(name))
            for name, label in self.texts.items()
            if self.text(name)
        ]
        chosen = [each for each in self.selects if each.value]
        return found + [
            ActiveFilter(each.label, each.chosen_label, self._without(each.name)) for each in chosen
        ]

    @cached_property
    def selection(self) -> str:
        """The part of the address that says which rows, without order and page."""
        return self.selection_with()

    def selection_with(self, **changes: str) -> str:
        names = [*self.texts, *(each.name for each in self.selects)]
        kept = QueryDict(mutable=True)
        for name in names:
            value = changes.get(name) or self.query.get(name)
            if value:
                kept[name] = value
        return kept.urlencode()

    def _without(self, name: str) -> str:
        kept = self.query.copy()
        for gone in (name, "bladzijde"):
            kept.pop(gone, None)
        return kept.urlencode()

    def _filter(self, name: str, label: Any, options: Iterable[tuple[Any, Any]], apply: Any) -> Filter:
        choices = [(str(value), text) for value, text in options]
        return Filter(name, label, choices, apply, self.query.get(name, ""))


class OrganisationFilters(ListFilters):
    texts = {"zoek": _("search"), "postcode": _("postcode")}

    def __init__(self, query: QueryDict, *, with_trash: bool = False) -> None:
        super().__init__(query)
        self.with_trash = with_trash

    def available(self) -> Iterable[Filter]:
        yield self._filter("soort", _("kind"), OrganisationKind.choices, by_field("kind"))
        yield self._filter("koepel", _("umbrella"), umbrellas().values_list("pk", "name"), _in_umbrella)
        for entered in filters_for(REGISTER):
            yield self._filter(entered.name, entered.label, entered.choices(), entered.apply)
        yield self._filter("branche", _("branch"), Branch.choices, by_field("branch"))
        yield self._filter("omvang", _("size"), SizeClass.choices, by_field("size_class"))
        if self.with_trash:
            yield self._filter(TRASH, _("trash"), [("1", _("in the trash"))], lambda rows, value: rows)

    @property
    def is_trash(self) -> bool:
        return self.with_trash and self.query.get(TRASH) == "1"

    @property
    def shown(self) -> list[Filter]:
        """The trash is a place to go to, not a question to answer."""
        return [each for each in self.selects if each.name != TRASH]

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [(TRASH, "1")] if self.is_trash else []

    @property
    def postcode(self) -> str:
        return self.text("postcode").replace(" ", "").upper()

    def select(self, rows: Rows) -> Rows:
        rows = super().select(rows.filter(trashed_at__isnull=not self.is_trash))
        return _in_postcode(rows, self.postcode) if self.postcode else rows


def _in_postcode(rows: Rows, begin: str) -> Rows:
    """From the first to the last postcode that begins so: a range can use an index, a pattern cannot."""
    if not PART_OF_POSTCODE.match(begin):
        return rows.none()
    rows = rows.filter(postcode__gte=begin)
    following = _following(begin)
    return rows.filter(postcode__lt=following) if following else rows


def _following(begin: str) -> str:
    """What sorts just after everything that begins so: after 2312 comes 2313, after 2319 comes 232."""
    shorter = begin.rstrip("9Z")
    return shorter[:-1] + chr(ord(shorter[-1]) + 1) if shorter else ""


def _in_umbrella(rows: Rows, value: str) -> Rows:
    present = Membership.objects.active().filter(umbrella_id=value)
    return rows.filter(pk__in=present.values("organisation_id"))


class PersonFilters(ListFilters):
    texts = {"zoek": _("search")}

    def available(self) -> Iterable[Filter]:
        yield self._filter("rol", _("role"), RoleKind.choices, _with_role)
        yield self._filter("organisatie", _("organisation"), self._organisations(), _at_organisation)
        yield self._filter("account", _("account"), _ACCOUNTS, _with_account)

    def _organisations(self) -> list[tuple[int, str]]:
        """Umbrellas and outside parties, and the one that is asked for: a list of 9,000 helps nobody."""
        kept = Organisation.objects.filter(trashed_at__isnull=True)
        with_people = kept.filter(kind__in=_FEW, pk__in=OrganisationRole.objects.values("organisation_id"))
        found = list(with_people.order_by("name").values_list("pk", "name"))
        asked = self.query.get("organisatie", "")
        if asked.isdecimal() and len(asked) < 19 and int(asked) not in dict(found):
            found += kept.filter(pk=int(asked)).values_list("pk", "name")
        return found


_FEW = tuple(kind for kind in OrganisationKind if kind != OrganisationKind.ENTERPRISE)
_ACCOUNTS = (("met", _("with an account")), ("zonder", _("without an account")))


def _with_account(rows: Rows, value: str) -> Rows:
    return rows.filter(user__isnull=value == "zonder")


def _with_role(rows: Rows, value: str) -> Rows:
    return rows.filter(pk__in=OrganisationRole.objects.active().filter(kind=value).values("person_id"))


def _at_organisation(rows: Rows, value: str) -> Rows:
    return rows.filter(
        pk__in=OrganisationRole.objects.active().filter(organisation_id=value).values("person_id")
    )


class BodyFilters(ListFilters):
    texts = {"zoek": _("search")}

    def available(self) -> Iterable[Filter]:
        yield self._filter("soort", _("kind"), BodyKind.choices, by_field("kind"))

    def select(self, rows: Rows) -> Rows:
        for each in self.selects:
            rows = each.narrowed(rows)
        return rows.filter(name__icontains=self.search) if self.search else rows
