"""Names and addresses of what things hang on, read without the things themselves."""

import pytest
from django_scopes import scope

from speerpunt.core.queries.names import named, named_in_sight
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.registry import subjects
from speerpunt.members.enums import StandingKind
from speerpunt.members.queries import attach_standing
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make.make_collective("leiden")


@pytest.fixture
def things(leiden):
    """One of each kind that something hangs on."""
    priority = make.make_priority(make.make_edition(leiden), slug="mobiliteit")
    project = make.make_project(priority, visibility="members")
    body = make.make_body(leiden)
    with scope(collective=leiden):
        item = make.make_item(make.make_held_meeting(body))
        bundle = make.make_bundle(item)
        account = make.make_drawing_account(leiden)
        request = make.make_funding_request(account, make.make_fund_year(leiden))
        grant = make.make_grant(leiden)
        clash = make.make_clash(make.make_work(leiden, visibility="public"), project=project)
    return [
        priority,
        project,
        make.make_area(leiden),
        make.make_organisation(leiden),
        body,
        item,
        bundle,
        request,
        grant,
        clash,
    ]


def links_to(things):
    return [(kind_of(type(each)).pk, each.pk) for each in things]


def test_a_row_of_every_kind_is_named_as_it_names_itself(leiden, things, django_assert_num_queries):
    assert {type(each) for each in things} == {subject.model for subject in subjects()}
    with scope(collective=leiden):
        links = links_to(things)
        with django_assert_num_queries(len(things)):
            found = named(links)
        assert {link: (each.name, each.url) for link, each in found.items()} == {
            link: (str(each), each.get_absolute_url()) for link, each in zip(links, things, strict=True)
        }


def test_only_what_is_in_sight_is_named(leiden, things):
    priority, project, *_rest = things
    closed = make.make_project(priority, title="Geheim", visibility="closed")
    trashed = make.make_area(leiden, name="Weg")
    with scope(collective=leiden):
        type(trashed).objects.filter(pk=trashed.pk).update(trashed_at="2026-01-01T00:00Z")
        links = links_to([*things, closed, trashed])
        for kind, count in ((StandingKind.MEMBER, 8), (StandingKind.OFFICE, 12)):
            user = make.make_visitor(leiden, kind)
            attach_standing(user, leiden)
            found = named_in_sight(user, links)
            assert len(found) == count
            assert ("Geheim" in {each.name for each in found.values()}) == (kind == StandingKind.OFFICE)
            assert links_to([project])[0] in found


def test_a_row_of_another_collective_is_not_named(leiden, things):
    elsewhere = make.make_area(make.make_collective("elders"), name="Elders")
    user = make.make_visitor(leiden)
    with scope(collective=leiden):
        attach_standing(user, leiden)
        assert named_in_sight(user, links_to([elsewhere])) == {}
