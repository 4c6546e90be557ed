"""The doors to an account, and no others: no open sign-up, no change of email outside the collective."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("aanmelden/", views.login, name="account_login"),
    path("aanmelden/code/", views.request_login_code, name="account_request_login_code"),
    path("aanmelden/code/invullen/", views.confirm_login_code, name="account_confirm_login_code"),
    path("afmelden/", views.logout, name="account_logout"),
    path("niet-actief/", views.account_inactive, name="account_inactive"),
    path("uitnodiging-nodig/", views.signup, name="account_signup"),
    path("opnieuw-aanmelden/", views.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", views.password_change, name="account_change_password"),
    path("wachtwoord/instellen/", views.password_set, name="account_set_password"),
    path("wachtwoord/vergeten/", views.password_reset, name="account_reset_password"),
    path(
        "wachtwoord/vergeten/code/",
        views.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("wachtwoord/vergeten/nieuw/", views.complete_password_reset, name="account_complete_password_reset"),
    path(
        "wachtwoord/vergeten/klaar/",
        views.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
]
