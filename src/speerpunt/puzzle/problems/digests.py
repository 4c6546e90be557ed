"""The same input has the same digest in every process."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any


def digest_of(*values: Any) -> str:
    """Sets and mappings count in an order of their own, whatever order they come in.

    >>> digest_of({"b": {1, 2}, "a": 3}) == digest_of({"a": 3, "b": frozenset((2, 1))})
    True
    """
    return sha256(repr(_plain(values)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [(each.name, _plain(getattr(value, each.name))) for each in fields(value)]
    if isinstance(value, Mapping):
        return sorted(((_plain(name), _plain(each)) for name, each in value.items()), key=repr)
    if isinstance(value, AbstractSet):
        return sorted((_plain(each) for each in value), key=repr)
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
