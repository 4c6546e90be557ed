"""What kinds of file are kept, and what can be done with each."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FileKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    WORD = "word", _("Word document")
    SHEET = "sheet", _("Spreadsheet")
    SLIDES = "slides", _("Presentation")
    TEXT = "text", _("Text")
    PICTURE = "picture", _("Picture")
    # Kept and given back as it came; never opened.
    OTHER = "other", _("Other file")

    @property
    def extensions(self) -> list[str]:
        return [extension for extension, (kind, _media_type) in EXTENSIONS.items() if kind == self]

    @property
    def has_text(self) -> bool:
        return self not in {FileKind.PICTURE, FileKind.OTHER}

    @property
    def has_preview(self) -> bool:
        return self in {FileKind.PDF, FileKind.PICTURE}

    def media_type(self, name: str) -> str:
        """For the header of the answer in which the file `name` is given."""
        kind, media_type = EXTENSIONS.get(extension_of(name), (FileKind.OTHER, ""))
        return media_type if kind == self and media_type else "application/octet-stream"


def extension_of(name: str) -> str:
    return PurePath(name).suffix.lower()


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

EXTENSIONS: dict[str, tuple[FileKind, str]] = {
    ".pdf": (FileKind.PDF, "application/pdf"),
    ".docx": (FileKind.WORD, f"{_OFFICE}wordprocessingml.document"),
    ".xlsx": (FileKind.SHEET, f"{_OFFICE}spreadsheetml.sheet"),
    ".pptx": (FileKind.SLIDES, f"{_OFFICE}presentationml.presentation"),
    ".txt": (FileKind.TEXT, "text/plain"),
    ".md": (FileKind.TEXT, "text/markdown"),
    ".csv": (FileKind.TEXT, "text/csv"),
    ".jpg": (FileKind.PICTURE, "image/jpeg"),
    ".jpeg": (FileKind.PICTURE, "image/jpeg"),
    ".png": (FileKind.PICTURE, "image/png"),
    ".webp": (FileKind.PICTURE, "image/webp"),
    ".gif": (FileKind.PICTURE, "image/gif"),
    ".odt": (FileKind.OTHER, f"{_OPEN}text"),
    ".ods": (FileKind.OTHER, f"{_OPEN}spreadsheet"),
    ".odp": (FileKind.OTHER, f"{_OPEN}presentation"),
    ".doc": (FileKind.OTHER, "application/msword"),
    ".xls": (FileKind.OTHER, "application/vnd.ms-excel"),
    ".ppt": (FileKind.OTHER, "application/vnd.ms-powerpoint"),
    ".msg": (FileKind.OTHER, "application/vnd.ms-outlook"),
}


class TextState(models.TextChoices):
    """How far the reading of a file is."""

    WAITING = "waiting", _("is still being read")
    READ = "read", _("can be searched")
    UNREADABLE = "unreadable", _("cannot be read")


class ImportState(models.TextChoices):
    """How far the import of a tree of files is."""

    LOOKING = "looking", _("is being looked at")
    REVIEW = "review", _("waits for you")
    REFUSED = "refused", pgettext_lazy("import", "refused")
    DONE = "done", _("brought in")
