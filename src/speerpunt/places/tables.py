"""Rows as the figures and tables of a page want them."""

from math import ceil

from speerpunt.core.templatetags.drawing.theme_bars import ThemeBar

from .queries.indicators import Series
from .queries.profile import AreaProfile, ThemeProfile


def theme_bars_of(profile: AreaProfile) -> list[ThemeBar]:
    """One bar for each theme, measured or not; none where no theme is."""
    if profile.maximum is None or all(theme.score is None for theme in profile.themes):
        return []
    return [_bar(str(theme.theme.label), theme.score) for theme in profile.themes]


def _bar(title: str, series: Series | None) -> ThemeBar:
    if series is None:
        return ThemeBar(title, None, None)
    latest, target = series.latest, series.target
    return ThemeBar(
        title,
        measured=latest.value if latest is not None else None,
        ambition=target.value if target is not None else None,
        note=latest.note if latest is not None else "",
        url=series.indicator.get_absolute_url(),
    )


# Millimetres on a sheet of A3 below the map and the marks, and what a line, a figure and the projects take of it.
SHEET_ROOM, LINE, FIGURE, PROJECTS = 140, 4.4, 27, 66
LETTERS_ON_A_LINE = 32
# How much smaller a page is printed that would not fit; the classes are in places.css.
TIGHTER = (("", 1.0), ("dense", 0.8), ("denser", 0.64), ("densest", 0.5))


def density_on_paper(profile: AreaProfile) -> str:
    """The class with which all of a profile fits one sheet: roughly measured, on the safe side."""
    wants = max((_column_height(theme) for theme in profile.themes), default=0.0)
    needed = wants + max(ceil(len(profile.others) / 3) * FIGURE, PROJECTS)
    return next((name for name, scale in TIGHTER if needed * scale <= SHEET_ROOM), TIGHTER[-1][0])


def _column_height(theme: ThemeProfile) -> float:
    texts = [want.text for want in (*theme.ambitions, *theme.images)]
    return (
        sum(ceil((len(text) + 12) / LETTERS_ON_A_LINE) * LINE for text in texts) + len(theme.series) * FIGURE
    )


def year_of_scores(profile: AreaProfile) -> str:
    """The year of the ambition, when all themes share it."""
    scores = [theme.score for theme in profile.themes if theme.score is not None]
    years = {score.target.due.year for score in scores if score.target is not None}
    return str(years.pop()) if len(years) == 1 else ""
