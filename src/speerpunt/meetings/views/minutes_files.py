"""Minutes and decisions as files to take along."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from speerpunt.core.doors import on

from ..exporters.minutes_content import MinutesContent, content_of
from ..exporters.minutes_pdf import minutes_as_pdf
from ..models import Meeting
from . import access


def minutes_as_docx(content: MinutesContent) -> bytes:
    from ..exporters import minutes_docx  # python-docx, for who asks for one

    return minutes_docx.minutes_as_docx(content)


WHAT = {"notulen": False, "besluiten": True}
KINDS: dict[str, tuple[str, Callable[[MinutesContent], bytes]]] = {
    "pdf": ("application/pdf", minutes_as_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", minutes_as_docx),
}


@on(access.meeting, "meetings.read_minutes")
def minutes_file(request: HttpRequest, meeting: Meeting, what: str, kind: str) -> HttpResponse:
    """What the reader may read, and nothing in its name or its facts besides."""
    if what not in WHAT or kind not in KINDS:
        raise Http404
    content_type, make = KINDS[kind]
    language = get_language() or "nl"
    content = content_of(meeting, request.user, request.collective, language, decisions_only=WHAT[what])
    name = f"{what}-{request.collective.slug}-{timezone.localdate(meeting.starts_at):%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(make(content), content_type=content_type, headers=headers)
