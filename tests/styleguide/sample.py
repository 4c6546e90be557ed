"""Made-up content for the style guide: long words, empty values, everything that can be awkward."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from speerpunt.core.listing import Listing, SortLink
from speerpunt.core.templatetags.drawing import (
    Bar,
    Cell,
    Decision,
    Heading,
    MapPoint,
    MatrixRow,
    StripRow,
    ThemeBar,
)

TODAY = date(2026, 11, 23)


class EnterpriseForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Zoals op de gevel.")
    kind = forms.ChoiceField(label="Soort", choices=[("", "Kies"), ("a", "Onderneming"), ("b", "Vereniging")])
    jobs = forms.IntegerField(label="Banen", required=False)
    since = forms.DateField(label="Lid sinds", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Toelichting", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    themes = forms.MultipleChoiceField(
        label="Thema’s",
        choices=[("a", "Ruimtelijke ontwikkeling"), ("b", "Energie"), ("c", "Mobiliteit")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    level = forms.ChoiceField(
        label="Niveau", choices=[("a", "Lokaal"), ("b", "Regionaal")], widget=forms.RadioSelect
    )
    file = forms.FileField(label="Bestand", required=False)
    is_public = forms.BooleanField(label="Iedereen mag dit zien", required=False)
    longitude = forms.DecimalField(label="Lengtegraad", required=False, initial="4.4931")
    latitude = forms.DecimalField(label="Breedtegraad", required=False, initial="52.1601")
    geometry = forms.CharField(
        label="GeoJSON",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        initial='{"type":"Polygon","coordinates":[[[4.505,52.163],[4.513,52.1625],[4.512,52.157],[4.5035,52.1575],[4.505,52.163]]]}',
    )


class SearchForm(forms.Form):
    q = forms.CharField(label="Zoek", required=False)
    kind = forms.ChoiceField(
        label="Soort", choices=[("", "Alle soorten"), ("a", "Onderneming")], required=False
    )
    area = forms.ChoiceField(
        label="Gebied", choices=[("", "Alle gebieden"), ("a", "De Waard")], required=False
    )
    mine = forms.BooleanField(label="Alleen van mij", required=False)


def content(request: HttpRequest) -> dict[str, Any]:
    wrong = EnterpriseForm(
        {"wrong-name": "", "wrong-kind": "", "wrong-since": "", "wrong-level": "a"}, prefix="wrong"
    )
    wrong.is_valid()
    return {
        "today": TODAY,
        "healths": ["on_course", "attention", "stuck", "not_started", "done"],
        "icons": sorted(ICON_NAMES),
        "form": EnterpriseForm(),
        "wrong_form": wrong,
        "search_form": SearchForm(prefix="search"),
        "listing": _listing(),
        **_strips(),
        "themes": _themes(),
        "measured": [
            (date(year, 1, 1), value)
            for year, value in zip(range(2021, 2027), (9.5, 9.1, 8.8, 7.2, 7.4, 6.1), strict=True)
        ],
        "columns": [Heading(title) for title in THEMES],
        "matrix_rows": _matrix_rows(),
        "points": _points(),
        "months": 23,
        "bounds": (4.4445, 52.1325, 4.5325, 52.1805),
    }


ICON_NAMES = [
    "arrow", "back", "bell", "calendar", "check", "chevron", "city", "close", "comment", "document", "download",
    "edit", "filter", "history", "link", "list", "lock", "map", "menu", "people", "person", "pin", "plus", "print",
    "puzzle", "search", "settings", "star", "target", "trash", "upload",
]  # fmt: skip
THEMES = ["Ruimtelijke ontwikkeling", "Energie", "Mobiliteit", "Onderwijs en sport", "Wonen"]
PARKS = ["De Waard", "Leidse Schans", "Merenwijk", "Rooseveltstraat", "Leiden Bio Science Park"]


def _listing() -> Listing:
    rows = [
        {
            "pk": number,
            "name": f"Onderneming {number} aan de Flevoweg",
            "kind": "onderneming",
            "jobs": number * 7,
        }
        for number in range(1, 241)
    ]
    page = Paginator(rows, 6).get_page(4)
    sorts = {
        "naam": SortLink("Naam", "op=-naam", "ascending"),
        "soort": SortLink("Soort", "op=soort", "none"),
        "banen": SortLink("Banen", "op=banen", "none"),
    }
    return Listing(page=page, sorts=sorts, query="soort=onderneming")


def _strips() -> dict[str, Any]:
    year = [
        StripRow(
            "Ruimtelijke ontwikkeling", "#", "1",
            [Bar("Terreinprofielen volgen", date(2026, 1, 1), date(2026, 12, 31), url="#")],
            [Decision(date(2026, 6, 20), "Profielen vastgesteld", True), Decision(date(2026, 12, 17), "Kaderbrief", False)],
        ),
        StripRow(
            "Mobiliteit", "#", "2",
            [Bar("Puzzel en spel", date(2026, 3, 1), date(2026, 10, 9)), Bar("Proef met laadplekken aan de singel", date(2026, 8, 1), date(2027, 2, 1))],
            [Decision(date(2026, 12, 10), "Volgorde bruggen", False)],
        ),
        StripRow(
            "Schoon, heel en veilig", "#", "3",
            [Bar("Voorjaarsschouw", date(2026, 4, 7), date(2026, 6, 9)), Bar("Najaarsschouw", date(2026, 10, 1), date(2026, 12, 12), is_assumed=True)],
        ),
        StripRow(
            "Arbeidsmarkt, onderwijs en sport", "#", "4",
            [Bar("Doorlopende leerlijn", date(2026, 8, 20), date(2026, 12, 31), tone="stuck")],
            [Decision(date(2026, 9, 28), "Convenant", True)],
        ),
        StripRow("Participatie en inspraak", "#", "5"),
        StripRow(
            "Integraal werken", "#", "6",
            [Bar("Proef De Waard", date(2026, 5, 5), date(2026, 12, 31))],
            health="on_course",
        ),
    ]  # fmt: skip
    return {
        "strip": year,
        "start": date(2026, 1, 1),
        "end": date(2026, 12, 31),
        "far_end": date(2027, 12, 31),
    }


def _themes() -> list[ThemeBar]:
    return [
        ThemeBar("Ruimte", 7.2, 8, "twee panden wachten op een koper"),
        ThemeBar("Energie", 4.1, 7, "geen grotere aansluiting mogelijk"),
        ThemeBar("Mobiliteit", 5.3, 7.5, "brug dicht, omleiding smal"),
        ThemeBar("Onderwijs en sport", 6.4, 6.5),
        ThemeBar("Wonen", None, 7, "nog niet gemeten"),
    ]


def _matrix_rows() -> list[MatrixRow]:
    return [
        MatrixRow(
            park, "#",
            [Cell((row * 3 + column * 2) % 7, "#", f"{(row * 3 + column * 2) % 7} projecten: {theme}, {park}") for column, theme in enumerate(THEMES)],
        )
        for row, park in enumerate(PARKS)
    ]  # fmt: skip


def _points() -> list[MapPoint]:
    places = [
        ("Spanjaardsbrug", 4.5143, 52.1600, "stuck"),
        ("Zijlbrug", 4.5155, 52.1695, "stuck"),
        ("Lammebrug", 4.48721, 52.14062, "on_course"),
        ("Koornbrug", 4.49193, 52.15795, "on_course"),
        ("Bio Science Park", 4.4630, 52.1670, "on_course"),
        ("De Waard", 4.5090, 52.1565, "on_course"),
        ("Roomburg", 4.5027, 52.1437, "done"),
        ("Rooseveltstraat", 4.4819, 52.1445, "attention"),
        ("Amphoraweg", 4.4620, 52.1590, "not_started"),
        ("Merenwijk", 4.4982, 52.1745, "on_course"),
        ("Stationsgebied", 4.4810, 52.1663, "attention"),
        ("Stevenshof", 4.4520, 52.1535, "on_course"),
        ("Hoge Rijndijk", 4.4970, 52.1505, "attention"),
    ]
    return [
        MapPoint(
            name, longitude, latitude, health, url="#", id=f"p{order}",
            tags={"priority": str(order % 6 + 1), "theme": ["energy"] if order % 2 else ["mobility", "space"]},
            start=date(2026, 1 + order % 6, 1), end=date(2026, 7 + order % 6, 1),
        )
        for order, (name, longitude, latitude, health) in enumerate(places)
    ]  # fmt: skip
