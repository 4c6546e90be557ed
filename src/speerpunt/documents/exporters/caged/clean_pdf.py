"""PDF without who made it, when and with what, without what was attached to it, and without what runs.

It is written anew from what its pages need, so that earlier versions that a program left in the file go as well.
"""

from typing import IO, Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, PdfReadError
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, IndirectObject, StreamObject

from speerpunt.core.caged import PILLOW, Refusal, have_ready

have_ready(
    *PILLOW,
    *(f"pypdf.{part}" for part in ("_configuration", "_page", "filters", "types", "xmp")),
    *(f"pypdf.generic.{part}" for part in ("_image_xobject", "_font")),
    "pypdf._crypt_providers._fallback",
)

# Left out wherever they stand: what describes a page, a picture or the whole, not what is seen of it.
TRACES = {"/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/AF", "/AA", "/JS", "/SpiderInfo"}
OF_CATALOG = {"/OpenAction", "/Collection", "/Perms", "/Legal", "/Extensions", "/DSS"}
OF_NAMES = {"/EmbeddedFiles", "/JavaScript", "/AlternatePresentations", "/Renditions"}
OF_REMARKS = {"/T", "/M", "/CreationDate", "/NM", "/Subj", "/IRT", "/RC"}
OF_LAYERS = {"/CreatorInfo", "/User"}
FILES = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
RUNNING = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}


def clean(source: IO[bytes], made: IO[bytes]) -> None:
    writer = _copied(source)
    catalog = writer.root_object
    for key in OF_CATALOG:
        catalog.pop(key, None)
    names = _plain(catalog.get("/Names"))
    if isinstance(names, DictionaryObject):
        for key in OF_NAMES:
            names.pop(key, None)
    for thing in writer._objects:
        _clean_thing(_plain(thing))
    _forget_makers(writer)
    # What was left out of its place would stay in the file.
    _leave_out_unreachable(writer)
    writer.write(made)


def _copied(source: IO[bytes]) -> PdfWriter:
    try:
        reader = PdfReader(source, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("password")
        return PdfWriter(clone_from=reader)
    except DependencyError as problem:
        raise Refusal("password") from problem
    except PdfReadError as problem:
        raise Refusal("damaged") from problem


def _clean_thing(thing: Any) -> None:
    """One object of the file, and those that stand in it."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ArrayObject):
            _leave_out_files(each)
            waiting += [part for part in each if not isinstance(part, IndirectObject)]
        elif isinstance(each, DictionaryObject):
            _clean_dictionary(each)
            waiting += [part for part in each.values() if not isinstance(part, IndirectObject)]


def _clean_dictionary(thing: DictionaryObject) -> None:
    for key in TRACES & thing.keys():
        del thing[key]
    if _is_remark(thing):
        for key in OF_REMARKS & thing.keys():
            del thing[key]
    if thing.get("/Type") == "/OCG":
        usage = _plain(thing.get("/Usage"))
        for key in OF_LAYERS & (usage.keys() if isinstance(usage, DictionaryObject) else set()):
            del usage[key]
    for key in ("/A", "/Next"):
        action = _plain(thing.get(key))
        if isinstance(action, DictionaryObject) and action.get("/S") in RUNNING:
            del thing[key]


def _is_remark(thing: DictionaryObject) -> bool:
    """A field of a form is placed on the page as well, but its /T is the name of the field."""
    is_placed = thing.get("/Type") == "/Annot" or ("/Rect" in thing and "/Subtype" in thing)
    return is_placed and thing.get("/Subtype") not in {"/Widget", "/Link"}


def _leave_out_files(things: ArrayObject) -> None:
    kept = [each for each in things if not _is_file(_plain(each))]
    if len(kept) != len(things):
        things[:] = kept


def _is_file(thing: Any) -> bool:
    return (
        isinstance(thing, DictionaryObject)
        and not isinstance(thing, StreamObject)
        and "/Rect" in thing
        and thing.get("/Subtype") in FILES
    )


def _forget_makers(writer: PdfWriter) -> None:
    """The table of who, when and with what, and the number that follows from those."""
    writer.metadata = None
    writer._ID = ArrayObject([ByteStringObject(bytes(16)), ByteStringObject(bytes(16))])


def _leave_out_unreachable(writer: PdfWriter) -> None:
    reached: set[int] = set()
    waiting: list[Any] = [writer.root_object.indirect_reference]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in reached:
                continue
            reached.add(each.idnum)
            each = each.get_object()
        if isinstance(each, DictionaryObject):
            waiting += each.values()
        elif isinstance(each, ArrayObject):
            waiting += each
    for place in range(len(writer._objects)):
        if place + 1 not in reached:
            writer._objects[place] = None


def _plain(thing: Any) -> Any:
    return thing.get_object() if isinstance(thing, IndirectObject) else thing
