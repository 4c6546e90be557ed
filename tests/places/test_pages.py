"""Lists, forms and maps, as a person meets them."""

from datetime import date

import pytest
from django_scopes import scope

from speerpunt.core.registry import filters_for
from speerpunt.members.enums import StandingKind
from speerpunt.members.services.organisations import add_organisation
from speerpunt.places.models import Ambition, Area, AreaAlias, Indicator, Measurement, Target
from speerpunt.places.services import draw_base_map
from tests.factories import (
    make_area,
    make_indicator,
    make_measurement,
    make_organisation,
    make_square,
    make_target,
)

pytestmark = pytest.mark.django_db

AREA = {"name": "De Waard", "kind": "business_park", "certainty": "high"}
NO_ROWS = {
    f"{prefix}-{name}": count
    for prefix in ("namen", "verenigingen")
    for name, count in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
}


def main_of(response):
    return response.content.decode().split("<main", 1)[1]


def names_on(response):
    return [row.area.name for group in response.context["groups"] for row in group.rows]


def test_everybody_sees_the_areas_by_kind(leiden, visit):
    make_area(leiden, name="Binnenstad", kind="city_centre")
    make_area(leiden, name="Zuid", kind="business_park")
    make_area(leiden, name="Noord", kind="business_park")
    make_area(leiden, name="Leiden", kind="city")
    response = visit().get("/leiden/gebieden/")
    assert [group.title for group in response.context["groups"]] == ["Stad", "Bedrijventerrein", "Binnenstad"]
    assert names_on(response) == ["Leiden", "Noord", "Zuid", "Binnenstad"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"zoek": "wáárd"}, ["De Waard"]),
        ({"zoek": "oude naam"}, ["Kooiplein"]),
        ({"soort": "business_park"}, ["De Waard"]),
        ({"soort": "bestaat-niet"}, []),
        ({"vroeger": "1", "zoek": "veiling"}, ["Veilingterrein"]),
        ({"zoek": "veiling"}, []),
    ],
)
def test_areas_are_found_by_name_other_name_and_kind(leiden, visit, query, names):
    make_area(leiden, name="De Waard")
    centre = make_area(leiden, name="Kooiplein", kind="neighbourhood_centre")
    AreaAlias.objects.create(collective=leiden, area=centre, name="Oude Naam")
    make_area(leiden, name="Veilingterrein", end=date(2020, 1, 1))
    assert names_on(visit().get("/leiden/gebieden/", query)) == names


def test_an_empty_list_says_what_comes_and_how(leiden, visit):
    assert "Nog geen gebieden." in main_of(visit().get("/leiden/gebieden/"))
    assert "GeoJSON" not in main_of(visit().get("/leiden/gebieden/"))
    assert "GeoJSON" in main_of(visit(StandingKind.OFFICE).get("/leiden/gebieden/"))


def test_a_search_without_result_says_the_way_out(leiden, visit):
    make_area(leiden)
    assert "Toon alle gebieden" in main_of(visit().get("/leiden/gebieden/", {"zoek": "nergens"}))


def test_the_office_adds_an_area_by_drawing_or_by_text(leiden, visit):
    client = visit(StandingKind.OFFICE)
    text = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [4.49, 52.16]}}'
    assert client.post("/leiden/gebieden/nieuw/", {**AREA, "geometry": text}).status_code == 302
    with scope(collective=leiden):
        assert Area.objects.get().geometry == {"type": "Point", "coordinates": [4.49, 52.16]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "regel 1, positie 2"),
        ('{"type": "LineString", "coordinates": [[4.5, 52.15], [4.6, 52.15]]}', "Een lijn"),
        ('{"type": "Point", "coordinates": [93000, 463000]}', "RD New"),
        ('{"type": "Point", "coordinates": [52.16, 4.49]}', "verwisseld"),
    ],
)
def test_a_wrong_drawing_comes_back_with_words_and_everything_typed(leiden, visit, text, said):
    page = main_of(visit(StandingKind.OFFICE).post("/leiden/gebieden/nieuw/", {**AREA, "geometry": text}))
    assert said in page
    assert "De Waard" in page
    with scope(collective=leiden):
        assert Area.objects.count() == 0


