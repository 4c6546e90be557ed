"""The links of the menus. They stand on every page three times, and an include for each took it a millisecond."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from .marks import icon

register = template.Library()

# What `core.context` says of a page in the navigation: url, title, icon, current.
Links = Sequence[dict[str, Any]]


@register.simple_tag
def menu_links(links: Links) -> SafeString:
    """`{% menu_links navigation %}`: words only."""
    return _drawn(links, lambda link: escape(link["title"]))


@register.simple_tag
def tab_links(links: Links) -> SafeString:
    """`{% tab_links navigation %}`: an icon with its word below."""
    return _drawn(links, lambda link: f"{_icon(link)}<span>{escape(link['title'])}</span>")


@register.simple_tag
def icon_links(links: Links) -> SafeString:
    """`{% icon_links account_links %}`: an icon with its word beside it."""
    return _drawn(links, lambda link: f"{_icon(link)}{escape(link['title'])}")


def _drawn(links: Links, content: Callable[[dict[str, Any]], str]) -> SafeString:
    rows = (f'<a href="{escape(link["url"])}"{_current(link)}>{content(link)}</a>' for link in links)
    return mark_safe("\n".join(rows))  # each part is escaped


@register.simple_block_tag
def kept(content: SafeString) -> SafeString:
    """`{% kept as name %}…{% endkept %}`: drawn once, for what stands on a page twice."""
    return content


@register.simple_tag
def has_current(links: Links) -> SafeString:
    """The attribute of a menu that holds the page at hand."""
    return mark_safe(" data-current" if any(each["current"] for each in links) else "")


def _current(link: dict[str, Any]) -> str:
    return ' aria-current="page"' if link.get("current") else ""


def _icon(link: dict[str, Any]) -> SafeString:
    return icon(link["icon"] or "list")
