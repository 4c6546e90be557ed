"""The columns in which organisations leave and come in: one list for export and import."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.cells import Cell
from speerpunt.core.sheets import OWN_ID, Column, own_id_of

from ..enums import Branch, OrganisationKind, SbiVersion, SizeClass
from ..models import Membership, Organisation
from .cells import digits, email, postcode, sbi_code, sbi_version, website

UMBRELLAS = "umbrellas"
MOST_JOBS = 1_000_000
NO_JOBS = _("“%(text)s” is not a whole number of jobs.")


def _most(name: str) -> int:
    """How many signs a field takes."""
    return Organisation._meta.get_field(name).max_length or 0  # type: ignore[union-attr]


def _short(name: str) -> Cell:
    return cells.text(_most(name))


COLUMNS = (
    Column(
        OWN_ID, _("Speerpunt number"), cells.text(60), ("speerpunt-nummer", "speerpuntnummer", "speerpunt id")
    ),
    Column("kind", _("kind"), cells.choice(OrganisationKind), ("soort", "type", "kind of organisation")),
    Column(
        "name",
        _("name"),
        _short("name"),
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
        digits(8),
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
        digits(12),
        ("vestigingsnummer", "vestigingsnr", "vestiging", "establishment number", "location number"),
    ),
    Column(
        "sbi_code",
        _("SBI code"),
        sbi_code(),
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
        "sbi_version",
        _("SBI version"),
        sbi_version(),
        ("sbi-versie", "sbi versie", "versie sbi", "sbi edition"),
    ),
    Column("branch", _("branch"), cells.choice(Branch), ("branche", "sector", "bedrijfstak", "industry")),
    Column(
        "jobs",
        _("jobs"),
        cells.whole(MOST_JOBS, NO_JOBS),
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
    Column(
        "size_class", _("size"), cells.choice(SizeClass), ("omvang", "grootteklasse", "grootte", "size class")
    ),
    Column(
        "street",
        _("street"),
        _short("street"),
        ("straat", "straatnaam", "adres", "vestigingsadres straat", "address"),
    ),
    Column(
        "house_number",
        _("house number"),
        _short("house_number"),
        ("huisnummer", "huisnr", "nummer", "huisnummer en toevoeging", "number"),
    ),
    Column(
        "postcode", _("postcode"), postcode(), ("postcode vestiging", "pc6", "zip", "postal code", "zip code")
    ),
    Column("city", _("city"), _short("city"), ("plaats", "woonplaats", "vestigingsplaats", "stad", "town")),
    Column("latitude", _("latitude"), cells.degrees(90), ("breedtegraad", "lat", "y wgs84", "gps latitude")),
    Column(
        "longitude",
        _("longitude"),
        cells.degrees(180),
        ("lengtegraad", "lon", "lng", "long", "x wgs84", "gps longitude"),
    ),
    Column(
        "email",
        _("email"),
        email(_most("email")),
        ("e-mail", "e-mailadres", "emailadres", "mail", "mailadres", "email address"),
        is_reserved=True,
    ),
    Column(
        "phone",
        _("phone"),
        _short("phone"),
        ("telefoon", "telefoonnummer", "tel", "tel.", "phone number", "telephone"),
        is_reserved=True,
    ),
    Column(
        "website",
        _("website"),
        website(_most("website")),
        ("internetadres", "url", "webadres", "site", "web"),
    ),
    Column(
        "description",
        _("description"),
        _short("description"),
        ("omschrijving", "beschrijving", "toelichting", "notes"),
    ),
    Column(
        UMBRELLAS,
        _("umbrellas"),
        cells.names(),
        ("koepels", "koepel", "verenigingen", "vereniging", "lid van", "member of"),
    ),
)
# Fields of the row itself.
FIELDS = tuple(column.name for column in COLUMNS if column.name not in (OWN_ID, UMBRELLAS))


def contradictions_in(values: dict[str, Any], options: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """What of one row does not fit together. The SBI edition of the whole file counts where the row does not say."""
    if values.get("sbi_code") and options.get("sbi_version"):
        values.setdefault("sbi_version", options["sbi_version"])
    if values.get("sbi_code") and not values.get("sbi_version"):
        yield (
            "sbi_version",
            gettext("An SBI code needs its edition, 2008 or 2025. Add it, or choose one for the whole file."),
        )
    if values.get("sbi_version") == SbiVersion.SBI_2025 and len(values.get("sbi_code", "00000")) != 5:
        yield "sbi_code", gettext("A code of SBI 2025 has five digits. Check the code, or the edition.")
    if ("latitude" in values) != ("longitude" in values):
        yield "latitude", gettext("Give both latitude and longitude, or neither.")
    if values.get("branch_number") and not values.get("kvk_number"):
        yield "kvk_number", gettext("A branch number needs its KVK number.")


def exported_values(rows: QuerySet[Organisation], slug: str) -> Iterator[dict[str, Any]]:
    """The values of every column, in three queries however many rows there are."""
    umbrellas = _umbrella_names()
    for values in rows.values("pk", *FIELDS).iterator(chunk_size=2000):
        pk = values.pop("pk")
        yield {OWN_ID: own_id_of(slug, pk), **values, UMBRELLAS: umbrellas.get(pk, ())}


def _umbrella_names() -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    present = Membership.objects.active().filter(umbrella__trashed_at__isnull=True)
    for pk, name in present.order_by("umbrella__name").values_list("organisation_id", "umbrella__name"):
        names.setdefault(pk, []).append(name)
    return names
