"""Papers: the folders they lie in, their versions, and the bytes behind these."""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel, LinkedModel, User

from .enums import FileKind, ImportState, TextState

LONGEST_NAME = 200
DEEPEST = 24


class Folder(LinkedModel):
    """A folder hangs on a row that the registry names or, on nothing, belongs to the collective itself.

    The folders below it hang on the same row. `visibility` narrows: empty is "as where it hangs".
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(null=True, editable=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="folders", verbose_name=_("lies in")
    )
    # The first folder of a row is called after that row.
    name = models.CharField(_("name"), max_length=120, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, blank=True, default=""
    )
    # The narrowest of its own and of those of the folders that it lies in.
    circle = models.CharField(
        max_length=8, choices=Visibility.choices, blank=True, default="", editable=False
    )
    # Numbers of the folders that it lies in and its own: /3/14/.
    path = models.CharField(max_length=400, default="", editable=False, db_index=True)
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("content_type", "object_id"), name="folder_target"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="folder_hangs_or_not",
            ),
            models.CheckConstraint(
                condition=Q(object_id__isnull=False) | ~Q(circle=""), name="folder_on_nothing_has_circle"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="folder_within_another"),
            models.UniqueConstraint(
                fields=("content_type", "object_id"),
                condition=Q(parent__isnull=True, object_id__isnull=False),
                name="folder_first_once",
            ),
        )

    def __str__(self) -> str:
        return self.name or gettext("Documents")

    def get_absolute_url(self) -> str:
        return address("documents:folder", self.pk)

    @property
    def ids_on_path(self) -> list[int]:
        """From the first folder down to this one."""
        return [int(number) for number in self.path.split("/") if number]

    @property
    def is_first(self) -> bool:
        """The folder of a row itself, which cannot be renamed, moved or thrown away."""
        return self.parent_id is None and self.object_id is not None


class StoredFile(CollectiveModel):
    """Bytes as they came in, once in each collective, and what was read in them."""

    sha256 = models.CharField(max_length=64, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=FileKind.choices, editable=False)
    size = models.BigIntegerField(_("file size"), editable=False)
    # Where the storage has it; says nothing of what it is called.
    place = models.CharField(max_length=120, unique=True, editable=False)
    text = models.TextField(_("text"), default="", editable=False)
    text_state = models.CharField(
        _("text"), max_length=10, choices=TextState.choices, default=TextState.WAITING, editable=False
    )
    # Pages that were drawn.
    preview_count = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = (
            models.UniqueConstraint(fields=("collective", "sha256", "kind"), name="stored_file_once"),
        )

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(CollectiveModel):
    """A paper: what it is called, where it lies, who may see it, and which version holds."""

    derived_fields: ClassVar[tuple[str, ...]] = ("changed_at",)

    folder = models.ForeignKey(
        Folder, on_delete=models.PROTECT, related_name="documents", verbose_name=_("folder")
    )
    # As a file is called, with its ending.
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, blank=True, default=""
    )
    current = models.ForeignKey(
        "DocumentVersion", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("version")
    )
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = pgettext_lazy("paper", "document")
        verbose_name_plural = pgettext_lazy("paper", "documents")
        ordering = ("name", "pk")
        indexes = (models.Index(fields=("collective", "-changed_at"), name="document_recent"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("documents:document", self.pk)

    @property
    def title(self) -> str:
        """Without the ending."""
        return self.name.rpartition(".")[0] or self.name


class DocumentVersion(CollectiveModel):
    """What a document was from a moment on; versions are only added."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="versions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("version"))
    stored = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="versions", verbose_name=_("file")
    )
    # As it was called where it came from.
    file_name = models.CharField(_("file name"), max_length=LONGEST_NAME)
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    uploaded_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("document", "number"), name="version_number_once"),)

    def __str__(self) -> str:
        return f"{self.file_name} ({self.number})"


class FolderImport(CollectiveModel):
    """A tree of files on its way into a folder: looked at, reviewed, then taken over as a whole."""

    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="+", verbose_name=_("folder"))
    file_name = models.CharField(_("file name"), max_length=LONGEST_NAME)
    # Empty once the archive is gone.
    place = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=ImportState.choices, default=ImportState.LOOKING, editable=False
    )
    # What stands in the archive: path, size, digest and kind, or why it is refused.
    entries = models.JSONField(default=list, editable=False)
    # Why the archive as a whole is refused.
    problem = models.CharField(_("reason"), max_length=400, blank=True, editable=False)
    # How many papers were new, got a new version, stayed as they were or were refused.
    outcome = models.JSONField(default=dict, editable=False)
    requested_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("import of files")
        verbose_name_plural = _("imports of files")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("documents:import", self.pk)
