"""Tables on their way in."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import User
from .collectives import CollectiveModel


class ImportDraft(CollectiveModel):
    """A file on its way in: read, not yet written. Only who uploaded it sees it; it goes when it is done or old."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    # Which kind of table, as an app entered it in the registry.
    sheet = models.CharField(_("kind"), max_length=60)
    file_name = models.CharField(_("file"), max_length=200)
    # The file itself, as long as it waits to be read.
    content = models.BinaryField(default=b"")
    headings = models.JSONField(_("headings"), default=list)
    # Each row is its line in the file and its cells as text.
    rows = models.JSONField(_("rows"), default=list)
    # Column of ours -> place in the row; and what counts for the whole file.
    matching = models.JSONField(_("matching"), default=dict)
    options = models.JSONField(_("options"), default=dict)
    is_unfolded = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"), db_index=True)

    class Meta:
        verbose_name = _("import draft")
        verbose_name_plural = _("import drafts")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """Not read yet."""
        return not self.headings
