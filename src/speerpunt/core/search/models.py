"""What the index keeps beside the tokens themselves (`store`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..models.collectives import CollectiveModel


class SearchEntry(CollectiveModel):
    """A row that can be found. Its tokens stand in the index of the database (`core.search.store`).

    Its id is not the next one, but the number by which it is found and ranked (`core.search.numbering`).
    """

    # As in `SearchSource.kind`.
    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    # As they were read, see `SearchText`; shown only while nothing says that the row has changed since.
    title = models.TextField(editable=False)
    names = models.TextField(editable=False)
    text = models.TextField(editable=False)
    url = models.TextField(editable=False)
    # Every word in it once, so that the vocabulary can forget them.
    words = models.TextField(editable=False)
    # Of the text and the way in which it was read: the same again changes nothing.
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = (
            models.UniqueConstraint(fields=("collective", "kind", "object_id"), name="search_entry_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SearchWord(CollectiveModel):
    """A word that stands in something; asked for what was meant by a word that stands in nothing."""

    word = models.CharField(max_length=40)
    # In how many rows.
    count = models.IntegerField()
    # Its first letters, and the pieces of `core.dutch.edits`.
    start = models.CharField(max_length=3)
    head = models.CharField(max_length=24)
    middle = models.CharField(max_length=24)
    tail = models.CharField(max_length=24)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = (models.UniqueConstraint(fields=("collective", "word"), name="search_word_once"),)
        indexes = tuple(
            models.Index(fields=("collective", piece), name=f"search_word_{piece}")
            for piece in ("start", "head", "middle", "tail")
        )

    def __str__(self) -> str:
        return self.word


class SearchMark(CollectiveModel):
    """This row changed, and has to be read anew for the index."""

    kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("search mark")
        verbose_name_plural = _("search marks")

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
