"""A folder tree that comes in as a zip, and goes out as one."""

import io
import shutil
import subprocess
import tracemalloc
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speerpunt.documents.exporters.archives import Paper, archive_stream, write_archive
from speerpunt.documents.importers.archives import read_archive
from speerpunt.documents.importers.contents import inspect_file

from .making import pdf, word, zipped

NOON = datetime(2026, 7, 1, 10, 0, 31, tzinfo=UTC)


def read(tmp_path, content):
    path = tmp_path / "map.zip"
    path.write_bytes(content)
    return read_archive(path)


def paper(name, content=b"inhoud", folder=(), modified=NOON):
    return Paper(tuple(folder), name, modified, lambda: io.BytesIO(content))


def packed(*papers, folders=()):
    out = io.BytesIO()
    write_archive(papers, out, folders)
    return out.getvalue()


def test_a_folder_tree_comes_in_with_its_folders_and_files(tmp_path):
    archive = read(
        tmp_path,
        zipped(
            {
                "Bestuur/": "",
                "Bestuur/2026/verslag.docx": word(),
                "Bestuur/agenda.pdf": pdf(),
                "brief.txt": "Geacht",
            }
        ),
    )
    assert archive.folders == [("Bestuur",), ("Bestuur", "2026")]
    assert [(file.folder, file.name) for file in archive.files] == [
        (("Bestuur", "2026"), "verslag.docx"),
        (("Bestuur",), "agenda.pdf"),
        ((), "brief.txt"),
    ]
    assert archive.refused == []
    assert archive.size == sum(file.size for file in archive.files)


