"""A calendar address opens what its owner may see now, and nothing to anybody else; news is for strangers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.config.logs import WithoutSecrets
from speerpunt.core.models import FeedAddress
from speerpunt.core.services import follow
from speerpunt.core.services.feeds import make_feed_address, withdraw_feed_address
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.services.erasure import erase_person
from tests.factories import (
    make_collective,
    make_edition,
    make_milestone,
    make_organisation,
    make_partner,
    make_person,
    make_priority,
    make_project,
    make_result,
    make_role,
    make_visitor,
)

pytestmark = pytest.mark.django_db

NEWS = "/leiden/nieuws.atom"
SOON = timezone.localdate() + timedelta(days=20)


def address_of(collective, user):
    with scope(collective=collective):
        return f"/{collective.slug}/agenda/{make_feed_address(collective, user=user)}.ics"


@pytest.fixture
def member(leiden):
    return make_visitor(leiden, StandingKind.MEMBER)


@pytest.fixture
def secret_page(leiden, member):
    return address_of(leiden, member)


@pytest.fixture
def decision(priority):
    """A decision that members know of."""
    return make_milestone(
        make_project(priority, title="Kanariebrug", visibility="members"),
        kind="decision",
        title="Kanariebesluit",
        due=SOON,
    )


def test_the_owner_reads_it_without_signing_in(client, secret_page, decision):
    response = client.get(secret_page)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "Kanariebesluit" in response.content.decode()


@pytest.mark.parametrize("secret", ["x", "x" * 43, "../", "%00", "é", " "])
def test_a_wrong_secret_does_not_exist(client, secret_page, secret):
    assert client.get(f"/leiden/agenda/{secret}.ics").status_code == 404


def test_the_digest_that_the_database_keeps_opens_nothing(client, leiden, secret_page):
    with scope(collective=leiden):
        kept = FeedAddress.objects.get().secret_digest
    assert kept not in secret_page
    assert client.get(f"/leiden/agenda/{kept}.ics").status_code == 404


def test_a_new_address_closes_the_old_one(client, leiden, member, secret_page):
    fresh = address_of(leiden, member)
    assert [client.get(path).status_code for path in (secret_page, fresh)] == [404, 200]


def test_a_withdrawn_address_does_not_exist(client, leiden, member, secret_page):
    with scope(collective=leiden):
        assert withdraw_feed_address(member) is True
        assert withdraw_feed_address(member) is False
    assert client.get(secret_page).status_code == 404


def test_a_secret_of_one_collective_opens_nothing_in_another(client, leiden, member, secret_page):
    delft = make_collective("delft")
    make_role(
        make_person(delft, user=member, email=member.email),
        make_organisation(delft, kind="umbrella"),
        "board_member",
    )
    theirs = make_project(make_priority(make_edition(delft)), title="Delfts", visibility="public")
    make_milestone(theirs, kind="decision", title="Delfts besluit", due=SOON)
    assert client.get(secret_page.replace("leiden", "delft")).status_code == 404
    assert "Delfts" not in client.get(secret_page).content.decode()


def test_it_ends_with_the_role(client, leiden, member, secret_page):
    with scope(collective=leiden):
        OrganisationRole.objects.filter(person__user=member).update(
            end=timezone.localdate() - timedelta(days=1)
        )
    assert client.get(secret_page).status_code == 404


def test_it_ends_with_the_account(client, member, secret_page):
    member.is_active = False
    member.save()
    assert client.get(secret_page).status_code == 404


def test_it_ends_with_an_erased_person_also_where_the_account_stays(client, leiden, member, secret_page):
    make_person(make_collective("delft"), user=member)
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=member), by=make_visitor(leiden))
        assert not FeedAddress.objects.exists()
    assert client.get(secret_page).status_code == 404


def test_what_is_closed_afterwards_is_gone_at_the_next_reading(client, secret_page, decision):
    known = client.get(secret_page)["ETag"]
    decision.project.visibility = "closed"
    decision.project.save()
    response = client.get(secret_page, headers={"if-none-match": known})
    assert (response.status_code, "Kanarie" in response.content.decode()) == (200, False)


def test_a_partner_reads_shared_dossiers_only(client, leiden, decision):
    partner = make_visitor(leiden, StandingKind.PARTNER)
    path = address_of(leiden, partner)
    with scope(collective=leiden):
        # Following opens nothing.
        follow(decision.project, by=partner)
        organisation = OrganisationRole.objects.get(person__user=partner).organisation
    assert "Kanarie" not in client.get(path).content.decode()
    make_partner(decision.project, organisation, shares_dossier=True)
    assert "Kanariebesluit" in client.get(path).content.decode()


def test_who_is_signed_in_as_somebody_else_reads_what_its_owner_may(client, leiden, secret_page, priority):
    closed = make_project(priority, title="Kanarie dicht", visibility="closed")
    make_milestone(closed, kind="decision", title="Kanarie dicht", due=SOON)
    client.force_login(make_visitor(leiden))
    assert "Kanarie dicht" not in client.get(secret_page).content.decode()


def test_the_secret_is_shown_once_and_never_logged(client, leiden, member, caplog):
    client.force_login(member)
    page = "/leiden/vandaag/agenda/"
    address = client.post(page).context["address"]
    secret = address.rpartition("/")[2].removesuffix(".ics")
    assert secret not in client.get(page).content.decode()
    client.post(f"{page}intrekken/")
    assert client.get(f"/leiden/agenda/{secret}.ics").status_code == 404
    for record in caplog.records:
        WithoutSecrets().filter(record)
    lines = [record.getMessage() for record in caplog.records]
    assert (any("/leiden/agenda/" in line for line in lines), any(secret in line for line in lines)) == (
        True,
        False,
    )


@pytest.mark.parametrize("path", ["secret_page", "news"])
def test_a_program_may_only_read(client, request, leiden, path):
    path = NEWS if path == "news" else request.getfixturevalue(path)
    assert [client.post(path).status_code, client.delete(path).status_code] == [405, 405]


@pytest.mark.parametrize("visibility", ["members", "board", "closed"])
def test_news_tells_nobody_what_a_stranger_may_not_see(client, leiden, priority, visibility):
    hidden = make_project(priority, title="Kanarieproject", visibility=visibility)
    day = timezone.localdate()
    make_milestone(hidden, kind="decision", title="Kanariebesluit", due=day, done_on=day)
    make_result(priority, project=hidden, title="Kanarieresultaat", reached_on=day, visibility=visibility)
    make_result(priority, project=hidden, title="Voor iedereen", reached_on=day, visibility="public")
    client.force_login(make_visitor(leiden))
    told = client.get(NEWS).content.decode()
    assert ("Voor iedereen" in told, "Kanarie" in told) == (True, False)


def test_news_leaves_out_a_closed_priority_and_a_plan_in_the_making(client, leiden, priority):
    day = timezone.localdate()
    closed = make_priority(priority.edition, title="Dicht", visibility="closed")
    draft = make_priority(make_edition(leiden, status="draft"), title="Concept")
    for each in (closed, draft):
        make_result(each, title="Kanarie", reached_on=day, visibility="public")
    assert "Kanarie" not in client.get(NEWS).content.decode()
