from django.urls import path

from .views import agenda, backlog, holidays, items, meetings, templates, year

app_name = "meetings"

urlpatterns = [
    path("overleg/", meetings.meetings, name="meetings"),
    path("overleg/uitvoer.<str:kind>", meetings.meeting_export, name="meeting_export"),
    path("overleg/nieuw/", meetings.meeting_add, name="meeting_add"),
    path("overleg/<int:pk>/", meetings.meeting, name="meeting"),
    path("overleg/<int:pk>/agenda/nieuw/", agenda.item_add, name="item_add"),
    path("overleg/<int:pk>/agenda/keuze/", agenda.sources, name="sources"),
    path("overleg/<int:pk>/agenda/volgorde/", agenda.agenda_order, name="agenda_order"),
    path("overleg/gremia/<int:pk>/voorraad/", backlog.backlog, name="backlog"),
    path("overleg/sjablonen/", templates.templates, name="templates"),
    path("overleg/sjablonen/nieuw/", templates.template_add, name="template_add"),
    path("overleg/sjablonen/<int:pk>/", templates.template_change, name="template_change"),
    path("overleg/sjablonen/<int:pk>/weg/", templates.template_remove, name="template_remove"),
    path("overleg/<int:pk>/wijzigen/", meetings.meeting_change, name="meeting_change"),
    path("overleg/<int:pk>/verzetten/", meetings.meeting_move, name="meeting_move"),
    path("overleg/<int:pk>/afzeggen/", meetings.meeting_cancel, name="meeting_cancel"),
    path("overleg/<int:pk>/terugzetten/", meetings.meeting_restore, name="meeting_restore"),
    path("overleg/jaar/", year.this_year, name="this_year"),
    path("overleg/jaar/<int:year>/", year.year, name="year"),
    path("overleg/jaar/<int:year>/uitvoer.<str:kind>", year.year_export, name="year_export"),
    path("overleg/jaar/<int:year>/gremium/<int:pk>/", year.year_plan, name="year_plan"),
    path("overleg/vrije-dagen/", holidays.holidays, name="holidays"),
    path("overleg/vrije-dagen/nieuw/", holidays.holiday_add, name="holiday_add"),
    path("overleg/vrije-dagen/<int:pk>/wijzigen/", holidays.holiday_change, name="holiday_change"),
    path("overleg/vrije-dagen/<int:pk>/weghalen/", holidays.holiday_remove, name="holiday_remove"),
    path("overleg/punten/<int:pk>/", items.item, name="item"),
    path("overleg/punten/<int:pk>/wijzigen/", items.item_change, name="item_change"),
    path("overleg/punten/<int:pk>/verplaatsen/", items.item_move, name="item_move"),
    path("overleg/punten/<int:pk>/plaats/", agenda.item_shift, name="item_shift"),
    path("overleg/punten/<int:pk>/laten-vallen/", items.item_drop, name="item_drop"),
    path("overleg/punten/<int:pk>/terugzetten/", items.item_restore, name="item_restore"),
    path("overleg/punten/stukken/<int:pk>/", items.bundle, name="bundle"),
]
