from django.urls import path

from .views import items, meetings

app_name = "meetings"

urlpatterns = [
    path("overleg/", meetings.meetings, name="meetings"),
    path("overleg/<int:pk>/", meetings.meeting, name="meeting"),
    path("overleg/punten/<int:pk>/", items.item, name="item"),
    path("overleg/punten/stukken/<int:pk>/", items.bundle, name="bundle"),
]