def test_the_office_changes_an_area_with_its_names_and_associations(leiden, visit):
    area = make_area(leiden, slug="de-waard", geometry=make_square())
    AreaAlias.objects.create(collective=leiden, area=area, name="Weg")
    speaker = make_organisation(leiden, kind="association", name="OV")
    client = visit(StandingKind.OFFICE)
    shown = client.get("/leiden/gebieden/de-waard/wijzigen/").context["form"].initial["geometry"]
    rows = {
        "namen-TOTAL_FORMS": 3,
        "namen-INITIAL_FORMS": 1,
        "namen-0-name": "Weg",
        "namen-0-DELETE": "on",
        "namen-1-name": "Waardgebied",
        "namen-1-end": "2015-12-31",
        "verenigingen-TOTAL_FORMS": 1,
        "verenigingen-INITIAL_FORMS": 0,
        "verenigingen-0-organisation": speaker.pk,
    }
    assert (
        client.post("/leiden/gebieden/de-waard/wijzigen/", {**AREA, "geometry": shown, **rows}).status_code
        == 302
    )
    with scope(collective=leiden):
        area.refresh_from_db()
        assert (area.name, area.geometry) == ("De Waard", make_square())
        assert list(area.aliases.values_list("name", "end")) == [("Waardgebied", date(2015, 12, 31))]
        assert [row.organisation for row in area.association_rows.all()] == [speaker]


def test_a_name_that_is_there_twice_is_refused(leiden, visit):
    make_area(leiden, slug="de-waard")
    rows = {**NO_ROWS, "namen-TOTAL_FORMS": 2, "namen-0-name": "Waard", "namen-1-name": "Waard"}
    page = main_of(visit(StandingKind.OFFICE).post("/leiden/gebieden/de-waard/wijzigen/", {**AREA, **rows}))
    assert "Dit staat er twee keer." in page


@pytest.mark.parametrize("said", [61, 2**63])
def test_who_says_that_endless_rows_follow_is_drawn_sixty(leiden, visit, said):
    make_area(leiden, slug="de-waard")
    rows = {**NO_ROWS, "namen-TOTAL_FORMS": said, "verenigingen-TOTAL_FORMS": said}
    answer = visit(StandingKind.OFFICE).post("/leiden/gebieden/de-waard/wijzigen/", {**AREA, **rows})
    assert answer.status_code == 200
    assert [len(answer.context[name].forms) for name in ("aliases", "associations")] == [60, 60]
    assert all(answer.context[name].non_form_errors() for name in ("aliases", "associations"))


def test_an_area_cannot_be_laid_in_itself(leiden, visit):
    city = make_area(leiden, slug="leiden")
    park = make_area(leiden, parent=city)
    facts = {**AREA, **NO_ROWS, "parent": park.pk}
    page = main_of(visit(StandingKind.OFFICE).post("/leiden/gebieden/leiden/wijzigen/", facts))
    assert "ligt dan in zichzelf" in page


def test_the_office_throws_an_area_away_and_takes_it_back(leiden, visit):
    make_area(leiden, slug="de-waard", name="De Waard")
    client = visit(StandingKind.OFFICE)
    assert "weggooien?" in main_of(client.get("/leiden/gebieden/de-waard/weggooien/"))
    assert client.post("/leiden/gebieden/de-waard/weggooien/").status_code == 302
    assert "De Waard" in main_of(client.get("/leiden/gebieden/prullenbak/"))
    assert client.get("/leiden/gebieden/de-waard/terugzetten/").status_code == 405
    assert client.post("/leiden/gebieden/de-waard/terugzetten/").status_code == 302
    assert names_on(client.get("/leiden/gebieden/")) == ["De Waard"]


