"""The columns in which organisations leave and come in: one list for export and import."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..enums import Branch, OrganisationKind, SbiVersion, SizeClass
from ..models import Membership, Organisation

OWN_ID = "id"
UMBRELLAS = "umbrellas"
SEPARATOR = " | "


@dataclass(frozen=True)
class Column:
    """One column of the file: a field of the organisation, or one of the two that are not."""

    name: str
    title: Any
    # What others call it: the Trade Register's files, spreadsheets that people keep, English exports.
    also_called: tuple[str, ...] = ()
    choices: type[Any] | None = None
    is_contact: bool = False


COLUMNS = (
    Column(OWN_ID, _("Speerpunt number"), ("speerpunt-nummer", "speerpuntnummer", "speerpunt id")),
    Column("kind", _("kind"), ("soort", "type", "kind of organisation"), OrganisationKind),
    Column(
        "name",
        _("name"),
        (
            "naam",
            "handelsnaam",
            "bedrijfsnaam",
            "statutaire naam",
            "eerste handelsnaam",
            "volledige naam",
            "organisatie",
            "bedrijf",
            "company",
            "company name",
            "organisation",
            "trade name",
            "naam onderneming",
        ),
    ),
    Column(
        "kvk_number",
        _("KVK number"),
        (
            "kvk-nummer",
            "kvknummer",
            "kvk nummer",
            "kvk nr",
            "kvk",
            "dossiernummer",
            "kvk-dossiernummer",
            "coc number",
            "chamber of commerce number",
            "handelsregisternummer",
        ),
    ),
    Column(
        "branch_number",
        _("branch number"),
        ("vestigingsnummer", "vestigingsnr", "vestiging", "establishment number", "location number"),
    ),
    Column(
        "sbi_code",
        _("SBI code"),
        (
            "sbi-code",
            "sbicode",
            "sbi",
            "hoofdactiviteit sbi",
            "sbi hoofdactiviteit",
            "sbi-code hoofdactiviteit",
            "activiteitcode",
        ),
    ),
    Column(
        "sbi_version", _("SBI version"), ("sbi-versie", "sbi versie", "versie sbi", "sbi edition"), SbiVersion
    ),
    Column("branch", _("branch"), ("branche", "sector", "bedrijfstak", "industry"), Branch),
    Column(
        "jobs",
        _("jobs"),
        (
            "banen",
            "werkzame personen",
            "aantal medewerkers",
            "medewerkers",
            "werknemers",
            "aantal banen",
            "totaal werkzame personen",
            "wp",
            "employees",
            "fte",
        ),
    ),
    Column("size_class", _("size"), ("omvang", "grootteklasse", "grootte", "size class"), SizeClass),
    Column("street", _("street"), ("straat", "straatnaam", "adres", "vestigingsadres straat", "address")),
    Column(
        "house_number",
        _("house number"),
        ("huisnummer", "huisnr", "nummer", "huisnummer en toevoeging", "number"),
    ),
    Column("postcode", _("postcode"), ("postcode vestiging", "pc6", "zip", "postal code", "zip code")),
    Column("city", _("city"), ("plaats", "woonplaats", "vestigingsplaats", "stad", "town")),
    Column("latitude", _("latitude"), ("breedtegraad", "lat", "y wgs84", "gps latitude")),
    Column("longitude", _("longitude"), ("lengtegraad", "lon", "lng", "long", "x wgs84", "gps longitude")),
    Column(
        "email",
        _("email"),
        ("e-mail", "e-mailadres", "emailadres", "mail", "mailadres", "email address"),
        is_contact=True,
    ),
    Column(
        "phone",
        _("phone"),
        ("telefoon", "telefoonnummer", "tel", "tel.", "phone number", "telephone"),
        is_contact=True,
    ),
    Column("website", _("website"), ("internetadres", "url", "webadres", "site", "web")),
    Column("description", _("description"), ("omschrijving", "beschrijving", "toelichting", "notes")),
    Column(
        UMBRELLAS, _("umbrellas"), ("koepels", "koepel", "verenigingen", "vereniging", "lid van", "member of")
    ),
)
COLUMN_BY_NAME = {column.name: column for column in COLUMNS}
# Fields of the row itself.
FIELDS = tuple(column.name for column in COLUMNS if column.name not in (OWN_ID, UMBRELLAS))


@dataclass(frozen=True)
class RowProblem:
    """Why a row cannot come in, and where in the file that is."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class OrganisationRow:
    """One row of a file, read and found sound. Only what the file says stands in `values`."""

    line: int
    values: Mapping[str, Any]
    umbrellas: tuple[str, ...] = field(default=())
    own_id: str = ""


def own_id_of(slug: str, pk: int) -> str:
    """The number under which a row leaves. It names the collective, so that elsewhere it means nothing."""
    return f"{slug}-{pk}"


def pk_of_own_id(slug: str, own_id: str) -> int | None:
    prefix, _dash, number = own_id.rpartition("-")
    is_ours = prefix == slug and number.isascii() and number.isdecimal() and len(number) < 19
    return int(number) if is_ours else None


def joined_names(names: list[str]) -> str:
    """Names in one cell. A bar within a name is written with a backslash."""
    return SEPARATOR.join(name.replace("\\", "\\\\").replace("|", "\\|") for name in names)


def split_names(cell: str) -> tuple[str, ...]:
    names, current, signs = [], "", iter(cell)
    for sign in signs:
        if sign == "\\":
            current += next(signs, "")
        elif sign == "|":
            names.append(current)
            current = ""
        else:
            current += sign
    return tuple(name.strip() for name in [*names, current] if name.strip())


def exported_values(rows: QuerySet[Organisation], slug: str) -> Iterator[dict[str, Any]]:
    """The values of every column, in three queries however many rows there are."""
    umbrellas = _umbrella_names()
    for values in rows.values("pk", *FIELDS).iterator(chunk_size=2000):
        pk = values.pop("pk")
        yield {OWN_ID: own_id_of(slug, pk), **values, UMBRELLAS: joined_names(umbrellas.get(pk, []))}


def _umbrella_names() -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    present = Membership.objects.active().filter(umbrella__trashed_at__isnull=True)
    for pk, name in present.order_by("umbrella__name").values_list("organisation_id", "umbrella__name"):
        names.setdefault(pk, []).append(name)
    return names
