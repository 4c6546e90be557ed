"""What a line of a plan says between the lines: the kind of a body or organisation, a day, the years of a plan."""

import re
from datetime import date

from speerpunt.core.texts import folded
from speerpunt.members.enums import BodyKind, OrganisationKind

BODY_WORDS = {
    "kernteam": BodyKind.CORE_TEAM,
    "core team": BodyKind.CORE_TEAM,
    "stuurgroep": BodyKind.STEERING_GROUP,
    "steering": BodyKind.STEERING_GROUP,
    "werkgroep": BodyKind.WORKING_GROUP,
    "projectgroep": BodyKind.WORKING_GROUP,
    "working group": BodyKind.WORKING_GROUP,
    "overleg": BodyKind.CONSULTATION,
    "consultation": BodyKind.CONSULTATION,
}
ORGANISATION_WORDS = {
    "gemeente": OrganisationKind.GOVERNMENT,
    "provincie": OrganisationKind.GOVERNMENT,
    "ministerie": OrganisationKind.GOVERNMENT,
    "municipality": OrganisationKind.GOVERNMENT,
    "vereniging": OrganisationKind.ASSOCIATION,
    "association": OrganisationKind.ASSOCIATION,
    "hotel": OrganisationKind.HOTEL,
    "school": OrganisationKind.SCHOOL,
    "college": OrganisationKind.SCHOOL,
    "lyceum": OrganisationKind.SCHOOL,
    "universiteit": OrganisationKind.SCHOOL,
    "mbo": OrganisationKind.SCHOOL,
    "roc": OrganisationKind.SCHOOL,
}
MONTHS = (
    "januari|january", "februari|february", "maart|march", "april", "mei|may", "juni|june",
    "juli|july", "augustus|august", "september", "oktober|october", "november", "december",
)  # fmt: skip
DAY = re.compile(r"\b(?:(\d{1,2})\s+)?(" + "|".join(MONTHS) + r")\s+(20\d\d)\b", re.IGNORECASE)
YEARS = re.compile(r"\b(20\d\d)(?:\s*[-–/]\s*(20\d\d))?\b")


def body_kind(name: str) -> BodyKind:
    """Outside bodies are the ones whose name says nothing."""
    text = folded(name)
    return next((kind for word, kind in BODY_WORDS.items() if word in text), BodyKind.OUTSIDE_BODY)


def organisation_kind(name: str) -> OrganisationKind:
    text = folded(name)
    return next((kind for word, kind in ORGANISATION_WORDS.items() if word in text), OrganisationKind.PARTNER)


def day_in(text: str) -> date | None:
    """The first day or month that the text names; a month counts as its first day."""
    found = DAY.search(text)
    if found is None:
        return None
    month = next(
        number for number, names in enumerate(MONTHS, start=1) if found[2].lower() in names.split("|")
    )
    try:
        return date(int(found[3]), month, int(found[1] or 1))
    except ValueError:
        return None


def years_in(text: str) -> tuple[int, int] | None:
    """“2026-2027” says for which years a plan is meant."""
    found = YEARS.search(text)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    return (first, last) if first <= last else None
