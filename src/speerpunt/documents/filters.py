"""What a list of papers can be narrowed to."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from speerpunt.members.filters import Filter, ListFilters, Rows, by_field

from .enums import FileKind


class PaperFilters(ListFilters):
    texts = {"zoek": _("search")}

    def available(self) -> Iterable[Filter]:
        yield self._filter("soort", _("kind"), FileKind.choices, by_field("current__stored__kind"))

    def select(self, rows: Rows) -> Rows:
        for each in self.selects:
            rows = each.narrowed(rows)
        for word in self.search.split()[:8]:
            rows = rows.filter(name__icontains=word)
        return rows
