"""Lists as they are shown: columns to sort by, and rows with everything ready for the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address

from .enums import Branch, OrganisationKind, SizeClass
from .models import Organisation
from .queries.organisations import umbrella_names

# Name in the address -> title and field. The search text begins with the name, without case and accents.
ORGANISATION_COLUMNS = {
    "naam": (_("Name"), "search_text"),
    "soort": (_("Kind"), "kind"),
    "branche": (_("Branch"), "branch"),
    "omvang": (_("Jobs"), "jobs"),
    "postcode": (_("Postcode"), "postcode"),
}
PERSON_COLUMNS = {"naam": (_("Name"), "family_name"), "voornaam": (_("First name"), "given_name")}
SHOWN = (
    "pk",
    "collective_id",
    "name",
    "kind",
    "branch",
    "jobs",
    "size_class",
    "street",
    "house_number",
    "postcode",
)


@dataclass(frozen=True)
class OrganisationLine:
    """One row of the register."""

    key: str
    url: str
    name: str
    kind: str
    branch: str
    size: str
    place: str
    postcode: str
    umbrellas: str


def for_list(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Only what a row shows."""
    return rows.only(*SHOWN)


@dataclass(frozen=True)
class _Words:
    """What stands for the stored values, looked up once for all rows."""

    base_url: str
    kinds: dict[str, str]
    branches: dict[str, str]
    sizes: dict[str, str]


def organisation_lines(rows: Iterable[Organisation]) -> list[OrganisationLine]:
    words = _Words(organisation_base_url(), _labels(OrganisationKind), _labels(Branch), _labels(SizeClass))
    rows = list(rows)
    umbrellas = umbrella_names(row.pk for row in rows)
    return [_line(row, words, umbrellas.get(row.pk, [])) for row in rows]


def organisation_base_url() -> str:
    """What stands before the number in the address of a page."""
    return address("members:organisation", 0).removesuffix("0/")


def _labels(choices: Any) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _line(organisation: Organisation, words: _Words, umbrellas: list[str]) -> OrganisationLine:
    key = str(organisation.pk)
    size = words.sizes.get(organisation.size_class, "")
    return OrganisationLine(
        key=key,
        url=f"{words.base_url}{key}/",
        name=organisation.name,
        kind=words.kinds[organisation.kind],
        branch=words.branches.get(organisation.branch, ""),
        size=str(organisation.jobs) if organisation.jobs is not None else size,
        place=f"{organisation.street} {organisation.house_number}".strip(),
        postcode=spaced(organisation.postcode),
        umbrellas=", ".join(umbrellas),
    )


def spaced(postcode: str) -> str:
    """As people write it: 2312 AB."""
    return f"{postcode[:4]} {postcode[4:]}" if postcode else ""
