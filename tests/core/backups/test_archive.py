"""What is not as it was made is refused before anything is changed."""

import json
import random
import tracemalloc
import zipfile
from hashlib import sha256

import pytest

from speerpunt.core.backups.archive import MANIFEST, ArchiveProblem, NewArchive, opened

PARTS = {
    "tables/core_user.jsonl": b'[1,"a"]\n[2,"b"]\n',
    "files/documents/1/ab/abcd": bytes(range(256)) * 900,
}


@pytest.fixture
def archive(tmp_path):
    place = tmp_path / "kopie.zip"
    with NewArchive(place) as new:
        for name, content in PARTS.items():
            new.add(name, [content])
        new.finish({"tables": {}})
    return place


def test_what_went_in_comes_out(archive):
    with opened(archive) as found:
        assert {name: b"".join(found.chunks(name)) for name in found.manifest["parts"]} == PARTS
        assert list(found.lines("tables/core_user.jsonl")) == [[1, "a"], [2, "b"]]


def test_any_zip_program_opens_it(archive):
    with zipfile.ZipFile(archive) as found:
        assert found.testzip() is None
        assert {*found.namelist()} == {*PARTS, MANIFEST}


def test_only_its_owner_reads_it(archive):
    assert archive.stat().st_mode & 0o777 == 0o600


def test_an_archive_that_is_there_is_not_written_over(archive):
    before = archive.read_bytes()
    with pytest.raises(ArchiveProblem), NewArchive(archive):
        pass
    assert archive.read_bytes() == before


def test_what_goes_wrong_half_way_leaves_nothing(tmp_path):
    def chunks():
        yield b"[1]\n"
        raise OSError("vol")

    with pytest.raises(OSError, match="vol"), NewArchive(tmp_path / "kopie.zip") as new:
        new.add("tables/core_user.jsonl", chunks())
    assert list(tmp_path.iterdir()) == []


def refused(place, **options):
    with pytest.raises(ArchiveProblem), opened(place, **options):
        pass


def test_one_bit_anywhere_is_enough(archive, tmp_path):
    content, chance = archive.read_bytes(), random.Random(6)
    places = [0, 12, len(content) - 1, *(chance.randrange(len(content)) for _each in range(60))]
    for place in places:
        broken = bytearray(content)
        broken[place] ^= 1 << chance.randrange(8)
        file = tmp_path / "stuk.zip"
        file.write_bytes(broken)
        refused(file)


@pytest.mark.parametrize("kept", [0, 1, 63, 64, 65, 0.3, 0.9, -1])
def test_cut_short_it_is_refused(archive, kept):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(kept * len(content)) if isinstance(kept, float) else kept])
    refused(archive)


def test_something_behind_it_is_refused(archive):
    archive.write_bytes(archive.read_bytes() + b"x")
    refused(archive)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "files/documents/../../secret_key",
        "files/documents/1/..",
        "files\\documents\\1",
        "files/documents/1/a\x00b",
        "tables/core_user.sql",
        "secret_key",
    ],
)
def test_a_part_that_would_land_elsewhere_is_refused(tmp_path, name):
    """By somebody who can make a digest too."""
    with NewArchive(tmp_path / "kwaad.zip") as new:
        new.add(name, [b"x"])
        new.finish({})
    refused(tmp_path / "kwaad.zip")


def rewritten(place, write):
    """A zip made by hand, with the digest that is asked for."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as file:
        write(file)
        file.comment = b"0" * 64
    content = place.read_bytes()[:-64]
    place.write_bytes(content + sha256(content).hexdigest().encode())
    return place


def manifest(parts):
    return json.dumps({"format": 1, "parts": parts})


def test_more_than_was_announced_is_not_unpacked(tmp_path):
    def write(file):
        file.writestr("files/documents/1/bom", b"\0" * 50_000_000)
        file.writestr(MANIFEST, manifest({"files/documents/1/bom": {"size": 1000, "sha256": "0" * 64}}))

    place = rewritten(tmp_path / "bom.zip", write)
    tracemalloc.start()
    try:
        refused(place)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10_000_000


def test_what_does_not_fit_is_refused_before_it_is_unpacked(tmp_path):
    def write(file):
        file.writestr("files/documents/1/bom", b"\0")
        file.writestr(MANIFEST, manifest({"files/documents/1/bom": {"size": 10**15, "sha256": "0" * 64}}))

    refused(rewritten(tmp_path / "bom.zip", write), room=10**12)


def test_a_part_of_which_the_manifest_does_not_tell_is_refused(tmp_path):
    def write(file):
        file.writestr("files/documents/1/meer", b"x")
        file.writestr(MANIFEST, manifest({}))

    refused(rewritten(tmp_path / "meer.zip", write))


@pytest.mark.parametrize(
    "told", ["[]", "{}", '{"format": 2, "parts": {}}', '{"format": 1, "parts": {"tables/a.jsonl": 3}}', "nee"]
)
def test_a_manifest_of_nonsense_is_refused(tmp_path, told):
    def write(file):
        file.writestr("tables/a.jsonl", b"x")
        file.writestr(MANIFEST, told)

    refused(rewritten(tmp_path / "nee.zip", write))
