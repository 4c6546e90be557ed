"""The style guide in front of the product's own addresses; used by tests and by `python -m tests.styleguide`."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from . import sample

TEMPLATE = Path(__file__).with_name("styleguide.html")
LEIDEN = Path(__file__).resolve().parents[2] / "examples" / "leiden"


def styleguide(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(sample.content(request), request))


def geography(request: HttpRequest, name: str) -> FileResponse:
    return FileResponse((LEIDEN / f"{name}.geojson").open("rb"), content_type="application/geo+json")


urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("styleguide/<slug:name>.geojson", geography, name="styleguide_geography"),
    path("", include("speerpunt.config.urls")),
]
