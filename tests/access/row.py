"""One row per address: who may read it, and who may send something to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .world import World

OFFICE = frozenset({"office"})
BOARDS = OFFICE | {"board", "umbrella_board"}
INSIDE = BOARDS | {"park_manager", "member"}
INVITED = INSIDE | {"partner"}
NOBODY: frozenset[str] = frozenset()
EVERYONE = INVITED | {"anonymous", "public"}
VISITORS = ("anonymous", "public", "partner", "member", "park_manager", "umbrella_board", "board", "office")

NOWHERE: dict[str, Any] = {
    "pk": 999_999_999,
    "number": 999_999_999,
    "comment": 999_999_999,
    "slug": "bestaat-niet",
    "code": "ZZZZZZ",
}


@dataclass(frozen=True)
class Row:
    """`readers` may open the address; `writers` may send something to it; `make` names the row it is about."""

    readers: frozenset[str]
    make: Callable[[World], dict[str, Any]] | None = None
    changers: frozenset[str] | None = None
    # What else stands in the address but is not a row.
    fixed: tuple[tuple[str, Any], ...] = ()

    @property
    def writers(self) -> frozenset[str]:
        return self.readers if self.changers is None else self.changers

    @property
    def takes_object(self) -> bool:
        return self.make is not None

    def arguments(self, world: World) -> dict[str, Any]:
        return {**dict(self.fixed), **(self.make(world) if self.make else {})}

    def arguments_of_nothing(self, world: World) -> dict[str, Any]:
        return {name: NOWHERE.get(name, value) for name, value in self.arguments(world).items()}


def pk(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"pk": world.objects[name].pk}


def slug(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"slug": world.objects[name].slug}


def rows(
    readers: frozenset[str], names: Iterable[str], make: Callable[[World], dict[str, Any]] | None = None
) -> dict[str, Row]:
    return {name: Row(readers, make) for name in names}


def import_rows(name: str, draft: str) -> dict[str, Row]:
    """The steps by which a table comes in, for the office only."""
    steps = (f"{name}_columns", f"{name}_preview", f"{name}_discard")
    return {name: Row(OFFICE), **rows(OFFICE, steps, pk(draft))}
