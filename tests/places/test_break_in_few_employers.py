"""What one or two employers keep to themselves does not leak through the sum of their area."""

import pytest

from speerpunt.members.enums import StandingKind
from speerpunt.places.services import place_in_area
from tests.factories import make_area, make_organisation, make_square

pytestmark = pytest.mark.django_db

JOBS = 8_731
SHOWN = ("8731", "8.731")


@pytest.fixture
def area(inside):
    """With two employers; the other one knows how many jobs are his own."""
    made = make_area(inside, slug="de-waard", geometry=make_square())
    for jobs in (JOBS - 1, 1):
        make_organisation(inside, jobs=jobs, latitude=52.155, longitude=4.505)
    place_in_area(made)
    return made


@pytest.mark.parametrize("path", ["", "gebieden/", "gebieden/de-waard/", "kaart/gebieden.json"])
@pytest.mark.parametrize("kind", ["", StandingKind.PARTNER])
def test_a_stranger_does_not_read_the_jobs_of_two(area, visit, path, kind):
    page = visit(kind).get(f"/leiden/{path}").content.decode()
    assert not any(number in page for number in SHOWN)


def test_a_member_who_may_open_the_register_reads_them(area, visit):
    page = visit(StandingKind.MEMBER).get("/leiden/gebieden/de-waard/").content.decode()
    assert any(number in page for number in SHOWN)
