"""What programs read: somebody's calendar at a secret address, and what is news to everybody.

They come back every few hours, so an answer that did not change is not sent again. It is known by its contents
only: that something was taken away has no date.
"""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from speerpunt.core.addresses import address
from speerpunt.core.digests import digest_of
from speerpunt.core.queries.feeds import feed_owner
from speerpunt.meetings.queries.mine import calendar_of
from speerpunt.members.queries import attach_standing

from .exporters.calendar import agenda_as_icalendar
from .queries.agenda import LOOKED_AHEAD, LOOKED_BACK, agenda_of
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
    # Whatever language the calendar program asks for, its owner reads that of the site.
    with translation.override(settings.LANGUAGE_CODE):
        today = timezone.localdate()
        entries = agenda_of(owner, today)
        meetings = calendar_of(owner, today - LOOKED_BACK, today + LOOKED_AHEAD)
        content = agenda_as_icalendar(request.collective, entries, meetings)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = f'inline; filename="{request.collective.slug}.ics"'
    told = (entries, [(each.pk, each.sequence, each.state, each.starts_at, each.title) for each in meetings])
    return _unless_known(request, response, told)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The same for everybody, so who is signed in reads no more here than a stranger."""
    stranger = AnonymousUser()
    attach_standing(stranger, request.collective)
    here = settings.BASE_URL + request.path
    with translation.override(settings.LANGUAGE_CODE):
        items = public_news(stranger, timezone.localdate())
        feed = Atom1Feed(
            title=_("News of %(collective)s") % {"collective": request.collective.name},
            link=settings.BASE_URL + address("portal:city"),
            description=None,
            language=settings.LANGUAGE_CODE,
            author_name=request.collective.name,
            feed_url=here,
            feed_guid=here,
        )
        for item in items:
            _add(feed, item, here)
        content = feed.writeString("utf-8")
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={NEWS_KEPT_MINUTES * 60}"
    return _unless_known(request, response, items)


def _add(feed: Atom1Feed, item: NewsItem, here: str) -> None:
    day = timezone.make_aware(datetime.combine(item.day, time()))
    feed.add_item(
        title=item.title,
        link=settings.BASE_URL + item.url,
        description=item.text,
        unique_id=f"{here}#{item.key}",
        pubdate=day,
        updateddate=max(day, item.changed_at or day),
    )


def _unless_known(request: HttpRequest, response: HttpResponse, told: object) -> HttpResponse:
    """304 to who has it already. Weak: the same story, though a file also says when it was made."""
    response["ETag"] = f'W/"{digest_of(repr(told))[:32]}"'
    known: Any = get_conditional_response(request, etag=response["ETag"], response=response)
    return known
