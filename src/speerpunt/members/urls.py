from django.urls import path

from speerpunt.core.urls import import_urls

from .views import accounts, bodies, bulk, devices, memberships, organisations, people, register

app_name = "members"

# Accounts and the collective itself.
account_urls = [
    path("uitnodiging/<str:secret>/", accounts.invitation, name="invitation"),
    path("beheer/", accounts.manage, name="manage"),
    path("beheer/mail-opnieuw/", accounts.mail_retry, name="mail_retry"),
    path("beheer/collectief/", accounts.manage_collective, name="manage_collective"),
    path("beheer/kijk-als/", accounts.view_as, name="view_as"),
    path("beheer/kijk-als/stop/", accounts.view_as_stop, name="view_as_stop"),
    path("mensen/<int:pk>/uitnodigen/", accounts.person_invite, name="person_invite"),
    path(
        "mensen/<int:pk>/uitnodiging-intrekken/",
        accounts.person_invite_withdraw,
        name="person_invite_withdraw",
    ),
    path("mensen/<int:pk>/tweede-stap/", devices.second_factor_reset, name="second_factor_reset"),
    path("mensen/<int:pk>/wissen/", accounts.person_erase, name="person_erase"),
]

# Of an account, in whatever collective.
installation_urls = [
    path("nieuw/", accounts.collective_add, name="collective_add"),
    path("account/gegevens/", devices.own_file, name="members_own_file"),
    path("account/apparaten/", devices.devices, name="members_devices"),
    path("account/apparaten/<int:pk>/afmelden/", devices.device_end, name="members_device_end"),
    path("account/apparaten/afmelden/", devices.devices_end, name="members_devices_end"),
]

register_urls = [
    path("organisaties/", register.organisations, name="organisations"),
    path("organisaties/kaart/", register.organisation_map, name="organisation_map"),
    path("organisaties/punten/", register.organisation_points, name="organisation_points"),
    path("organisaties/uitvoer/<slug:kind>/", register.organisation_export, name="organisation_export"),
    path("organisaties/samen/", bulk.organisation_bulk, name="organisation_bulk"),
    *import_urls("organisaties/invoer", "organisation_import", "members.organisations"),
]

organisation_urls = [
    path("organisaties/nieuw/", organisations.organisation_add, name="organisation_add"),
    path("organisaties/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisaties/<int:pk>/wijzigen/", organisations.organisation_change, name="organisation_change"),
    path("organisaties/<int:pk>/prullenbak/", organisations.organisation_trash, name="organisation_trash"),
    path(
        "organisaties/<int:pk>/terugzetten/", organisations.organisation_restore, name="organisation_restore"
    ),
    path("organisaties/<int:pk>/koepel/", memberships.membership_add, name="membership_add"),
    path("organisaties/<int:pk>/rol/", memberships.role_add, name="role_add"),
    path("lidmaatschappen/<int:pk>/einde/", memberships.membership_end, name="membership_end"),
    path("rollen/<int:pk>/einde/", memberships.role_end, name="role_end"),
]

people_urls = [
    path("mensen/", people.people, name="people"),
    path("mensen/nieuw/", people.person_add, name="person_add"),
    path("mensen/<int:pk>/", people.person, name="person"),
    path("mensen/<int:pk>/wijzigen/", people.person_change, name="person_change"),
    path("mensen/<int:pk>/rol/", memberships.person_role_add, name="person_role_add"),
]

body_urls = [
    path("gremia/", bodies.bodies, name="bodies"),
    path("gremia/wie-waar/", bodies.body_representation, name="body_representation"),
    path("gremia/nieuw/", bodies.body_add, name="body_add"),
    path("gremia/<int:pk>/", bodies.body, name="body"),
    path("gremia/<int:pk>/wijzigen/", bodies.body_change, name="body_change"),
    path("gremia/<int:pk>/zetel/", bodies.seat_add, name="seat_add"),
    path("zetels/<int:pk>/wijzigen/", bodies.seat_change, name="seat_change"),
    path("zetels/<int:pk>/einde/", bodies.seat_end, name="seat_end"),
]

urlpatterns = [*account_urls, *register_urls, *organisation_urls, *people_urls, *body_urls]
