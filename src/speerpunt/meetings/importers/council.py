"""Reads agendas of a council from a file: as Notubiz gives them, or as Open Raadsinformatie does.

Both come as JSON. What is confidential stays out.
"""

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from speerpunt.core.importers.limits import UploadProblem
from speerpunt.core.texts import FORBIDDEN, with_plain_lines

MOST_BYTES = 4 * 1024 * 1024
MOST_MEETINGS, MOST_ITEMS, MOST_PAPERS = 400, 8_000, 60
LONGEST_TEXT = 4000
DEEPEST = 6
# The field of Notubiz that holds the title of an item; others hold texts.
TITLE = 1
MEETINGS = {"meeting", "agenda"}
FILES = {"mediaobject"}
ITEMS = {"agendaitem", "agenda item", "agendapunt", "meeting item"}


@dataclass(frozen=True)
class CouncilItemRow:
    outside_id: str
    title: str
    number: str = ""
    text: str = ""
    papers: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class CouncilMeetingRow:
    outside_id: str
    committee: str
    # As ISO 8601, so that a draft can keep it.
    starts_at: str
    title: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False
    # Of the meeting itself.
    papers: list[dict[str, str]] = field(default_factory=list)
    items: list[CouncilItemRow] = field(default_factory=list)

    def as_kept(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def as_read(cls, kept: dict[str, Any]) -> "CouncilMeetingRow":
        return cls(**{**kept, "items": [CouncilItemRow(**item) for item in kept["items"]]})


def read_council(content: bytes) -> list[CouncilMeetingRow]:
    """Every meeting that has a day, oldest first."""
    told = _parsed(content)
    try:
        found = list(_from_notubiz(told) if _is_notubiz(told) else _from_open_council_data(told))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UploadProblem(_unknown()) from error
    if not found:
        raise UploadProblem(_unknown())
    if len(found) > MOST_MEETINGS or sum(len(meeting.items) for meeting in found) > MOST_ITEMS:
        raise UploadProblem(_("There is more in this file than a year of meetings. Split it first."))
    return sorted(found, key=lambda meeting: meeting.starts_at)


def _parsed(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise UploadProblem(_("The file is larger than 4 MB. Split it and bring the parts in one by one."))
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UploadProblem(_("This is no JSON file. Choose a file with agendas of the council.")) from error


def _unknown() -> str:
    return _(
        "No meeting with a day was found. Choose a file in the form of Notubiz or of Open Raadsinformatie."
    )


# --- Notubiz: one meeting, or a list of them; items within items ---


def _is_notubiz(told: Any) -> bool:
    return any("agenda_items" in meeting or "plannings" in meeting for meeting in _meetings_in(told))


def _meetings_in(told: Any) -> list[dict[str, Any]]:
    if isinstance(told, dict):
        for key in ("meeting", "meetings", "events"):
            if key in told:
                return _meetings_in(told[key])
        return [told]
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _from_notubiz(told: Any) -> Iterator[CouncilMeetingRow]:
    for meeting in _meetings_in(told):
        starts_at = _moment(_first(meeting.get("plannings")).get("start_date"))
        if starts_at is None or meeting.get("confidential"):
            continue
        named = _attributes(meeting.get("attributes"))
        organisation = _dict(meeting.get("organisation")).get("id", "")
        title = named.get("titel") or named.get(str(TITLE)) or ""
        yield CouncilMeetingRow(
            outside_id=f"notubiz:{organisation}:{meeting['id']}"[:120],
            committee=_line(_dict(meeting.get("gremium")).get("name") or title or _("Council"), 160),
            title=_line(title, 200),
            starts_at=starts_at,
            place=_line(named.get("locatie", ""), 200),
            url=_web(meeting.get("url")),
            is_cancelled=bool(meeting.get("canceled")),
            papers=_papers(meeting.get("documents")),
            items=list(_notubiz_items(meeting.get("agenda_items"))),
        )


def _notubiz_items(told: Any, depth: int = 0) -> Iterator[CouncilItemRow]:
    """In their order. A heading is no item, but what stands below it is; what has no place comes last."""
    points = [each for each in told or () if isinstance(each, dict) and not each.get("confidential")]
    for point in sorted(points, key=lambda each: (each.get("order") is None, each.get("order") or 0)):
        data = _dict(point.get("type_data"))
        values = data.get("attributes")
        title = _line(data.get("title") or _attributes(values).get(str(TITLE), ""), 400)
        if title and not data.get("heading"):
            yield CouncilItemRow(
                outside_id=str(point["id"])[:120],
                number=_line(data.get("title_prefix") or "", 20),
                title=title,
                text=_text(
                    " ".join(value for key, value in _attributes(values).items() if key != str(TITLE))
                ),
                papers=_papers(point.get("documents")),
            )
        if depth < DEEPEST:
            yield from _notubiz_items(point.get("agenda_items"), depth + 1)


def _attributes(told: Any) -> dict[str, str]:
    """As a table of names, or as a list of numbers with a value."""
    if isinstance(told, dict):
        return {str(key).casefold(): str(value) for key, value in told.items() if value}
    rows = [each for each in told or () if isinstance(each, dict)]
    return {str(each.get("id")): str(each["value"]) for each in rows if each.get("value")}


# --- Open Raadsinformatie: rows that refer to each other ---


def _from_open_council_data(told: Any) -> Iterator[CouncilMeetingRow]:
    rows = list(_rows_in(told))
    items = [row for row in rows if _kind(row) in ITEMS]
    files = [row for row in rows if _kind(row) in FILES]
    for row in rows:
        starts_at = _moment(row.get("start_date"))
        if _kind(row) in MEETINGS and starts_at is not None:
            own = [item for item in items if _belongs(item, row)]
            own.sort(key=lambda item: (item.get("position") is None, item.get("position") or 0))
            yield CouncilMeetingRow(
                outside_id=f"ori:{_id(row)}"[:120],
                committee=_line(_name(row.get("committee") or row.get("organization")) or row["name"], 160),
                title=_line(row.get("name", ""), 200),
                starts_at=starts_at,
                place=_line(_name(row.get("location")), 200),
                url=_web(row.get("url") or row.get("original_url")),
                is_cancelled="cancel" in str(row.get("status", "")).casefold(),
                papers=_open_papers(row, files),
                items=[_open_item(item, files) for item in own],
            )


def _rows_in(told: Any) -> Iterator[dict[str, Any]]:
    """An answer of the search engine, a list, or one row."""
    if isinstance(told, dict) and "hits" in told:
        for hit in _dict(told["hits"]).get("hits", ()):
            yield {"_id": hit.get("_id"), **_dict(hit.get("_source"))}
    elif isinstance(told, list):
        yield from (row for row in told if isinstance(row, dict))
    elif isinstance(told, dict):
        yield from (
            _rows_in(told.get("events", told.get("results")))
            if ("events" in told or "results" in told)
            else [told]
        )


def _kind(row: dict[str, Any]) -> str:
    return str(row.get("@type") or row.get("classification") or "").rpartition(":")[2].casefold()


def _id(row: dict[str, Any]) -> str:
    return str(row.get("_id") or row.get("@id") or row.get("id"))


def _belongs(item: dict[str, Any], meeting: dict[str, Any]) -> bool:
    above = {str(item.get(key)) for key in ("parent", "parent_id", "meeting", "attendee")}
    listed = meeting.get("agenda") or meeting.get("children") or ()
    return _id(meeting) in above or _id(item) in {str(each) for each in _list(listed)}


def _open_item(row: dict[str, Any], files: Iterable[dict[str, Any]]) -> CouncilItemRow:
    return CouncilItemRow(
        outside_id=_id(row)[:120],
        number=_line(str(row.get("position") or ""), 20),
        title=_line(row.get("name") or row.get("description") or _("Agenda item"), 400),
        text=_text(row.get("description") or row.get("text") or ""),
        papers=_open_papers(row, files),
    )


def _open_papers(row: dict[str, Any], files: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """They stand in it, or as rows of their own that refer to it or that it refers to."""
    named = [*_list(row.get("sources")), *_list(row.get("attachment"))]
    numbers = {str(each) for each in named}
    return _papers([*named, *(file for file in files if _id(file) in numbers or _refers_to(file, row))])


def _refers_to(file: dict[str, Any], row: dict[str, Any]) -> bool:
    return _id(row) in {str(each) for each in _list(file.get("is_referenced_by"))}


# --- What both have in common ---


def _papers(told: Any) -> list[dict[str, str]]:
    """What has an address on the web, and is not confidential."""
    found = []
    for paper in _list(told):
        if isinstance(paper, dict) and not paper.get("confidential"):
            url = _web(paper.get("original_url") or paper.get("url"))
            title = _line(
                paper.get("title") or paper.get("note") or paper.get("name") or paper.get("file_name") or url,
                200,
            )
            if url:
                found.append({"title": title, "url": url})
    return found[:MOST_PAPERS]


def _moment(told: Any) -> str | None:
    """Without an offset it is the clock of the council."""
    if not isinstance(told, str):
        return None
    day = parse_date(told)
    found = datetime.combine(day, time()) if day else parse_datetime(told)
    if found is None:
        return None
    return (found if timezone.is_aware(found) else timezone.make_aware(found)).isoformat()


def _line(told: Any, most: int) -> str:
    return " ".join(_plain(told).split())[:most]


def _text(told: Any) -> str:
    return with_plain_lines(_plain(told)).strip()[:LONGEST_TEXT]


def _plain(told: Any) -> str:
    return FORBIDDEN.sub("", html.unescape(strip_tags(str(told or ""))))


def _web(told: Any) -> str:
    is_web = isinstance(told, str) and told.startswith(("https://", "http://")) and " " not in told
    return FORBIDDEN.sub("", told)[:400] if is_web else ""


def _name(told: Any) -> str:
    return str(told.get("name", "")) if isinstance(told, dict) else str(told or "")


def _dict(told: Any) -> dict[str, Any]:
    return told if isinstance(told, dict) else {}


def _first(told: Any) -> dict[str, Any]:
    return _dict(told[0]) if isinstance(told, list) and told else {}


def _list(told: Any) -> Iterable[Any]:
    return told if isinstance(told, list) else () if told is None else (told,)