def test_the_office_keeps_a_profile(leiden, visit):
    make_area(leiden, slug="de-waard")
    client = visit(StandingKind.OFFICE)
    wish = {"theme": "energy", "kind": "ambition", "text": "Eén groepscontract."}
    assert (
        client.post("/leiden/gebieden/de-waard/profiel/", {"summary": "Ambacht en bouw."}).status_code == 302
    )
    assert client.post("/leiden/gebieden/de-waard/ambities/nieuw/", wish).status_code == 302
    with scope(collective=leiden):
        ambition = Ambition.objects.get()
    changed = {**wish, "text": "Een groepscontract voor allen."}
    assert client.post(f"/leiden/gebieden/ambities/{ambition.pk}/wijzigen/", changed).status_code == 302
    page = main_of(client.get("/leiden/gebieden/de-waard/"))
    assert ("Ambacht en bouw." in page, "Een groepscontract voor allen." in page) == (True, True)
    assert client.post(f"/leiden/gebieden/ambities/{ambition.pk}/weggooien/").status_code == 302
    with scope(collective=leiden):
        assert Ambition.objects.count() == 0


def test_the_office_measures_and_aims(leiden, visit):
    area, client = make_area(leiden, slug="de-waard"), visit(StandingKind.OFFICE)
    facts = {"name": "Leegstand", "unit": "%", "decimals": 1, "direction": "down"}
    assert (
        client.post("/leiden/indicatoren/nieuw/", facts).headers["Location"]
        == "/leiden/indicatoren/leegstand/"
    )
    number = {"area": area.pk, "value": "2,8", "measured_on": "2026-11-01"}
    assert client.post("/leiden/indicatoren/leegstand/metingen/nieuw/", number).status_code == 302
    assert (
        client.post("/leiden/indicatoren/leegstand/metingen/nieuw/", {**number, "value": "2,9"}).status_code
        == 302
    )
    aim = {"value": "3", "due": "2027-12-31"}
    assert client.post("/leiden/indicatoren/leegstand/doelen/nieuw/", aim).status_code == 302
    with scope(collective=leiden):
        measurement, target = Measurement.objects.get(), Target.objects.get()
    assert (measurement.value, target.value, target.area) == (2.9, 3.0, None)
    assert "2,9\u00a0%" in main_of(client.get("/leiden/indicatoren/leegstand/"))
    for path in (f"metingen/{measurement.pk}", f"doelen/{target.pk}"):
        assert client.post(f"/leiden/indicatoren/{path}/weggooien/").status_code == 302
    with scope(collective=leiden):
        assert (Measurement.objects.count(), Target.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "facts",
    [
        {"value": "veel"},
        {"value": "nan"},
        {"value": "inf"},
        {"measured_on": "2999-01-01"},
        {"measured_on": "gisteren"},
        {"area": "999999"},
    ],
)
def test_a_number_that_cannot_be_is_refused(leiden, visit, facts):
    make_indicator(leiden, slug="leegstand")
    number = {"value": "2,8", "measured_on": "2026-11-01", **facts}
    response = visit(StandingKind.OFFICE).post("/leiden/indicatoren/leegstand/metingen/nieuw/", number)
    assert response.status_code == 200
    with scope(collective=leiden):
        assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    "facts", [{"decimals": 9}, {"scale_low": "0"}, {"scale_low": "10", "scale_high": "0"}, {"name": ""}]
)
def test_an_indicator_that_cannot_be_is_refused(leiden, visit, facts):
    whole = {"name": "Leegstand", "decimals": 1, "direction": "down", **facts}
    assert visit(StandingKind.OFFICE).post("/leiden/indicatoren/nieuw/", whole).status_code == 200
    with scope(collective=leiden):
        assert Indicator.objects.count() == 0


