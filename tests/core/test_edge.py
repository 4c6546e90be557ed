"""What no page expects stops at the edge."""

from django.http import HttpResponse
from django.test import RequestFactory

from speerpunt.core.middleware import EdgeMiddleware


def test_no_nul_of_a_question_gets_further():
    """PostgreSQL answers it with an error, SQLite keeps it."""
    seen = []

    def page(request):
        seen.append(request.GET["zoek"])
        return HttpResponse()

    EdgeMiddleware(page)(RequestFactory().get("/?zoek=a%00b"))
    assert seen == ["a b"]
