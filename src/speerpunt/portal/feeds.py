"""What programs read: somebody's calendar at a secret address, and what is news to everybody."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speerpunt.core.addresses import address
from speerpunt.core.queries.feeds import feed_owner
from speerpunt.members.queries import attach_standing

from .exporters.calendar import agenda_as_icalendar
from .queries.agenda import agenda_of
from .queries.news import NewsItem, public_news

NEWS_KEPT_MINUTES = 15


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """With the rights that its owner has at this moment; without any it does not exist."""
    owner: Any = feed_owner(secret)
    if owner is None:
        raise Http404
    attach_standing(owner, request.collective)
    if not owner.has_perm("portal.view_today"):
        raise Http404
    content = agenda_as_icalendar(request.collective, agenda_of(owner, timezone.localdate()))
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'inline; filename="{request.collective.slug}.ics"',
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The same for everybody, so who is signed in reads no more here than a stranger."""
    stranger = AnonymousUser()
    attach_standing(stranger, request.collective)
    here = settings.BASE_URL + request.path
    feed = Atom1Feed(
        title=_("News of %(collective)s") % {"collective": request.collective.name},
        link=settings.BASE_URL + address("portal:city"),
        description=None,
        language=settings.LANGUAGE_CODE,
        feed_url=here,
        feed_guid=here,
    )
    for item in public_news(stranger, timezone.localdate()):
        _add(feed, item, here)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={NEWS_KEPT_MINUTES * 60}"
    return response


def _add(feed: Atom1Feed, item: NewsItem, here: str) -> None:
    moment = _noon(item.day)
    feed.add_item(
        title=item.title,
        link=settings.BASE_URL + item.url,
        description=item.text,
        unique_id=f"{here}#{item.key}",
        pubdate=moment,
        updateddate=moment,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()) + timedelta(hours=12))
