from django.urls import include, path

from .views import document, reference, tokens
from .views.v1 import API

app_name = "api"

# Ninja's own front page is left out: ours names the kinds.
operations = [each for each in API.urls[0] if each.name != "api-root"]

urlpatterns = [
    path("koppelingen/", tokens.tokens, name="tokens"),
    path("koppelingen/nieuw/", tokens.token_add, name="token_add"),
    path("koppelingen/uitleg/", reference.reference, name="reference"),
    path("koppelingen/<int:pk>/", tokens.token, name="token"),
    path("koppelingen/<int:pk>/intrekken/", tokens.token_revoke, name="token_revoke"),
    path("api/v1/", document.front, name="front"),
    path("api/v1/openapi.json", document.openapi, name="openapi"),
    path("api/v1/", include((operations, "v1"))),
]
