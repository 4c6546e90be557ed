from django.urls import path

from speerpunt.core.urls import import_urls

from .views import actions, lists, requests

app_name = "actions"

urlpatterns = [
    path("acties/", lists.actions, name="actions"),
    path("acties/uitvoer.<str:kind>", lists.action_export, name="action_export"),
    *import_urls("acties/invoer", "action_import", "actions.actions"),
    path("acties/tegelijk/", lists.action_bulk, name="action_bulk"),
    path("acties/nieuw/", actions.action_add, name="action_add"),
    path("acties/nieuw/<str:app>/<str:kind>/<int:number>/", actions.action_add, name="action_add_to"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/wijzigen/", actions.action_change, name="action_change"),
    path("acties/<int:pk>/klaar/", actions.action_finish, name="action_finish"),
    path("acties/<int:pk>/heropen/", actions.action_reopen, name="action_reopen"),
    path("acties/<int:pk>/vervallen/", actions.action_drop, name="action_drop"),
    path("acties/<int:pk>/vragen/", requests.action_ask, name="action_ask"),
    path("acties/vragen/<int:pk>/antwoord/", requests.request_answer, name="request_answer"),
    path("acties/vragen/<int:pk>/intrekken/", requests.request_withdraw, name="request_withdraw"),
]