def test_a_file_of_the_tree_is_taken_out_as_it_was(tmp_path):
    content = word()
    archive = read(tmp_path, zipped({"a/verslag.docx": content, "b.txt": "Geacht " * 100}))
    archive.extract(archive.files[0], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == content
    assert inspect_file(tmp_path / "out", archive.files[0].name) == "word"
    archive.extract(archive.files[1], tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == b"Geacht " * 100


@pytest.mark.parametrize("name", ["Één brief.txt", "Überzicht €.txt", "ĳsbaan 💧.txt"])
def test_names_with_accents_come_in_as_they_were(tmp_path, name):
    assert [file.name for file in read(tmp_path, zipped({name: "a"})).files] == [name]


@pytest.mark.parametrize("table", ["cp437", "cp850", "cp1252", "utf-8"])
def test_names_of_old_programs_come_in_as_they_were(tmp_path, table):
    """Such a program does not say in which table of letters it writes."""
    name = "Reünie één café.txt"
    content = zipped({"x" * len(name.encode(table)) + "": "a"}).replace(
        b"x" * len(name.encode(table)), name.encode(table)
    )
    assert [file.name for file in read(tmp_path, content).files] == [name]


def test_what_a_mac_writes_apart_is_put_together(tmp_path):
    assert read(tmp_path, zipped({"Cafe\u0301.txt": "a"})).files[0].name == "Café.txt"


def test_what_systems_leave_behind_is_skipped(tmp_path):
    litter = [
        "__MACOSX/._a.txt",
        "a/.DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$verslag.docx",
        ".~lock.a.docx#",
        "a/._b.txt",
    ]
    archive = read(tmp_path, zipped({**dict.fromkeys(litter, "x"), "a/b.txt": "a"}))
    assert ([file.name for file in archive.files], archive.folders, archive.refused) == (
        ["b.txt"],
        [("a",)],
        [],
    )


def test_folders_that_differ_in_capitals_only_are_one(tmp_path):
    archive = read(tmp_path, zipped({"Bestuur/a.txt": "a", "BESTUUR/b.txt": "b"}))
    assert archive.folders == [("Bestuur",)]
    assert {file.folder for file in archive.files} == {("Bestuur",)}


def test_a_file_says_when_it_was_changed(tmp_path):
    archive = read(tmp_path, packed(paper("a.txt")))
    assert archive.files[0].modified == NOON.replace(second=30)


def test_a_very_large_kind_of_zip_comes_in_as_well(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as target:
        target.write(b"inhoud")
    assert [file.size for file in read(tmp_path, out.getvalue()).files] == [6]


@pytest.mark.skipif(not shutil.which("zip"), reason="zip is not installed")
def test_a_zip_of_the_zip_program_comes_in(tmp_path):
    (tmp_path / "Map").mkdir()
    (tmp_path / "Map" / "één.txt").write_text("inhoud " * 100)
    subprocess.run(["zip", "-qr", "map.zip", "Map"], cwd=tmp_path, check=True)
    archive = read_archive(tmp_path / "map.zip")
    assert [(file.folder, file.name) for file in archive.files] == [(("Map",), "één.txt")]


def test_a_folder_goes_out_with_names_that_every_system_can_write():
    content = packed(
        paper("a/b.pdf", folder=["Bestuur: 2026"]),
        paper("A_B.pdf", folder=["Bestuur: 2026"]),
        paper("con.txt"),
        paper("é.txt"),
        folders=[("Leeg",)],
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "Leeg/",
            "Bestuur_ 2026/",
            "Bestuur_ 2026/a_b.pdf",
            "Bestuur_ 2026/A_B (2).pdf",
            "_con.txt",
            "é.txt",
        ]
        assert archive.getinfo("é.txt").flag_bits & 0x800


def test_two_folders_that_would_be_called_the_same_stay_apart():
    content = packed(paper("x.txt", folder=["a?"]), paper("x.txt", folder=["a*"]))
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["a_/", "a_/x.txt", "a_ (2)/", "a_ (2)/x.txt"]


def test_a_paper_goes_out_with_its_time():
    entry = zipfile.ZipFile(io.BytesIO(packed(paper("a.txt")))).getinfo("a.txt")
    assert entry.date_time == (2026, 7, 1, 12, 0, 30)
    assert int.from_bytes(entry.extra[-4:], "little") == int(NOON.timestamp())


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_another_program_unpacks_what_goes_out(tmp_path):
    (tmp_path / "map.zip").write_bytes(
        packed(paper("één.txt", b"inhoud", folder=["Máp"]), paper("b.pdf", pdf()))
    )
    subprocess.run(
        ["unzip", "-q", "map.zip"],
        cwd=tmp_path,
        check=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert (tmp_path / "Máp" / "één.txt").read_bytes() == b"inhoud"
    assert (tmp_path / "één.txt").exists() is False
    assert int((tmp_path / "Máp" / "één.txt").stat().st_mtime) == int(NOON.timestamp())


def test_what_goes_out_can_come_in(tmp_path):
    papers = [paper("a.txt", b"een", ["x", "y"]), paper("b.pdf", pdf(), ["x"]), paper("c.txt", b"drie")]
    archive = read(tmp_path, packed(*papers, folders=[("leeg",)]))
    assert archive.folders == [("leeg",), ("x",), ("x", "y")]
    assert [(file.folder, file.name) for file in archive.files] == [
        (each.folder, each.name) for each in papers
    ]
    assert archive.refused == []


def test_a_large_folder_goes_out_in_little_memory():
    tracemalloc.start()
    try:
        size = sum(
            len(piece) for piece in archive_stream(paper(f"{number}.pdf", LARGE) for number in range(20))
        )
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size > 20 * len(LARGE)
    assert most < 8 * 1024 * 1024


LARGE = bytes(4 * 1024 * 1024)


@given(st.lists(st.tuples(st.lists(st.text(max_size=20), max_size=3), st.text(max_size=20)), max_size=8))
def test_whatever_papers_are_called_each_goes_out_once(named):
    papers = [paper(name, folder=folder) for folder, name in named]
    names = zipfile.ZipFile(io.BytesIO(packed(*papers))).namelist()
    assert len({name.casefold() for name in names}) == len(names)
    assert sum(not name.endswith("/") for name in names) == len(papers)
    assert not any(part in {"", ".", ".."} for name in names for part in name.rstrip("/").split("/"))
