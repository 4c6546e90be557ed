"""What is in the trash gives no right, and shows nowhere but to the office."""

import pytest
from django.utils import timezone
from django_scopes import scope

from speerpunt.members.enums import RoleKind, StandingKind
from speerpunt.members.models import Organisation
from speerpunt.members.queries import account_rows, standing_of
from speerpunt.members.services.bulk import set_field, trash_all
from speerpunt.members.services.organisations import (
    OrganisationProblem,
    change_organisation,
    trash_organisation,
)
from speerpunt.places.models import AreaAssociation
from tests.factories import (
    make_area,
    make_edition,
    make_member,
    make_organisation,
    make_partner,
    make_person,
    make_priority,
    make_project,
    make_role,
    make_user,
    make_visitor,
)

pytestmark = pytest.mark.django_db

CANARY = "Kanarie-4711"


@pytest.fixture
def trashed(leiden):
    return make_organisation(leiden, kind="association", name=CANARY, trashed_at=timezone.now())


def test_a_member_of_an_umbrella_in_the_trash_is_no_member(leiden, trashed):
    user = make_user()
    make_role(make_person(leiden, user=user), make_member(leiden, trashed))
    assert standing_of(user, leiden).kinds == {StandingKind.PUBLIC}
    with scope(collective=leiden):
        assert [row.kinds for row in account_rows()] == [()]


def test_the_chair_of_an_association_in_the_trash_is_nobody(leiden, trashed):
    user = make_user()
    make_role(make_person(leiden, user=user), trashed, RoleKind.CHAIR)
    assert standing_of(user, leiden).kinds == {StandingKind.PUBLIC}


def test_an_umbrella_in_the_trash_shows_on_no_page_of_others(leiden, sign_in, trashed):
    area = make_area(leiden, slug="de-waard")
    AreaAssociation.objects.create(collective=leiden, area=area, organisation=trashed)
    make_role(make_person(leiden, family_name=f"Mens {CANARY}"), trashed, RoleKind.PARK_MANAGER)
    member = make_member(leiden, trashed)
    project = make_project(make_priority(make_edition(leiden)), visibility="public")
    make_partner(project, trashed)
    pages = (
        "/leiden/gebieden/de-waard/",
        f"/leiden/organisaties/{member.pk}/",
        f"/leiden/organisaties/{trashed.pk}/",
        f"/leiden/projecten/{project.pk}/",
        "/leiden/projecten/",
        "/leiden/organisaties/",
        "/leiden/gebieden/",
    )
    for kind in (StandingKind.PUBLIC, StandingKind.MEMBER, StandingKind.BOARD):
        client = sign_in(kind)
        shown = [page for page in pages if CANARY in client.get(page).content.decode()]
        assert shown == [], kind


def test_the_office_cannot_lock_itself_out(leiden):
    office = make_visitor(leiden)
    with scope(collective=leiden):
        own = Organisation.objects.get(kind="collective")
        with pytest.raises(OrganisationProblem):
            trash_organisation(own, by=office)
        with pytest.raises(OrganisationProblem):
            change_organisation(own, by=office, kind="partner")
        assert trash_all([own], by=office) == 0
        assert set_field([own], "kind", "partner", by=office) == 0
    assert standing_of(office, leiden).is_office


def test_nobody_becomes_the_collective_by_changing_kind(leiden):
    """A second organisation of that kind would hand out the rights of the office."""
    office = make_visitor(leiden)
    with scope(collective=leiden):
        other = make_organisation(leiden)
        with pytest.raises(OrganisationProblem):
            change_organisation(other, by=office, kind="collective")
        assert set_field([other], "kind", "collective", by=office) == 0
