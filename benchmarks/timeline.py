"""300 projects on the timeline: what its pages cost the server, and how evenly a bar follows the pointer in Chromium.

Runs in a process of its own, in a database that has the example: `python -m benchmarks.timeline` prints one JSON object.
"""

import json
import random
import statistics
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.core.wsgi import get_wsgi_application
from django_scopes import scope
from playwright.sync_api import Page

from tests import chromium

from .browser import OFFICE, office_page
from .pages import Asked, measure, signed_in  # sets Django up, so it comes before any model

# isort: split
from speerpunt.core.models import Collective
from speerpunt.priorities.enums import MilestoneKind
from speerpunt.priorities.models import Milestone, Priority, Project, ProjectDependency

PROJECTS = 300
PAGES = ("Timeline", ""), ("Timeline by area", "?groep=gebied"), ("Timeline as a table", "?toon=tabel")
STEPS = 240
# In the page: how long each picture took while the bar was moved.
WATCH = """() => {
  window.frames_ms = []; let last = performance.now();
  const next = (now) => { window.frames_ms.push(now - last); last = now; window.watching = requestAnimationFrame(next); };
  window.watching = requestAnimationFrame(next);
}"""


def main() -> None:
    with scope(collective=Collective.objects.get(slug="leiden")):
        count = fill_up()
    application, cookie = get_wsgi_application(), signed_in(OFFICE)
    address = "/leiden/projecten/tijdlijn/"
    rows = [
        measure(application, Asked(page, address + query, "office", "list"), cookie) for page, query in PAGES
    ]
    found = {"projects": count, "rows": [asdict(row) for row in rows]}
    if chromium.executable():
        found["frames"] = frames(f"{address}?groep=geen")
    print(json.dumps(found))


def fill_up() -> int:
    """Beside those of the example: each with three milestones, and waiting for one before it."""
    chance = random.Random(7)  # the same projects each time
    priorities = list(Priority.objects.filter(parent__isnull=True, edition__status="current"))
    made: list[Project] = []
    for number in range(PROJECTS - Project.objects.count()):
        priority = chance.choice(priorities)
        start = date(2026, 1, 1) + timedelta(days=chance.randrange(700))
        end = start + timedelta(days=chance.randrange(60, 500))
        project = Project(
            collective_id=priority.collective_id,
            priority=priority,
            title=f"Werk {number + 1} in de wijk",
            start=start,
            end=end,
            dates_assumed=number % 2 == 0,
            visibility="public",
        )
        made.append(project)
    Project.objects.bulk_create(made)
    _add_moments(made)
    _link(made)
    return Project.objects.count()


def _add_moments(projects: list[Project]) -> None:
    kinds = (MilestoneKind.MILESTONE, MilestoneKind.DECISION, MilestoneKind.MILESTONE)
    Milestone.objects.bulk_create(
        Milestone(
            collective_id=project.collective_id,
            project=project,
            kind=kind,
            title=f"Moment {place}",
            due=project.start + (project.end - project.start) * place // 4,
        )
        for project in projects
        for place, kind in enumerate(kinds, start=1)
    )


def _link(projects: list[Project]) -> None:
    ordered = sorted(projects, key=lambda each: each.end)
    pairs = [
        (before, next((each for each in ordered if each.start > before.end), None)) for before in ordered[::3]
    ]
    ProjectDependency.objects.bulk_create(
        ProjectDependency(collective_id=before.collective_id, before=before, after=after)
        for before, after in pairs
        if after is not None
    )


def frames(path: str) -> dict[str, float]:
    """While one bar of all is moved to and fro over the whole width."""
    with office_page() as page:
        page.goto(path)
        page.wait_for_load_state("networkidle")
        taken = sorted(_dragged(page))
    late = sum(each > 1000 / 30 for each in taken)
    return {
        "frames": len(taken),
        "median_ms": round(statistics.median(taken), 1),
        "p95_ms": round(taken[int(len(taken) * 0.95) - 1], 1),
        "longest_ms": round(taken[-1], 1),
        "slower_than_30_per_second": late,
    }


def _dragged(page: Page) -> list[float]:
    bar = page.locator("a.movable").nth(20)
    bar.scroll_into_view_if_needed()
    box: Any = bar.locator(".whole").bounding_box()
    x, y = max(box["x"], 420) + 40, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y, steps=3)
    page.evaluate(WATCH)
    for step in range(STEPS):
        page.mouse.move(x + abs(step % 80 - 40) * 10, y)
    taken: list[float] = page.evaluate(
        "() => { cancelAnimationFrame(window.watching); return window.frames_ms; }"
    )
    page.keyboard.press("Escape")
    return taken[1:]


if __name__ == "__main__":
    main()
