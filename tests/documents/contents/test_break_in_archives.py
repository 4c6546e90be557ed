"""Zips that mean harm: no path leaves the folder, nothing is unpacked that was not asked for."""

import contextlib
import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speerpunt.core.filenames import LONGEST_NAME, UNSHOWN, is_reserved, same_name
from speerpunt.documents.importers import archives
from speerpunt.documents.importers.archives import MOST_DEPTH, parts_of, read_archive
from speerpunt.documents.importers.caged.archive import MOST_ENTRIES
from speerpunt.documents.problems import FileProblem

from .hostile import overlapping
from .making import pdf, zipped


def read(tmp_path, content):
    path = tmp_path / "map.zip"
    path.write_bytes(content)
    return read_archive(path)


def entry(name, content=b"inhoud", *, mode=0o100644, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = method
        archive.writestr(info, content)
    return out.getvalue()


def refusal(tmp_path, content):
    archive = read(tmp_path, content)
    assert archive.files == []
    return [each.problem.code for each in archive.refused]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../buiten.txt", "leads_outside"),
        ("a/../../buiten.txt", "leads_outside"),
        ("a\\..\\..\\buiten.txt", "leads_outside"),
        ("/etc/passwd.txt", "leads_outside"),
        ("\\\\host\\deel\\a.txt", "leads_outside"),
        ("C:\\Windows\\a.txt", "leads_outside"),
        ("c:a.txt", "leads_outside"),
        ("a/.. /b.txt", "leads_outside"),
        ("a/. ./b.txt", "leads_outside"),
        ("a/.../b.txt", "leads_outside"),
        ("CON.txt", "reserved_name"),
        ("a/nul.pdf", "reserved_name"),
        ("com1/a.txt", "reserved_name"),
        ("a\x07.txt", "hidden_signs"),
        ("factuur\u202etxt.pdf", "hidden_signs"),
        ("a\u200b.txt", "hidden_signs"),
        ("x" * 252 + ".txt", "long_name"),
        ("a/" * MOST_DEPTH + "a.txt", "long_name"),
        ("a.exe", "unknown_kind"),
        ("a.docm", "unknown_kind"),
        ("geen achtervoegsel", "unknown_kind"),
        ("weer.zip", "nested"),
        ("weer.tar.gz", "nested"),
    ],
)
def test_an_entry_with_a_name_that_means_harm_is_refused(tmp_path, name, code):
    assert refusal(tmp_path, entry(name)) == [code]


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        (stat.S_IFLNK | 0o777, "is_link"),
        (stat.S_IFCHR | 0o666, "is_device"),
        (stat.S_IFBLK | 0o666, "is_device"),
        (stat.S_IFIFO | 0o666, "is_device"),
        (stat.S_IFSOCK | 0o666, "is_device"),
    ],
)
def test_what_is_no_file_is_refused(tmp_path, mode, code):
    assert refusal(tmp_path, entry("a.txt", b"/etc/passwd", mode=mode)) == [code]


def test_what_lies_behind_a_backslash_stays_in_its_folder(tmp_path):
    content = entry("Bestuur-2026-a.txt").replace(b"Bestuur-2026-a.txt", b"Bestuur\\2026\\a.txt")
    archive = read(tmp_path, content)
    assert [(file.folder, file.name) for file in archive.files] == [(("Bestuur", "2026"), "a.txt")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.txt", "A.TXT"), ("é.txt", "e\u0301.txt"), ("a.txt", "a.txt. "), ("ß.txt", "SS.TXT")],
)
def test_two_files_that_would_lie_in_one_place_are_one(tmp_path, one, other):
    archive = read(tmp_path, zipped({one: "eerste", other: "tweede"}))
    assert ([file.name for file in archive.files], [each.problem.code for each in archive.refused]) == (
        [one],
        ["twice"],
    )


def test_a_file_cannot_be_a_folder_as_well(tmp_path):
    archive = read(tmp_path, zipped({"a.txt": "een", "A.TXT/b.txt": "twee"}))
    assert ([file.name for file in archive.files], [each.problem.code for each in archive.refused]) == (
        ["a.txt"],
        ["twice"],
    )


def test_an_entry_under_a_lock_is_refused(tmp_path):
    content = bytearray(entry("a.txt"))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(tmp_path, bytes(content)) == ["password"]


def test_an_entry_packed_in_another_way_is_refused(tmp_path):
    assert refusal(tmp_path, entry("a.txt", method=zipfile.ZIP_LZMA)) == ["damaged"]


def test_an_empty_file_is_refused(tmp_path):
    assert refusal(tmp_path, entry("a.txt", b"")) == ["empty"]


