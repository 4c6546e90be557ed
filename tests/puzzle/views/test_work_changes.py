"""The office writes works down."""

from datetime import date

import pytest
from django_scopes import scope

from speerpunt.puzzle.models import Work, WorkLine
from tests import factories as make

LIST = "/leiden/werk/"
DRAWN = '{"type":"LineString","coordinates":[[4.49,52.16],[4.495,52.161]]}'


def sent(*phases, **fields):
    """The form as the browser sends it; each phase is its first and last day."""
    data = {"name": "Kade", "kind": "quay", "status": "planned", "visibility": "members", **fields}
    data |= {"fasen-TOTAL_FORMS": len(phases), "fasen-INITIAL_FORMS": 0}
    for number, (start, end) in enumerate(phases):
        data |= {f"fasen-{number}-start": start, f"fasen-{number}-end": end}
        data |= {f"fasen-{number}-{name}_certainty": "medium" for name in ("start", "end")}
    return data


@pytest.fixture
def work(leiden):
    with scope(collective=leiden):
        return make.make_work(leiden, name="Brug", visibility="public")


def test_the_office_adds_a_work_with_two_periods_and_draws_a_stretch(leiden, sign_in):
    office = sign_in("office")
    page = office.post(
        f"{LIST}nieuw/", sent(("2026-05-04", "2026-05-15"), ("2026-09-01", ""), ("", ""), geometry=DRAWN)
    ).url
    with scope(collective=leiden):
        work = Work.objects.get()
        assert [(each.start, each.end) for each in work.phases.all()] == [
            (date(2026, 5, 4), date(2026, 5, 15)),
            (date(2026, 9, 1), None),
        ]
    measure = {
        "is_detour": "measure",
        "kind": "closed",
        "direction": "both",
        "geometry": DRAWN,
        "modes": ["car"],
    }
    assert office.post(f"{page}maatregel/", measure).url == page
    shown = office.get(page).content.decode()
    assert "einde niet bekend" in shown
    assert "Afgesloten" in shown or "Dicht" in shown
    with scope(collective=leiden):
        line = WorkLine.objects.get()
        assert (line.modes, line.is_detour, line.lets_emergency_pass) == (["car"], False, None)


def test_another_row_is_asked_for_without_saving_anything(leiden, sign_in):
    page = sign_in("office").post(f"{LIST}nieuw/", sent(("2026-05-04", ""), nog_een="1"))
    assert len(page.context["phases"].forms) == 2
    with scope(collective=leiden):
        assert Work.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"geometry": "POINT (1 1)"},
        {"geometry": '{"type": "Point"'},
        {"name": ""},
        {"visibility": "nobody"},
        {"project": "Nergens"},
        {"seen": "gisteren"},
    ],
)
def test_what_cannot_be_is_refused_at_its_field(leiden, sign_in, wrong):
    page = sign_in("office").post(f"{LIST}nieuw/", sent(**wrong))
    assert set(page.context["form"].errors) == set(wrong)


def test_a_stretch_that_contradicts_itself_is_refused(work, sign_in):
    data = {"is_detour": "measure", "kind": "one_way", "direction": "both"}
    page = sign_in("office").post(f"{LIST}{work.pk}/maatregel/", data)
    assert list(page.context["form"].errors) == ["direction"]


def test_two_who_change_at_once_are_told(leiden, work, sign_in):
    office = sign_in("office")
    seen = office.get(f"{LIST}{work.pk}/wijzigen/").context["form"]["seen"].value()
    assert office.post(f"{LIST}{work.pk}/wijzigen/", sent(name="Eerst", seen=seen)).status_code == 302
    page = office.post(f"{LIST}{work.pk}/wijzigen/", sent(name="Daarna", seen=seen))
    assert "Iemand anders heeft dit werk intussen veranderd" in page.content.decode()
    again = page.context["form"]["seen"].value()
    assert office.post(f"{LIST}{work.pk}/wijzigen/", sent(name="Daarna", seen=again)).status_code == 302
    with scope(collective=leiden):
        assert Work.objects.get().name == "Daarna"


def test_a_work_goes_to_the_trash_and_comes_back(work, sign_in):
    office, page = sign_in("office"), f"{LIST}{work.pk}/"
    office.post(f"{page}weg/")
    assert office.get(page).status_code == sign_in("member").get(page).status_code == 404
    assert [each.name for each in office.get(f"{LIST}prullenbak/").context["works"]] == ["Brug"]
    office.post(f"{page}terug/")
    assert sign_in("member").get(page).status_code == 200


@pytest.mark.parametrize("kind", ["board", "park_manager", "member", "partner"])
def test_only_the_office_changes_works(leiden, work, sign_in, kind):
    client = sign_in(kind)
    with scope(collective=leiden):
        line = WorkLine.objects.create(collective=leiden, work=work)
    for address in (
        f"{LIST}nieuw/",
        f"{LIST}{work.pk}/wijzigen/",
        f"{LIST}{work.pk}/weg/",
        f"{LIST}{work.pk}/maatregel/",
        f"{LIST}maatregelen/{line.pk}/",
        f"{LIST}maatregelen/{line.pk}/weg/",
    ):
        assert client.post(address, sent()).status_code == 403
    assert client.get(f"{LIST}prullenbak/").status_code == 403
    assert client.post(f"{LIST}{work.pk}/terug/").status_code == 404
