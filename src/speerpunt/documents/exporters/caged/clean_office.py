"""Word, Excel and PowerPoint without who made it: properties, writers of changes and remarks, marks of each sitting.

What the pages show stays as it was. The zip is written anew, with one date for all parts.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from typing import IO
from urllib.parse import unquote

from lxml import etree

from speerpunt.core.caged import Refusal

from . import clean_picture

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
MOST_PART = 64 * 1024 * 1024
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NOBODY = "-"

# Parts that only tell of the maker; whatever refers to them is left out too.
LEFT_OUT = re.compile(
    r"^(?:docProps/.*|word/people\.xml|xl/revisions/.*|xl/printerSettings/.*|word/printerSettings.*"
    r"|ppt/printerSettings/.*|ppt/changesInfos/.*|ppt/revisionInfo\.xml|docMetadata/.*|.*/thumbnail\.\w+|_xmlsignatures/.*)$",
    re.IGNORECASE,
)
# The only thing in these that tells of the maker leads to his printer; as a tree they would take much memory.
LARGE_WITHOUT_MAKERS = re.compile(r"^xl/(?:worksheets/[^/]+|sharedStrings)\.xml$")
PRINTER = re.compile(rb"(<(?:\w+:)?pageSetup\b[^<>]*?)\s+\w+:id\s*=\s*(?:\"[^\"]*\"|'[^']*')")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE)
OFFICE_PROPERTIES = re.compile(
    rb"schemas\.microsoft\.com/(?:office/2006/(?:metadata|coverPageProps)|sharepoint)|documentManagement",
    re.IGNORECASE,
)
SITTING = re.compile(r"\}rsid\w*$|^rsid\w*$", re.IGNORECASE)
# Attributes by their local names: what is written instead, or nothing at all.
MAKERS = {
    "author": NOBODY,
    "initials": NOBODY,
    "userName": NOBODY,
    "lastModifiedBy": NOBODY,
    "lastEdited": None,
}
MOMENTS = {
    "date": "2000-01-01T00:00:00Z",
    "dateUtc": None,
    "dT": "2000-01-01T00:00:00Z",
    "dt": "2000-01-01T00:00:00",
}
# Elements that are left out, with what is in them.
TELLING = {
    "printerSettings",
    "rsid",
    "rsids",
    "attachedTemplate",
    "docVars",
    "absPath",
    "fileSharing",
    "saveThroughXslt",
    "mailMerge",
    "revisionPtr",
}
AUTHORS_OF_SLIDES = {"cmAuthor": ("name", "initials"), "author": ("name", "initials", "userId", "providerId")}


def clean(source: IO[bytes], made: IO[bytes]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        names = [part.filename for part in old.infolist() if not part.is_dir()]
        gone = {name for name in names if LEFT_OUT.match(name) or _is_property_item(old, name)}
        for name in names:
            if name in gone or _is_about(name, gone):
                continue
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, _cleaned(name, _content(old, name), gone))


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_PART:
        raise Refusal("too_much")
    return archive.read(name)


def _is_property_item(archive: zipfile.ZipFile, name: str) -> bool:
    """What a document server keeps of a file, in the file."""
    return name.startswith("customXml/item") and bool(OFFICE_PROPERTIES.search(_content(archive, name)))


def _is_about(name: str, gone: set[str]) -> bool:
    """The list of relations of a part that is left out."""
    folder, _, own = name.rpartition("/_rels/")
    return bool(own) and f"{folder}/{own.removesuffix('.rels')}" in gone


def _cleaned(name: str, content: bytes, gone: set[str]) -> bytes:
    if PICTURE.search(name):
        return _cleaned_picture(content)
    if name == "[Content_Types].xml":
        return _changed(content, lambda root: _forget_types(root, gone))
    if name.endswith(".rels"):
        return _changed(content, lambda root: _forget_relations(root, name, gone))
    if LARGE_WITHOUT_MAKERS.match(name):
        return PRINTER.sub(rb"\1", content)
    if name.endswith(".xml"):
        return _changed(content, lambda root: _forget_makers(root, name))
    return content


def _cleaned_picture(content: bytes) -> bytes:
    try:
        return b"".join(clean_picture.cleaned(content))
    except (Refusal, IndexError, ValueError, struct.error):
        return content  # not what its name says; its program will not show it either


def _changed(content: bytes, change: Callable[[etree._Element], None]) -> bytes:
    root = etree.parse(io.BytesIO(content), PARSER).getroot()
    if root.getroottree().docinfo.doctype:
        raise Refusal("declares", part="")
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget_types(root: etree._Element, gone: set[str]) -> None:
    for each in list(root):
        if each.get("PartName", "").lstrip("/") in gone:
            root.remove(each)


def _forget_relations(root: etree._Element, name: str, gone: set[str]) -> None:
    folder = name.rpartition("_rels/")[0]
    for each in list(root):
        kind, target = each.get("Type", ""), each.get("Target", "")
        if kind.endswith("/attachedTemplate"):
            root.remove(each)
        elif each.get("TargetMode") != "External":
            if _joined(folder, target) in gone:
                root.remove(each)
        elif not kind.endswith("/hyperlink"):
            # Another workbook that this one counts with: its name stays, the way to it tells whose disk it was.
            each.set("Target", re.split(r"[\\/]", unquote(target))[-1])


def _joined(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    parts = [part for part in folder.split("/") if part]
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _forget_makers(root: etree._Element, name: str) -> None:
    leaving = []
    for each in root.iter(etree.Element):
        local = etree.QName(each).localname
        if local in TELLING:
            leaving.append(each)
        elif local == "author" and not len(each) and each.text and name.startswith("xl/comments"):
            each.text = NOBODY
        elif local == "person" and name.startswith("xl/persons"):
            _replace(each, {"displayName": NOBODY, "userId": NOBODY, "providerId": "None"})
        elif local in AUTHORS_OF_SLIDES and name.startswith("ppt/"):
            _replace(each, dict.fromkeys(AUTHORS_OF_SLIDES[local], NOBODY))
        _forget_attributes(each)
    for each in leaving:
        _leave_out(each)


def _replace(element: etree._Element, values: dict[str, str]) -> None:
    for key in values.keys() & element.attrib.keys():
        element.set(key, values[str(key)])


def _forget_attributes(element: etree._Element) -> None:
    for key in list(element.attrib):
        local = key.rpartition("}")[2]
        if SITTING.search(key):
            del element.attrib[key]
        elif local in MAKERS or local in MOMENTS:
            instead = MAKERS.get(local, MOMENTS.get(local))
            if instead is None:
                del element.attrib[key]
            elif _is_of_a_change(element, local):
                element.set(key, instead)


def _is_of_a_change(element: etree._Element, local: str) -> bool:
    """`date` and `author` are also words of charts, fields and quotations, where they are seen."""
    return local not in {"author", "date", "initials"} or bool(
        {each.rpartition("}")[2] for each in element.attrib} & {"id", "author"}
    )


def _leave_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        # Excel keeps its paths in an alternative of which nothing else is left then.
        wrapper = parent if etree.QName(parent).localname in {"Choice", "AlternateContent"} else None
        parent.remove(element)
        if wrapper is not None and not len(wrapper):
            _leave_out(wrapper)
