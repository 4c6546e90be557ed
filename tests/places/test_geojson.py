"""Areas in and out: readable, refused in words, repeatable, and the same after a round trip."""

import json
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django_scopes import scope

from speerpunt.core.geometry import Crs
from speerpunt.core.models import HistoryEvent
from speerpunt.members.enums import StandingKind
from speerpunt.places.exporters.geojson import areas_as_geojson
from speerpunt.places.importers.geojson import read_areas
from speerpunt.places.models import Area, AreaAlias, AreaAssociation, Placement
from speerpunt.places.queries.exchange import areas_to_export
from speerpunt.places.services import AreaImportProblem, import_areas
from speerpunt.places.services.shapes import MOST_BYTES
from tests.factories import make_area, make_collective, make_organisation, make_square

pytestmark = pytest.mark.django_db

RD_CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
RD_SQUARE = {
    "type": "Polygon",
    "coordinates": [[[93_000, 463_000], [94_000, 463_000], [94_000, 464_000], [93_000, 463_000]]],
}


def feature(name="De Waard", geometry=None, **properties):
    return {
        "type": "Feature",
        "properties": {"name": name, **properties},
        "geometry": geometry or make_square(),
    }


def collection(*features, **members):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members})


def read(collective, *features, crs=None):
    return read_areas(collection(*features), collective, crs=crs)


def problems(collective, content, crs=None):
    reading = read_areas(content, collective, crs=crs)
    return [(problem.number, problem.message) for problem in reading.problems]


def bring_in(collective, *features):
    reading = read(collective, *features)
    assert reading.problems == []
    return import_areas(collective, reading.entries, by=None, source="gebieden.geojson")


def test_a_file_makes_areas_with_everything_that_it_says(inside):
    make_organisation(inside, kind="association", name="OV De Waard", kvk_number="12345678")
    make_organisation(inside, latitude=52.155, longitude=4.505)
    city = feature("Leiden", make_square(4.45, 52.13, 0.08), kind="city", slug="leiden")
    park = feature(
        kind="business_park",
        parent="leiden",
        summary="Tussen singel en kanaal.",
        certainty="high",
        source="Zelf getekend",
        start="2013-01-01",
        aliases=["Waard", {"name": "Waardgebied", "end": "2015-12-31"}],
        associations=[{"name": "iets anders", "kvk_number": "12345678", "start": "2013-01-01"}],
    )
    report = bring_in(inside, park, city)
    assert (report.new, report.changed, report.unchanged) == (2, 0, 0)
    area = Area.objects.get(slug="de-waard")
    assert (area.kind, area.parent.slug, area.certainty, area.start) == (
        "business_park",
        "leiden",
        "high",
        date(2013, 1, 1),
    )
    assert list(area.aliases.values_list("name", "end")) == [
        ("Waard", None),
        ("Waardgebied", date(2015, 12, 31)),
    ]
    assert AreaAssociation.objects.get().organisation.name == "OV De Waard"
    assert Placement.objects.count() == 2


def test_a_second_time_nothing_changes(inside):
    file = [feature("Leiden", kind="city"), feature(parent="Leiden", aliases=["Waard"])]
    bring_in(inside, *file)
    events = HistoryEvent.objects.count()
    report = bring_in(inside, *file)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 2)
    assert HistoryEvent.objects.count() == events


def test_what_goes_out_comes_in_unchanged(inside):
    speaker = make_organisation(inside, kind="association", name="OV Oost")
    city = make_area(inside, name="Leiden", slug="leiden", kind="city")
    hole = [[4.503, 52.153], [4.503, 52.157], [4.507, 52.157], [4.507, 52.153], [4.503, 52.153]]
    ringed = {"type": "Polygon", "coordinates": [make_square()["coordinates"][0], hole]}
    parts = {
        "type": "MultiPolygon",
        "coordinates": [make_square()["coordinates"], make_square(4.52)["coordinates"]],
    }
    point = {"type": "Point", "coordinates": [4.4871234, 52.1598765]}
    for number, shape in enumerate([ringed, parts, point, None]):
        facts = {"certainty": "low", "source": "Zelf getekend", "start": date(2013, 1, 1)}
        area = make_area(inside, name=f"Gébied “{number}”", geometry=shape, parent=city, **facts)
        AreaAlias.objects.create(collective=inside, area=area, name=f"Oud {number}", end=date(2015, 12, 31))
        AreaAssociation.objects.create(collective=inside, area=area, organisation=speaker)
    text = areas_as_geojson(areas_to_export(Area.objects.all()))
    reading = read_areas(text, inside)
    assert reading.problems == []
    report = import_areas(inside, reading.entries, by=None)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 5)
    assert areas_as_geojson(areas_to_export(Area.objects.all())) == text


def test_an_export_makes_the_same_areas_elsewhere(inside):
    make_area(inside, name="Leiden", slug="leiden", geometry=make_square())
    make_area(inside, name="Wijk", slug="wijk", parent=Area.objects.get(slug="leiden"))
    text = areas_as_geojson(areas_to_export(Area.objects.all()))
    delft = make_collective("delft")
    with scope(collective=delft):
        import_areas(delft, read_areas(text, delft).entries, by=None)
        assert areas_as_geojson(areas_to_export(Area.objects.all())) == text


