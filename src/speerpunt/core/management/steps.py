"""How far something long is, on a terminal."""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from django.utils.translation import gettext as _
from tqdm import tqdm


class Steps:
    """One bar after the other, each for a step; gone from a log or a pipe."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._titles = {"rows": _("Rows"), "files": _("Files"), "search": _("Search")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end()

    def __call__(self, what: str, total: int) -> Callable[[int], Any]:
        self._end()
        self._bar = tqdm(total=total, desc=self._titles[what], disable=None)
        update: Callable[[int], Any] = self._bar.update
        return update

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
