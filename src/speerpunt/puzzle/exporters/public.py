"""Public works for other programs: GeoJSON, a calendar and a feed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar, Event

from speerpunt.core.models import Collective

from ..queries.periods import said_period
from ..queries.public import PublicWork

READ_AGAIN = timedelta(hours=6)


def works_as_geojson(works: Iterable[PublicWork]) -> dict[str, Any]:
    """A feature for each work that has a place, with its periods and where it comes from."""
    return {"type": "FeatureCollection", "features": [_feature(each) for each in works if each.work.geometry]}


def _feature(each: PublicWork) -> dict[str, Any]:
    work = each.work
    return {
        "type": "Feature",
        "id": work.pk,
        "geometry": work.geometry,
        "properties": {
            "name": work.name,
            "kind": work.kind,
            "status": work.status,
            "hindrance": work.hindrance or None,
            "periods": [{"start": _day(phase.start), "end": _day(phase.end)} for phase in each.phases],
            "closed_for": sorted(
                {mode for line in each.measures if line.kind == "closed" for mode in line.modes}
            ),
            "url": settings.BASE_URL + work.get_absolute_url(),
            "source": str(work.source) if work.source else None,
            "last_seen": work.seen_at.isoformat() if work.seen_at else None,
        },
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def works_as_icalendar(collective: Collective, works: Iterable[PublicWork], title: str) -> bytes:
    """Whole days. A period without an end lasts its first day: nobody knows how long it goes on."""
    calendar = Calendar()
    calendar.add("prodid", "-//Speerpunt//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for each in works:
        for phase in each.phases:
            if phase.start is not None:
                calendar.add_component(_event(collective, each, phase))
    return bytes(calendar.to_ical())


def _event(collective: Collective, each: PublicWork, phase: Any) -> Event:
    event = Event()
    event.add("uid", f"work-{each.work.pk}-{phase.position}@{collective.slug}.speerpunt")
    event.add("dtstamp", each.work.updated_at)
    event.add("dtstart", phase.start)
    event.add("dtend", (phase.end or phase.start) + timedelta(days=1))
    event.add("summary", each.work.name)
    event.add("description", said_period(phase.start, phase.end))
    event.add("url", settings.BASE_URL + each.work.get_absolute_url())
    event.add("transp", "TRANSPARENT")
    return event


def works_as_atom(collective: Collective, works: Iterable[PublicWork], title: str, here: str) -> str:
    feed = Atom1Feed(
        title=title,
        link=here,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=collective.name,
        feed_url=here,
        feed_guid=here,
    )
    for each in works:
        start = each.phases[0].start or timezone.localdate()
        feed.add_item(
            title=each.work.name,
            link=settings.BASE_URL + each.work.get_absolute_url(),
            description="; ".join(said_period(phase.start, phase.end) for phase in each.phases),
            unique_id=f"{settings.BASE_URL}/{collective.slug}/werk#{each.work.pk}",
            pubdate=timezone.make_aware(datetime.combine(start, time())),
            updateddate=each.work.updated_at,
        )
    return str(feed.writeString("utf-8"))