def test_everybody_reads_indicators_by_theme(leiden, visit):
    make_measurement(make_indicator(leiden, theme="energy", name="Piek", slug="piek"))
    make_target(make_indicator(leiden, theme="space", name="Leegstand"))
    page = main_of(visit().get("/leiden/indicatoren/", {"thema": "energy"}))
    assert ("Piek" in page, "Leegstand" in page) == (True, False)
    assert visit().get("/leiden/indicatoren/piek/").status_code == 200


def test_the_register_narrows_to_an_area(leiden, visit):
    with scope(collective=leiden):
        make_area(leiden, name="De Waard", slug="de-waard", geometry=make_square())
        add_organisation(leiden, by=None, kind="enterprise", name="Bakker", latitude=52.155, longitude=4.505)
        add_organisation(leiden, by=None, kind="enterprise", name="Slager", latitude=52.175, longitude=4.505)
        [entered] = [each for each in filters_for("members:organisations") if each.name == "gebied"]
        assert list(entered.choices()) == [("de-waard", "De Waard")]
    page = main_of(visit(StandingKind.MEMBER).get("/leiden/organisaties/", {"gebied": "de-waard"}))
    assert ("Bakker" in page, "Slager" in page) == (True, False)


def test_the_page_of_an_organisation_says_where_it_lies(leiden, visit):
    with scope(collective=leiden):
        make_area(leiden, name="De Waard", geometry=make_square())
        inside = add_organisation(
            leiden, by=None, kind="enterprise", name="A", latitude=52.155, longitude=4.505
        )
        outside = add_organisation(
            leiden, by=None, kind="enterprise", name="B", latitude=52.175, longitude=4.505
        )
        nowhere = make_organisation(leiden)
    client = visit(StandingKind.MEMBER)
    pages = [main_of(client.get(f"/leiden/organisaties/{each.pk}/")) for each in (inside, outside, nowhere)]
    assert ["Ligt in" in page for page in pages] == [True, True, False]
    assert ["De Waard" in page for page in pages] == [True, False, False]
    assert "In geen van onze gebieden." in pages[1]


def test_the_map_leaves_out_the_city_unless_it_is_asked_for(leiden, visit):
    make_area(leiden, slug="leiden", kind="city", geometry=make_square(4.45, 52.13, 0.08))
    make_area(leiden, slug="klein", geometry=make_square(side=0.005))
    make_area(leiden, slug="groot", geometry=make_square(side=0.02))
    make_area(leiden, slug="zonder")
    make_area(leiden, slug="vroeger", geometry=make_square(), end=date(2020, 1, 1))

    def shown(query=""):
        answer = visit().get(f"/leiden/kaart/gebieden.json{query}").json()
        return [each["properties"]["id"] for each in answer["features"]]

    assert shown() == ["groot", "klein"]
    assert shown("?ook=leiden") == ["leiden", "groot", "klein"]


def test_a_map_that_is_still_the_same_is_not_sent_again(leiden, visit):
    make_area(leiden, slug="waard", geometry=make_square())
    with scope(collective=leiden):
        draw_base_map(
            leiden, features={"type": "FeatureCollection", "features": []}, attribution="Eigen kaart"
        )
    client = visit()
    for path in ("ondergrond", "gebieden"):
        first = client.get(f"/leiden/kaart/{path}.json")
        again = client.get(f"/leiden/kaart/{path}.json", headers={"if-none-match": first["ETag"]})
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_new_base_map_is_sent(leiden, visit):
    client = visit()
    assert client.get("/leiden/kaart/ondergrond.json").json() == {"type": "FeatureCollection", "features": []}
    with scope(collective=leiden):
        old = draw_base_map(leiden, features={"type": "FeatureCollection", "features": []}).digest
        new = draw_base_map(leiden, features={"type": "FeatureCollection", "features": [{"a": 1}]}).digest
    assert old != new
    answer = client.get("/leiden/kaart/ondergrond.json", headers={"if-none-match": f'"{old}"'})
    assert (answer.status_code, answer.json()["features"]) == (200, [{"a": 1}])
    assert "public" in answer["Cache-Control"]
