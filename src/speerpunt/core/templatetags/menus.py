"""The links of the menus. They stand on every page three times, and an include for each took it a millisecond."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from .marks import icon

register = template.Library()

# What `core.context` says of a page in the navigation: url, title, icon, current.
Links = Sequence[dict[str, Any]]


@register.simple_tag
def menu_links(links: Links) -> SafeString:
    """`{% menu_links navigation %}`: words only."""
    return format_html_join(
        "\n", '<a href="{}"{}>{}</a>', ((each["url"], _current(each), each["title"]) for each in links)
    )


@register.simple_tag
def tab_links(links: Links) -> SafeString:
    """`{% tab_links navigation %}`: an icon with its word below."""
    return format_html_join(
        "\n",
        '<a href="{}"{}>{}<span>{}</span></a>',
        ((each["url"], _current(each), _icon(each), each["title"]) for each in links),
    )


@register.simple_tag
def icon_links(links: Links) -> SafeString:
    """`{% icon_links account_links %}`: an icon with its word beside it."""
    return format_html_join(
        "\n",
        '<a href="{}"{}>{}{}</a>',
        ((each["url"], _current(each), _icon(each), each["title"]) for each in links),
    )


@register.simple_tag
def has_current(links: Links) -> SafeString:
    """The attribute of a menu that holds the page at hand."""
    return mark_safe(" data-current" if any(each["current"] for each in links) else "")


def _current(link: dict[str, Any]) -> SafeString:
    return mark_safe(' aria-current="page"' if link.get("current") else "")


def _icon(link: dict[str, Any]) -> SafeString:
    return icon(link["icon"] or "list")
