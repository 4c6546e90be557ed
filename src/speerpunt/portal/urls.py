from django.urls import path

from . import feeds
from .views import agenda, city, search, telling, today

app_name = "portal"

urlpatterns = [
    path("", city.city, name="city"),
    path("vandaag/", today.today, name="today"),
    path("vandaag/agenda/", agenda.agenda, name="agenda"),
    path("vandaag/agenda/intrekken/", agenda.agenda_withdraw, name="agenda_withdraw"),
    path("vandaag/berichten/", telling.told, name="told"),
    path("berichten/stop/<str:token>/", telling.told_stop, name="told_stop"),
    path("zoeken/", search.search, name="search"),
    path("zoeken/voorstellen/", search.search_suggestions, name="search_suggestions"),
    path("agenda/<str:secret>.ics", feeds.calendar, name="calendar"),
    path("nieuws.atom", feeds.news, name="news"),
]
