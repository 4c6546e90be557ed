"""The puzzle of Leiden: fifty drags in Chromium, what its pages cost, and how good an order two minutes bring.

Runs in a process of its own, in a database that has the example: `python -m benchmarks.puzzle` prints one JSON object.
"""

import json
import random
import re
import statistics
from dataclasses import asdict
from typing import Any

from django.core.wsgi import get_wsgi_application
from django_scopes import scope
from playwright.sync_api import Page

from tests import chromium

from .browser import OFFICE, office_page
from .pages import Asked, measure, signed_in  # sets Django up, so it comes before any model

# isort: split
from speerpunt.core.models import Collective, User
from speerpunt.puzzle.models import PlanRun, WorksPlan
from speerpunt.puzzle.services.ordering import ask_for_best, search_best

SEARCH_SECONDS = 60
PAGES = (
    ("Works", "/leiden/werk/", OFFICE),
    ("Clashes", "/leiden/werk/botsingen/", OFFICE),
    ("Who stays reachable", "/leiden/werk/bereikbaarheid/", OFFICE),
    ("Public page", "/leiden/bereikbaar/", ""),
)
PLAN = "Plan gemeente"
DRAGS = 50
PREPARED_WITHIN_MS = 120_000
FARTHEST = 8
# What the page says while a bar is held, as a share of the cost; nothing where it says "hardly".
SAID = re.compile(r"(\d+,\d) % (minder|meer)")
# In the page. The effect: from the last move of the pointer until its words stand there.
WATCH_EFFECT = """() => {
  window.effects_ms = [];
  const note = document.querySelector(".moving-dates");
  document.addEventListener("pointermove", () => { window.moved_at = performance.now(); }, true);
  new MutationObserver(() => window.effects_ms.push(performance.now() - window.moved_at))
    .observe(note, { childList: true });
}"""
# From letting go until the exact figures of a newer version of the plan stand there.
WATCH_EXACT = """(seen) => {
  window.exact = new Promise((known) => addEventListener("pointerup", () => {
    const begin = performance.now();
    const look = () => {
      const plan = document.getElementById("plan");
      const version = Number(plan.querySelector("[data-move] [name=seen]").value);
      if (version > seen && !plan.dataset.awaits) known(performance.now() - begin);
      else requestAnimationFrame(look);
    };
    look();
  }, { once: true, capture: true }));
}"""


def main() -> None:
    found: dict[str, Any] = {"drags": None}
    if chromium.executable():
        with office_page() as page:
            found["drags"] = measured(page)
    with scope(collective=Collective.objects.get(slug="leiden")):
        plan = WorksPlan.objects.get(name=PLAN)
        asked = (*PAGES, ("A plan", plan.get_absolute_url(), OFFICE))
        found["searches"] = searches(plan)
    found["rows"] = [_measured(*each) for each in asked]
    print(json.dumps(found))


def _measured(page: str, path: str, email: str) -> dict[str, Any]:
    visitor = "office" if email else "nobody"
    cookie = signed_in(email) if email else ""
    return asdict(measure(get_wsgi_application(), Asked(page, path, visitor, "list"), cookie))


def searches(plan: WorksPlan) -> list[dict[str, float]]:
    """For a minute, and from there for another."""
    office, runs = User.objects.get(email=OFFICE), []
    for _turn in range(2):
        further = runs[-1] if runs else None
        runs.append(search_best(ask_for_best(plan, seconds=SEARCH_SECONDS, by=office, further=further)))
    return [_told(run) for run in runs]


def _told(run: PlanRun) -> dict[str, float]:
    return {"seconds": run.seconds, "states": run.states, "gap_percent": round((run.gap or 0) * 100, 2)}


def measured(page: Page) -> dict[str, Any]:
    open_plan(page)
    page.evaluate(WATCH_EFFECT)
    chance = random.Random(7)  # the same drags each time
    exact, errors = [], []
    for _turn in range(DRAGS):
        before = cost(page)
        said, taken = drag(page, chance)
        exact.append(taken)
        errors.append(abs(said - (cost(page) - before) / before * 100))
    effects: list[float] = page.evaluate("window.effects_ms")
    return {
        "count": DRAGS,
        "effect_ms": spread(effects, 2),
        "exact_ms": spread(exact, 0),
        "error_points": spread(errors, 2),
    }


def open_plan(page: Page) -> None:
    page.goto("/leiden/werk/plannen/")
    page.get_by_role("link", name=PLAN, exact=True).click()
    page.wait_for_url(re.compile(r"/werk/plannen/\d+/$"))
    for _turn in range(PREPARED_WITHIN_MS // 2000):
        if page.locator("[data-knows-effects]").count() and cost(page):
            return
        page.wait_for_timeout(2000)
        page.reload()
    raise TimeoutError("The figures of the plan were not computed.")


def cost(page: Page) -> float:
    return float(page.locator("#plan").get_attribute("data-cost") or 0)


def drag(page: Page, chance: random.Random) -> tuple[float, float]:
    """One bar to another week; what the page said meanwhile, in percent, and the milliseconds until it is exact."""
    bars = page.locator("a.movable")
    bar = bars.nth(chance.randrange(bars.count()))
    bar.scroll_into_view_if_needed()
    week, weeks = int(bar.get_attribute("data-week") or 0), int(bar.get_attribute("data-weeks") or 1)
    all_weeks = int(page.locator("#plan").get_attribute("data-weeks") or 0)
    reached = [
        week + by for by in range(-FARTHEST, FARTHEST + 1) if by and 0 <= week + by <= all_weeks - weeks
    ]
    by = chance.choice(reached) - week
    box: Any = bar.locator(".bar").bounding_box()
    lane: Any = bar.locator("xpath=..").bounding_box()
    x, y = box["x"] + min(box["width"] / 2, 12), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by * lane["width"] / all_weeks, y, steps=8)
    words = SAID.search(page.locator(".moving-dates").inner_text())
    seen = int(page.locator("[data-move] [name=seen]").input_value())
    page.evaluate(WATCH_EXACT, seen)
    page.mouse.up()
    said = float(words[1].replace(",", ".")) * (-1 if words[2] == "minder" else 1) if words else 0.0
    return said, page.evaluate("window.exact")


def spread(values: list[float], digits: int) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), digits),
        "p95": round(ordered[int(len(ordered) * 0.95) - 1], digits),
        "most": round(ordered[-1], digits),
    }


if __name__ == "__main__":
    main()