def test_an_entry_that_unpacks_to_too_much_is_refused(tmp_path):
    assert refusal(tmp_path, entry("a.txt", bytes(26_000_000))) == ["too_large"]


def test_a_tree_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_TOTAL", 0.001)
    with pytest.raises(FileProblem) as problem:
        read(tmp_path, zipped({"a.pdf": pdf(), "b.pdf": pdf()}))
    assert problem.value.code == "too_large"


def other_name():
    content = entry("a.txt")
    place = content.index(b"a.txt")
    return content[:place] + b"b.txt" + content[place + 5 :]


def quine():
    """Its entry is the whole zip again: its bytes begin at the beginning of the zip itself."""
    central = (
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 500, 500, 5, 0, 0, 0, 0, 0, 0)
        + b"a.zip"
    )
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 500, 500, 5, 0) + b"a.zip"
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(overlapping, "too_much", id="entries share their bytes"),
        pytest.param(lambda: b"MZ" + entry("a.txt"), "two_in_one", id="something before"),
        pytest.param(lambda: entry("a.txt") + b"MZ", "two_in_one", id="something behind"),
        pytest.param(other_name, "two_in_one", id="two names for one entry"),
        pytest.param(
            lambda: zipped(dict.fromkeys(map(str, range(MOST_ENTRIES + 1)), "")),
            "too_much",
            id="many entries",
        ),
        pytest.param(lambda: entry("a.txt")[:-30], "damaged", id="half"),
        pytest.param(lambda: b"%PDF-1.4 no zip at all", "damaged", id="no zip"),
        pytest.param(quine, "too_much", id="a zip that holds itself"),
    ],
)
def test_a_zip_that_two_programs_would_read_differently_is_refused(tmp_path, make, code):
    with pytest.raises(FileProblem) as problem:
        read(tmp_path, make())
    assert problem.value.code == code
    assert problem.value.__cause__.spent.mebibytes < 200


def test_an_entry_that_is_not_what_was_told_is_not_taken_out(tmp_path):
    content = bytearray(entry("a.txt", b"inhoud" * 100, method=zipfile.ZIP_STORED))
    content[60] ^= 1
    archive = read(tmp_path, bytes(content))
    with pytest.raises(FileProblem, match="beschadigd"):
        archive.extract(archive.files[0], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_entry_that_unpacks_to_more_than_was_told_is_not_taken_out(tmp_path):
    content = bytearray(entry("a.txt", bytes(1_000_000)))
    told = struct.pack("<I", 1_000_000)
    while told in content:
        place = content.index(told)
        content[place : place + 4] = struct.pack("<I", 1_000)
    archive = read(tmp_path, bytes(content))
    with pytest.raises(FileProblem) as problem:
        archive.extract(archive.files[0], tmp_path / "out")
    assert problem.value.code == "too_much"
    assert [each.name for each in tmp_path.iterdir()] == ["map.zip"]


SIGNS = st.text(st.sampled_from("ab./\\: \x00\u202e~$CONé\u0301ß"), max_size=12) | st.text(max_size=40)


@given(SIGNS)
def test_no_name_leads_out_of_the_folder(name):
    parts = ()
    with contextlib.suppress(FileProblem):
        parts = parts_of(name)
    for part in parts:
        assert part not in {"", ".", ".."}
        assert not {"/", "\\"} & set(part)
        assert not UNSHOWN.search(part)
        assert not is_reserved(part)
        assert len(part.encode()) <= LONGEST_NAME
        assert part == part.strip().rstrip(". ")
    assert not (parts and parts[0][1:2] == ":")


@settings(max_examples=40)
@given(st.lists(SIGNS.map(lambda name: name + ".txt"), max_size=10, unique=True))
def test_no_two_files_of_a_tree_get_the_same_place(tmp_path_factory, names):
    archive = read(
        tmp_path_factory.mktemp("tree"), zipped({name: "a" for name in names if "\x00" not in name})
    )
    places = [tuple(map(same_name, (*file.folder, file.name))) for file in archive.files]
    assert len(set(places)) == len(places)
    assert {file.folder for file in archive.files} <= {(), *archive.folders}
    assert not set(places) & {tuple(map(same_name, folder)) for folder in archive.folders}


@settings(max_examples=60)
@given(st.data())
def test_a_zip_with_any_byte_changed_is_read_or_refused(tmp_path_factory, data):
    content = bytearray(zipped({"Map/a.txt": "inhoud " * 20, "b.pdf": pdf()}))
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("changed")
    with contextlib.suppress(FileProblem):
        archive = read(folder, bytes(content))
        for file in archive.files:
            archive.extract(file, folder / "out")
            assert (folder / "out").stat().st_size == file.size
