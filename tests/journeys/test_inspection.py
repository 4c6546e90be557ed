"""What is left out of an inspection because it was looked at already hides nothing."""

from .inspection import violations
from .test_every_page import THIN_OUT

ROWS = "".join(f"<tr><td>Rij</td><td><a href='/{number}'>Naar {number}</a></td></tr>" for number in range(30))
PAGE = f"""<!doctype html><html lang="nl"><head><title>Proef</title><style>
  body {{ background: #fff; color: #000 }} .pale {{ color: #ccc }} .night {{ background: #222 }}
</style></head><body><main><h1>Proef</h1><table>{ROWS}</table>%s</main></body></html>"""
FAULTS = {
    "": set(),
    "<p>Goed</p><p>Goed</p><p class='pale'>Te licht</p>": {"color-contrast"},
    "<p>Goed</p><div class='night'><p>Zwart in de nacht</p></div>": {"color-contrast"},
    "<p>Goed</p><p style='color: #ddd'>Te licht</p>": {"color-contrast"},
    "<button>Goed</button><button>Goed</button><button></button>": {"button-name"},
    "<input aria-label='Goed'><input aria-label='Goed'><input>": {"label"},
    "<ul><li>Goed</li><li>Goed</li><li>Goed</li></ul><ul><div>Fout</div></ul>": {"list"},
}


def test_every_fault_is_found_among_what_is_sound(open_page):
    page = open_page()
    found = {}
    for fault in FAULTS:
        page.goto("about:blank")
        page.set_content(PAGE % fault)
        page.evaluate(THIN_OUT)
        assert page.locator("tr").count() == 2
        found[fault] = {each["id"] for each in violations(page)}
    assert found == FAULTS
