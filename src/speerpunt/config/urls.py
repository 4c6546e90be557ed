from django.urls import include, path
from django.views.i18n import set_language

from speerpunt.core.urls import installation_urls as core_installation_urls
from speerpunt.members.urls import installation_urls as members_installation_urls

handler500 = "speerpunt.core.views.site.server_error"

urlpatterns = [
    path("account/", include("speerpunt.config.account_urls")),
    path("i18n/", set_language, name="set_language"),
    path("", include(core_installation_urls)),
    path("", include(members_installation_urls)),
    path("<slug:collective>/", include("speerpunt.api.urls")),
    path("<slug:collective>/", include("speerpunt.portal.urls")),
    path("<slug:collective>/", include("speerpunt.puzzle.urls")),
    path("<slug:collective>/", include("speerpunt.funds.urls")),
    path("<slug:collective>/", include("speerpunt.meetings.urls")),
    path("<slug:collective>/", include("speerpunt.priorities.urls")),
    path("<slug:collective>/", include("speerpunt.documents.urls")),
    path("<slug:collective>/", include("speerpunt.actions.urls")),
    path("<slug:collective>/", include("speerpunt.places.urls")),
    path("<slug:collective>/", include("speerpunt.members.urls")),
    path("<slug:collective>/", include("speerpunt.core.urls")),
]
