import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from speerpunt.places.models import Area
from tests.factories import make_area, make_collective

pytestmark = pytest.mark.django_db

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.48, 52.15], [4.49, 52.15], [4.49, 52.16], [4.48, 52.16], [4.48, 52.15]]],
}


def test_what_the_export_writes_the_import_reads_unchanged(tmp_path, capsys):
    leiden, delft = make_collective("leiden"), make_collective("delft")
    make_area(leiden, name="De Waard", slug="de-waard", geometry=SQUARE)
    file = tmp_path / "gebieden.geojson"
    call_command("export_areas", str(file), "--collective=leiden")
    call_command("import_areas", str(file), "--collective=delft")
    call_command("import_areas", str(file), "--collective=leiden", "--dry-run")
    told = capsys.readouterr().out.splitlines()
    assert told[-2:] == [
        "Gebieden: 1 nieuw, 0 gewijzigd, 0 bleven gelijk.",
        "Gebieden: 0 nieuw, 0 gewijzigd, 1 bleven gelijk.",
    ]
    with scope(collective=delft):
        assert Area.objects.get().geometry == SQUARE


def test_a_broken_file_changes_nothing(tmp_path):
    leiden = make_collective("leiden")
    file = tmp_path / "kapot.geojson"
    file.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature"}')
    with pytest.raises(CommandError):
        call_command("import_areas", str(file), "--collective=leiden")
    with scope(collective=leiden):
        assert Area.objects.count() == 0
