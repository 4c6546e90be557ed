"""One change on many organisations: confirmed by number, all or nothing, in the history of each."""

from datetime import date

import pytest
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Membership, Organisation
from tests.factories import make_collective, make_membership, make_organisation

pytestmark = pytest.mark.django_db

BULK = "/leiden/organisaties/samen/"


@pytest.fixture
def shops(leiden):
    return [make_organisation(leiden, name=f"Winkel {number}", branch="retail") for number in range(3)]


@pytest.fixture
def umbrella(leiden):
    return make_organisation(leiden, kind=OrganisationKind.UMBRELLA, name="Bedrijvig")


def keys(organisations):
    return [str(each.pk) for each in organisations]


def branches(leiden):
    with scope(collective=leiden):
        return list(
            Organisation.objects.filter(name__startswith="Winkel")
            .order_by("pk")
            .values_list("branch", flat=True)
        )


def test_the_office_is_asked_first(office, leiden, shops):
    response = office.post(BULK, {"actie": "branch", "rij": keys(shops[:2])})
    assert response.context["count"] == "2"
    assert branches(leiden) == ["retail"] * 3


def test_the_office_changes_picked_rows(office, leiden, shops):
    answer = office.post(BULK, {"actie": "branch", "rij": keys(shops[:2]), "aantal": "2", "branch": "health"})
    assert answer.status_code == 302
    assert branches(leiden) == ["health", "health", "retail"]
    with scope(collective=leiden):
        changes = [event.changes for event in HistoryEvent.objects.filter(target_id__in=keys(shops))]
    assert changes == [[{"field": "branch", "from": "retail", "to": "health"}]] * 2


def test_the_office_changes_every_row_of_the_filter(office, leiden, shops):
    other = make_organisation(leiden, name="Winkel 9", branch="finance")
    office.post(
        f"{BULK}?branche=retail", {"actie": "size_class", "alle": "1", "aantal": "3", "size_class": "2-9"}
    )
    with scope(collective=leiden):
        assert Organisation.objects.filter(size_class="2-9").count() == 3
    other.refresh_from_db()
    assert other.size_class == ""


def test_a_selection_that_grew_is_asked_again(office, leiden, shops):
    response = office.post(
        f"{BULK}?branche=retail", {"actie": "branch", "alle": "1", "aantal": "2", "branch": "health"}
    )
    assert response.context["has_moved"] is True
    assert branches(leiden) == ["retail"] * 3


def test_nothing_picked_changes_nothing(office, shops):
    assert office.post(BULK, {"actie": "trash"}).status_code == 302


def test_a_filter_that_means_nothing_selects_nothing(office, leiden, shops):
    office.post(f"{BULK}?branche=onzin", {"actie": "trash", "alle": "1", "aantal": "3"})
    assert branches(leiden) == ["retail"] * 3


def test_an_unknown_change_does_not_exist(office, shops):
    assert office.post(BULK, {"actie": "email", "rij": keys(shops)}).status_code == 404


def test_the_office_throws_away_and_each_can_come_back(office, leiden, shops):
    office.post(BULK, {"actie": "trash", "rij": keys(shops), "aantal": "3"})
    with scope(collective=leiden):
        assert Organisation.objects.trashed().count() == 3
    office.post(f"/leiden/organisaties/{shops[0].pk}/terugzetten/")
    with scope(collective=leiden):
        assert Organisation.objects.trashed().count() == 2


def test_the_office_adds_to_an_umbrella_and_leaves_members_as_they_are(office, leiden, shops, umbrella):
    make_membership(shops[0], umbrella, start=date(2020, 1, 1))
    posted = {
        "actie": "join",
        "rij": keys(shops),
        "aantal": "3",
        "umbrella": str(umbrella.pk),
        "day": "2026-12-01",
    }
    office.post(BULK, posted)
    office.post(BULK, posted)
    with scope(collective=leiden):
        starts = sorted(Membership.objects.filter(umbrella=umbrella).values_list("start", flat=True))
    assert starts == [date(2020, 1, 1), date(2026, 12, 1), date(2026, 12, 1)]


def test_the_office_ends_memberships(office, leiden, shops, umbrella):
    for each in shops[:2]:
        make_membership(each, umbrella, start=date(2020, 1, 1))
    posted = {
        "actie": "leave",
        "rij": keys(shops),
        "aantal": "3",
        "umbrella": str(umbrella.pk),
        "day": "2026-11-30",
    }
    office.post(BULK, posted)
    with scope(collective=leiden):
        assert list(Membership.objects.values_list("end", flat=True)) == [date(2026, 11, 30)] * 2
        assert HistoryEvent.objects.filter(target_model="members.membership").count() == 2


def test_rows_of_another_collective_are_not_touched(office, leiden):
    theirs = make_organisation(make_collective("delft"), branch="retail")
    office.post(BULK, {"actie": "branch", "rij": [str(theirs.pk)], "aantal": "1", "branch": "health"})
    theirs.refresh_from_db()
    assert theirs.branch == "retail"


def test_an_umbrella_of_another_collective_is_no_choice(office, leiden, shops):
    theirs = make_organisation(make_collective("delft"), kind=OrganisationKind.UMBRELLA)
    posted = {
        "actie": "join",
        "rij": keys(shops),
        "aantal": "3",
        "umbrella": str(theirs.pk),
        "day": "2026-12-01",
    }
    assert "umbrella" in office.post(BULK, posted).context["form"].errors
