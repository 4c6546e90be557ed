"""Search over everything that the visitor may see; the page works as a plain form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from speerpunt.core.queries.search import search_page, suggestions

FEWEST_LETTERS = 2
MOST_PAGES = 10_000


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """For everybody; what is found depends on who looks."""
    asked = request.GET.get("q", "").strip()
    page = search_page(
        request.user, asked, kind=request.GET.get("soort", ""), page=_number(request.GET.get("bladzijde"))
    )
    return render(request, "portal/search.html", {"asked": asked, "found": page})


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """The list under the field while somebody types."""
    asked = request.GET.get("q", "").strip()
    hits = suggestions(request.user, asked) if len(asked) >= FEWEST_LETTERS else []
    return render(request, "portal/search_suggestions.html", {"asked": asked, "hits": hits})


def _number(text: str | None) -> int:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) < 6
    return min(int(text or 1), MOST_PAGES) if is_number else 1
