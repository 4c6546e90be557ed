"""The links of the menus, as `core.context` gives them."""

import pytest
from django.template import engines

HERE = {"url": "/leiden/", "title": "Stad", "icon": "map", "current": True}
THERE = {"url": "/leiden/<b>/", "title": "Jij & <b>wij</b>", "icon": "", "current": False}


def render(tag: str, links: list[dict[str, object]]) -> str:
    return engines["django"].from_string(f"{{% load menus %}}{{% {tag} links %}}").render({"links": links})


@pytest.mark.parametrize("tag", ["menu_links", "tab_links", "icon_links"])
def test_each_page_has_its_link_and_the_page_at_hand_says_so(tag):
    here, there = render(tag, [HERE, THERE]).split("\n")
    assert here.startswith('<a href="/leiden/" aria-current="page">')
    assert there.startswith('<a href="/leiden/&lt;b&gt;/">')
    assert "Jij &amp; &lt;b&gt;wij&lt;/b&gt;" in there


@pytest.mark.parametrize(("tag", "icons"), [("menu_links", 0), ("tab_links", 2), ("icon_links", 2)])
def test_a_page_without_an_icon_gets_one_all_the_same(tag, icons):
    assert render(tag, [HERE, THERE]).count('<svg class="icon"') == icons


def test_a_menu_that_holds_the_page_at_hand_says_so():
    assert render("has_current", [THERE, HERE]) == " data-current"
    assert render("has_current", [THERE]) == render("has_current", []) == ""