@pytest.mark.parametrize("name", ["de waard", "DE WAARD", "Waardgebied"])
def test_an_area_is_recognised_by_its_names(inside, name):
    area = make_area(inside, name="De Waard", slug="waard")
    AreaAlias.objects.create(collective=inside, area=area, name="Waardgebied")
    report = bring_in(inside, feature(name))
    assert (report.new, report.changed, Area.objects.get().slug) == (0, 1, "waard")


def test_the_address_goes_before_the_name(inside):
    first, second = make_area(inside, name="Een", slug="een"), make_area(inside, name="Twee", slug="twee")
    bring_in(inside, feature("Twee", slug="een"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, second.geometry) == ("Twee", None)


def test_what_the_file_does_not_mention_stays(inside):
    area = make_area(inside, name="De Waard", summary="Blijft.", certainty="high", geometry=make_square())
    AreaAlias.objects.create(collective=inside, area=area, name="Waardgebied")
    report = bring_in(inside, {"type": "Feature", "properties": {"name": "De Waard"}, "geometry": None})
    area.refresh_from_db()
    assert (report.unchanged, area.summary, area.certainty, area.aliases.count()) == (1, "Blijft.", "high", 1)
    assert area.geometry == make_square()


def test_metres_come_in_when_the_file_says_so(inside):
    reading = read_areas(collection(feature(geometry=RD_SQUARE), crs=RD_CRS), inside)
    longitude, latitude = reading.entries[0].geometry["coordinates"][0][0]
    assert (round(longitude, 4), round(latitude, 4)) == (4.4813, 52.1517)


def test_metres_come_in_when_the_person_says_so(inside):
    assert read(inside, feature(geometry=RD_SQUARE), crs=Crs.RD_NEW).problems == []


def test_metres_that_nobody_mentions_are_refused_with_the_way_out(inside):
    [(number, message)] = problems(inside, collection(feature("Goed"), feature(geometry=RD_SQUARE)))
    assert number == 2
    assert "RD New" in message


def test_file_and_person_may_not_contradict_each_other(inside):
    content = collection(feature(geometry=RD_SQUARE), crs=RD_CRS)
    assert problems(inside, content, crs=Crs.WGS84)[0][0] == 0


@pytest.mark.parametrize("name", ["EPSG:3857", "urn:ogc:def:crs:EPSG::31467", "", None, 28992])
def test_other_coordinates_are_refused(inside, name):
    content = collection(feature(), crs={"type": "name", "properties": {"name": name}})
    [(number, message)] = problems(inside, content)
    assert (number, "EPSG:28992" in message) == (0, True)


@pytest.mark.parametrize(
    ("properties", "part"),
    [
        ({"name": ""}, "geen naam"),
        ({"name": 7}, "name"),
        ({"name": "x" * 200}, "naam"),
        ({"kind": "castle"}, "business_park"),
        ({"certainty": "zeker"}, "high"),
        ({"start": "1 januari"}, "2026-11-23"),
        ({"start": "2020-01-01", "end": "2019-01-01"}, "laatste dag"),
        ({"slug": "De Waard"}, "adres"),
        ({"slug": "../x"}, "adres"),
        ({"aliases": "Waard"}, "lijst"),
        ({"aliases": [{"start": "2020-01-01"}]}, "naam nodig"),
        ({"aliases": ["x"] * 101}, "lijst"),
        ({"parent": "bestaat-niet"}, "bestaat-niet"),
        ({"associations": ["OV Nergens"]}, "OV Nergens"),
        ({"summary": "lang " * 50}, "zin"),
    ],
)
def test_a_wrong_property_is_numbered_and_said(inside, properties, part):
    content = collection(feature("Goed"), feature(**{"name": "Fout", **properties}))
    reading = read_areas(content, inside)
    found = reading.problems
    if not found:
        with pytest.raises(AreaImportProblem) as caught:
            import_areas(inside, reading.entries, by=None)
        found = caught.value.problems
    assert [(problem.number, part in problem.message) for problem in found] == [(2, True)]
    assert Area.objects.count() == 0


def test_one_wrong_feature_keeps_all_out(inside):
    crossed = {
        "type": "Polygon",
        "coordinates": [[[4.5, 52.15], [4.51, 52.16], [4.51, 52.15], [4.5, 52.16], [4.5, 52.15]]],
    }
    found = problems(inside, collection(feature("Goed"), feature("Strik", crossed)))
    assert [number for number, _message in found] == [2]
    assert "kruist zichzelf" in found[0][1]


def test_the_same_area_twice_in_a_file_is_refused(inside):
    make_area(inside, name="De Waard", slug="waard")
    reading = read(inside, feature("De Waard"), feature("Iets anders", slug="waard"))
    with pytest.raises(AreaImportProblem) as caught:
        import_areas(inside, reading.entries, by=None)
    assert [problem.number for problem in caught.value.problems] == [2]


def test_areas_in_a_circle_are_refused_and_nothing_stays(inside):
    reading = read(inside, feature("A", slug="a", parent="b"), feature("B", slug="b", parent="a"))
    with pytest.raises(AreaImportProblem):
        import_areas(inside, reading.entries, by=None)
    assert Area.objects.count() == 0


def test_parents_can_change_places(inside):
    outer = make_area(inside, name="Buiten", slug="buiten")
    make_area(inside, name="Binnen", slug="binnen", parent=outer)
    bring_in(
        inside, feature("Buiten", slug="buiten", parent="binnen"), feature("Binnen", slug="binnen", parent="")
    )
    assert Area.objects.get(slug="buiten").parent.slug == "binnen"


def test_an_area_in_the_trash_is_not_brought_back_unasked(inside):
    make_area(inside, name="De Waard", trashed_at="2026-11-01T12:00Z")
    with pytest.raises(AreaImportProblem, match="niets veranderd"):
        import_areas(inside, read(inside, feature()).entries, by=None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [null, 7, "x", []]}',
        b'{"features": [{"type": "Feature", "properties": [1], "geometry": null}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a\\u0000b"}, "geometry": null}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a\\ud800b"}, "geometry": null}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [NaN, 1]}}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [1e999, 1]}}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": [-Infinity, 1]}}]}',
        b'{"features": [{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point", "coordinates": ['
        + b"9" * 5000
        + b", 1]}}]}",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"features": [' + b"[" * 50_000 + b"]" * 50_000 + b"]}",
        b" " * (MOST_BYTES + 1),
        b'{"features": [' + b",".join([b"{}"] * 1_001) + b"]}",
    ],
    ids=range(21),
)  # fmt: skip
def test_a_hostile_file_gets_an_answer_in_words(inside, content):
    reading = read_areas(content, inside)
    assert reading.entries == []
    assert all(problem.message for problem in reading.problems)
    assert reading.problems


