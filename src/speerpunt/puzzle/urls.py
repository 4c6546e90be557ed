from django.urls import path

from .views import clashes, public, reach, sources, works

app_name = "puzzle"

urlpatterns = [
    path("werk/", works.works, name="works"),
    path("werk/<int:pk>/", works.work, name="work"),
    path("werk/bronnen/", sources.sources, name="sources"),
    path("werk/bronnen/nieuw/", sources.source_add, name="source_add"),
    path("werk/bronnen/<int:pk>/", sources.source, name="source"),
    path("werk/inlezen/<int:pk>/", sources.reading, name="reading"),
    path("werk/inlezen/<int:pk>/overnemen/", sources.reading_take_over, name="reading_take_over"),
    path("werk/inlezen/<int:pk>/weg/", sources.reading_discard, name="reading_discard"),
    path("werk/botsingen/", clashes.clashes, name="clashes"),
    path("werk/botsingen/zoeken/", clashes.clashes_find, name="clashes_find"),
    path("werk/botsingen/<int:pk>/", clashes.clash, name="clash"),
    path("werk/bereikbaarheid/", reach.reach, name="reach"),
    path("werk/bereikbaarheid/rekenen/", reach.reach_compute, name="reach_compute"),
    path("bereikbaar/", public.reachable, name="reachable"),
    path("bereikbaar/inbed/", public.reachable_embedded, name="reachable_embedded"),
    path("bereikbaar/werk.geojson", public.reachable_geojson, name="reachable_geojson"),
    path("bereikbaar/werk.ics", public.reachable_calendar, name="reachable_calendar"),
    path("bereikbaar/werk.atom", public.reachable_feed, name="reachable_feed"),
]
