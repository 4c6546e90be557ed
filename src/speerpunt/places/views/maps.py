"""JSON for maps. A browser keeps it, and asks whether it is still the same."""

import json
from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from ..queries import area_features, areas_visible_to, base_map_digest, base_map_text

MINUTES_KEPT = 10
GEOJSON = "application/geo+json"


def _base_map_etag(request: HttpRequest) -> str:
    return quote_etag(base_map_digest())


@require_safe
@condition(etag_func=_base_map_etag)
def base_map(request: HttpRequest) -> HttpResponse:
    """The same for everybody, so anything on the way may keep it."""
    response = HttpResponse(base_map_text(), content_type=GEOJSON)
    response["Cache-Control"] = f"public, max-age={MINUTES_KEPT * 60}"
    return response


@require_safe
def area_shapes(request: HttpRequest) -> HttpResponse:
    """Areas that the visitor may see; `?ook=` adds the whole city, which would cover the others."""
    features = area_features(areas_visible_to(request.user), also=request.GET.get("ook", ""))
    body = json.dumps(features, separators=(",", ":"), ensure_ascii=False)
    response = HttpResponse(body, content_type=GEOJSON)
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = quote_etag(blake2s(body.encode(), digest_size=16).hexdigest())
    return get_conditional_response(request, etag=etag, response=response)
