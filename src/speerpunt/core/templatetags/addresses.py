"""`{% address "app:page" row.pk %}`: a page of the collective at hand."""

from typing import Any

from django import template

from ..addresses import address as address_of

register = template.Library()


@register.simple_tag
def address(name: str, *args: Any, **kwargs: Any) -> str:
    return address_of(name, *args, **kwargs)
