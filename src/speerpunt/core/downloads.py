"""A table on its way to whoever asked for it."""

from django.http import HttpResponse
from django.utils import timezone

from .spreadsheets import CONTENT_TYPES


def table_download(what: str, slug: str, kind: str, content: bytes) -> HttpResponse:
    """Named after what it is, whose it is and when it was made."""
    name = f"{what}-{slug}-{timezone.localdate():%Y-%m-%d}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)