def test_a_shape_of_too_many_points_is_refused_quickly(inside):
    ring = [[4.5 + n / 10_000_000, 52.15] for n in range(40_000)]
    [(_number, message)] = problems(
        inside, collection(feature(geometry={"type": "Polygon", "coordinates": [ring]}))
    )
    assert "5000" in message.replace(".", "")


def test_the_office_sees_first_and_writes_then(leiden, visit):
    client = visit(StandingKind.OFFICE)
    file = SimpleUploadedFile("gebieden.geojson", collection(feature("Café <b>", aliases=["Waard"])).encode())
    page = client.post("/leiden/gebieden/invoer/", {"file": file, "crs": ""})
    assert page.status_code == 200
    with scope(collective=leiden):
        assert Area.objects.count() == 0
    hidden = page.context["form"].initial
    answer = client.post("/leiden/gebieden/invoer/", {**hidden, "crs": ""}, follow=True)
    assert answer.redirect_chain == [("/leiden/gebieden/", 302)]
    with scope(collective=leiden):
        assert Area.objects.get().name == "Café <b>"
    assert "<b>" not in answer.content.decode().split("<main", 1)[1].split("area-group", 1)[1]


def test_the_office_sees_what_is_wrong_and_where(leiden, visit):
    file = SimpleUploadedFile(
        "gebieden.geojson", collection(feature("Goed"), feature(geometry=RD_SQUARE)).encode()
    )
    page = visit(StandingKind.OFFICE).post("/leiden/gebieden/invoer/", {"file": file}).content.decode()
    assert "object 2" in page
    assert "RD New" in page


def test_what_comes_back_from_the_preview_is_not_trusted(leiden, visit):
    page = visit(StandingKind.OFFICE).post("/leiden/gebieden/invoer/", {"content": "[" * 5000, "crs": ""})
    assert page.status_code == 200
    with scope(collective=leiden):
        assert Area.objects.count() == 0


def test_the_office_takes_the_areas_out(leiden, visit):
    make_area(leiden, name="De Waard", geometry=make_square())
    response = visit(StandingKind.OFFICE).get("/leiden/gebieden/uitvoer/")
    assert response["Content-Type"] == "application/geo+json"
    assert response["Content-Disposition"] == 'attachment; filename="gebieden-leiden.geojson"'
    assert [each["properties"]["name"] for each in response.json()["features"]] == ["De Waard"]


def test_commands_bring_areas_in_and_out(leiden, tmp_path, capsys):
    source, result = tmp_path / "in.geojson", tmp_path / "uit.geojson"
    source.write_text(collection(feature(geometry=RD_SQUARE)))
    with pytest.raises(CommandError, match="RD New"):
        call_command("import_areas", str(source), collective="leiden")
    call_command("import_areas", str(source), collective="leiden", crs="rd", dry_run=True)
    call_command("import_areas", str(source), collective="leiden", crs="rd")
    call_command("export_areas", str(result), collective="leiden")
    call_command("import_areas", str(result), collective="leiden")
    said = capsys.readouterr().out.strip().splitlines()
    assert [re.findall(r"\d+", line)[0] for line in said] == ["1", "1", "1", "0"]
    with pytest.raises(CommandError, match="nergens"):
        call_command("export_areas", str(result), collective="nergens")
