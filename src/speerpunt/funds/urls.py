from django.urls import path

from speerpunt.core.urls import import_urls

from .views import decisions, grants, requests, statements, swaps, years

app_name = "funds"

urlpatterns = [
    path("middelen/", years.money, name="money"),
    path("middelen/jaren/nieuw/", years.year_add, name="year_add"),
    path("middelen/<int:year>/", years.year, name="year"),
    path("middelen/<int:year>/uitvoer.<str:kind>", years.year_export, name="year_export"),
    path("middelen/<int:year>/opbrengsten/", years.year_setup, name="year_setup"),
    path("middelen/<int:year>/opbrengsten.<str:kind>", years.yield_export, name="yield_export"),
    path("middelen/<int:year>/sluiten/", years.year_close, name="year_close"),
    *import_urls("middelen/invoer", "yield_import", "funds.yields"),
    path("middelen/rekeningen/nieuw/", years.account_add, name="account_add"),
    path("middelen/rekeningen/<int:pk>/", statements.statement, name="statement"),
    path("middelen/rekeningen/<int:pk>/wijzigen/", years.account_change, name="account_change"),
    path(
        "middelen/rekeningen/<int:pk>/afschrift.<str:kind>",
        statements.statement_export,
        name="statement_export",
    ),
    path("middelen/boekingen/<int:pk>/corrigeren/", statements.entry_correct, name="entry_correct"),
    path("middelen/aanvragen/", requests.requests, name="requests"),
    path("middelen/aanvragen/uitvoer.<str:kind>", requests.request_export, name="request_export"),
    path("middelen/aanvragen/nieuw/", requests.request_add, name="request_add"),
    path("middelen/aanvragen/<int:pk>/", requests.request_page_view, name="request"),
    path("middelen/aanvragen/<int:pk>/wijzigen/", requests.request_change, name="request_change"),
    path("middelen/aanvragen/<int:pk>/indienen/", requests.request_ask, name="request_ask"),
    path("middelen/aanvragen/<int:pk>/intrekken/", requests.request_withdraw, name="request_withdraw"),
    path("middelen/aanvragen/<int:pk>/besluit/", decisions.request_decide, name="request_decide"),
    path("middelen/aanvragen/<int:pk>/betalen/", decisions.request_pay, name="request_pay"),
    path("middelen/aanvragen/<int:pk>/vrijgeven/", decisions.request_release, name="request_release"),
    path("middelen/aanvragen/<int:pk>/verantwoorden/", decisions.request_account, name="request_account"),
    path("middelen/aanvragen/<int:pk>/afsluiten/", decisions.request_settle, name="request_settle"),
    path("middelen/aanvragen/<int:pk>/reacties/", decisions.comment_add, name="comment_add"),
    path(
        "middelen/aanvragen/<int:pk>/reacties/<int:comment>/weg/",
        decisions.comment_remove,
        name="comment_remove",
    ),
    path("middelen/ruilen/", swaps.swaps, name="swaps"),
    path("middelen/ruilen/nieuw/", swaps.swap_add, name="swap_add"),
    path("middelen/ruilen/<int:pk>/", swaps.swap, name="swap"),
    path("middelen/ruilen/<int:pk>/instemmen/", swaps.swap_consent, name="swap_consent"),
    path("middelen/ruilen/<int:pk>/weigeren/", swaps.swap_refuse, name="swap_refuse"),
    path("middelen/ruilen/<int:pk>/intrekken/", swaps.swap_withdraw, name="swap_withdraw"),
    path("middelen/subsidies/", grants.grants, name="grants"),
    path("middelen/subsidies/uitvoer.<str:kind>", grants.grant_export, name="grant_export"),
    path("middelen/subsidies/nieuw/", grants.grant_add, name="grant_add"),
    path("middelen/subsidies/<int:pk>/", grants.grant, name="grant"),
    path("middelen/subsidies/<int:pk>/wijzigen/", grants.grant_change, name="grant_change"),
    path("middelen/subsidies/<int:pk>/termijnen/nieuw/", grants.instalment_add, name="instalment_add"),
    path("middelen/subsidies/<int:pk>/plichten/nieuw/", grants.duty_add, name="duty_add"),
    path("middelen/termijnen/<int:pk>/wijzigen/", grants.instalment_change, name="instalment_change"),
    path("middelen/termijnen/<int:pk>/weg/", grants.instalment_remove, name="instalment_remove"),
    path("middelen/plichten/<int:pk>/wijzigen/", grants.duty_change, name="duty_change"),
    path("middelen/plichten/<int:pk>/weg/", grants.duty_remove, name="duty_remove"),
]
