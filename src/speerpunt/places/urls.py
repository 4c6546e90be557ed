from django.urls import path

from speerpunt.core.urls import import_urls

from .views import areas, exchange, indicators, maps, profiles, tables

app_name = "places"

urlpatterns = [
    path("gebieden/", areas.areas, name="areas"),
    path("gebieden/nieuw/", areas.area_add, name="area_add"),
    path("gebieden/prullenbak/", areas.areas_trash, name="areas_trash"),
    path("gebieden/invoer/", exchange.area_import, name="area_import"),
    path("gebieden/uitvoer/", exchange.area_export, name="area_export"),
    path("gebieden/uitvoer/<slug:kind>/", tables.area_table_export, name="area_table_export"),
    *import_urls("gebieden/invoer/tabel", "area_table_import", "places.areas"),
    path("gebieden/ambities/<int:pk>/wijzigen/", profiles.ambition_change, name="ambition_change"),
    path("gebieden/ambities/<int:pk>/weggooien/", profiles.ambition_remove, name="ambition_remove"),
    path("gebieden/<slug:slug>/", areas.area, name="area"),
    path("gebieden/<slug:slug>/wijzigen/", areas.area_change, name="area_change"),
    path("gebieden/<slug:slug>/weggooien/", areas.area_trash, name="area_trash"),
    path("gebieden/<slug:slug>/terugzetten/", areas.area_restore, name="area_restore"),
    path("gebieden/<slug:slug>/profiel/", profiles.profile_change, name="profile_change"),
    path("gebieden/<slug:slug>/ambities/nieuw/", profiles.ambition_add, name="ambition_add"),
    path("gebieden/<slug:slug>/metingen/nieuw/", profiles.area_measurement_add, name="area_measurement_add"),
    path("indicatoren/", indicators.indicators, name="indicators"),
    path("indicatoren/nieuw/", indicators.indicator_add, name="indicator_add"),
    path("indicatoren/uitvoer/<slug:kind>/", tables.indicator_export, name="indicator_export"),
    *import_urls("indicatoren/invoer", "indicator_import", "places.indicators"),
    path("indicatoren/metingen/uitvoer/<slug:kind>/", tables.number_export, name="number_export"),
    *import_urls("indicatoren/metingen/invoer", "number_import", "places.numbers"),
    path(
        "indicatoren/metingen/<int:pk>/weggooien/", indicators.measurement_remove, name="measurement_remove"
    ),
    path("indicatoren/doelen/<int:pk>/weggooien/", indicators.target_remove, name="target_remove"),
    path("indicatoren/<slug:slug>/", indicators.indicator, name="indicator"),
    path("indicatoren/<slug:slug>/wijzigen/", indicators.indicator_change, name="indicator_change"),
    path("indicatoren/<slug:slug>/metingen/nieuw/", indicators.measurement_add, name="measurement_add"),
    path("indicatoren/<slug:slug>/doelen/nieuw/", indicators.target_add, name="target_add"),
    path("kaart/ondergrond.json", maps.base_map, name="base_map"),
    path("kaart/gebieden.json", maps.area_shapes, name="area_shapes"),
]
