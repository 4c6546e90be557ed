from django.urls import path

from .views import agenda, backlog, items, meetings, templates

app_name = "meetings"

urlpatterns = [
    path("overleg/", meetings.meetings, name="meetings"),
    path("overleg/<int:pk>/", meetings.meeting, name="meeting"),
    path("overleg/<int:pk>/agenda/nieuw/", agenda.item_add, name="item_add"),
    path("overleg/<int:pk>/agenda/keuze/", agenda.sources, name="sources"),
    path("overleg/<int:pk>/agenda/volgorde/", agenda.agenda_order, name="agenda_order"),
    path("overleg/gremia/<int:pk>/voorraad/", backlog.backlog, name="backlog"),
    path("overleg/sjablonen/", templates.templates, name="templates"),
    path("overleg/sjablonen/nieuw/", templates.template_add, name="template_add"),
    path("overleg/sjablonen/<int:pk>/", templates.template_change, name="template_change"),
    path("overleg/sjablonen/<int:pk>/weg/", templates.template_remove, name="template_remove"),
    path("overleg/punten/<int:pk>/", items.item, name="item"),
    path("overleg/punten/<int:pk>/wijzigen/", items.item_change, name="item_change"),
    path("overleg/punten/<int:pk>/verplaatsen/", items.item_move, name="item_move"),
    path("overleg/punten/<int:pk>/plaats/", agenda.item_shift, name="item_shift"),
    path("overleg/punten/<int:pk>/laten-vallen/", items.item_drop, name="item_drop"),
    path("overleg/punten/<int:pk>/terugzetten/", items.item_restore, name="item_restore"),
    path("overleg/punten/stukken/<int:pk>/", items.bundle, name="bundle"),
]
