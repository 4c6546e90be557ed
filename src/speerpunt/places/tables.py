"""Rows as the figures and tables of a page want them."""

from speerpunt.core.templatetags.drawing.theme_bars import ThemeBar

from .queries.indicators import Series
from .queries.profile import AreaProfile


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


def year_of_scores(profile: AreaProfile) -> str:
    """The year of the ambition, when all themes share it."""
    scores = [theme.score for theme in profile.themes if theme.score is not None]
    years = {score.target.due.year for score in scores if score.target is not None}
    return str(years.pop()) if len(years) == 1 else ""
