"""The doors to an account, and no others: no open sign-up, no change of email outside the collective."""

from allauth.account import views
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as elsewhere
from allauth.socialaccount.providers.openid_connect import views as openid
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
    path("beveiliging/", second.index, name="mfa_index"),
    path("tweede-stap/", second.authenticate, name="mfa_authenticate"),
    path("tweede-stap/opnieuw/", second.reauthenticate, name="mfa_reauthenticate"),
    path("tweede-stap/vertrouwen/", second.trust, name="mfa_trust"),
    path("beveiliging/app/", app.activate_totp, name="mfa_activate_totp"),
    path("beveiliging/app/uitzetten/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("beveiliging/noodcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("beveiliging/noodcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("beveiliging/noodcodes/bestand/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("beveiliging/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("beveiliging/passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("beveiliging/passkeys/<int:pk>/naam/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("beveiliging/passkeys/<int:pk>/weg/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("tweede-stap/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("aanmelden/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("aanmelden/elders/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("aanmelden/elders/<slug:provider_id>/terug/", openid.callback, name="openid_connect_callback"),
    path("aanmelden/elders-gestopt/", elsewhere.login_cancelled, name="socialaccount_login_cancelled"),
    path("aanmelden/elders-mislukt/", elsewhere.login_error, name="socialaccount_login_error"),
    path("aanmelden/elders-nieuw/", elsewhere.signup, name="socialaccount_signup"),
    path("beveiliging/elders/", elsewhere.connections, name="socialaccount_connections"),
]
