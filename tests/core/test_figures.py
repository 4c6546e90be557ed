"""Figures are judged by where things stand, in percent, and by what they say aloud."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from django.template import engines
from django.utils import translation

from speerpunt.core.templatetags.drawing import Bar, Cell, Decision, Heading, MatrixRow, StripRow, ThemeBar
from speerpunt.core.templatetags.drawing.matrix import shade_matrix
from speerpunt.core.templatetags.drawing.scale import TimeScale, number, percent
from speerpunt.core.templatetags.drawing.series import draw_series
from speerpunt.core.templatetags.drawing.theme_bars import draw_themes
from speerpunt.core.templatetags.drawing.year_strip import DrawnStrip, draw_strip

START, END = date(2026, 1, 1), date(2026, 12, 31)
TODAY = date(2026, 7, 2)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def strip_of(*bars: Bar, decisions: Sequence[Decision] = (), today: date = TODAY) -> DrawnStrip:
    return draw_strip([StripRow("Mobility", bars=bars, decisions=decisions)], START, END, today)


def share(written: str) -> float:
    return float(written.removesuffix("%"))


def render(source: str, **context: object) -> str:
    template = engines["django"].from_string("{% load figures %}" + source)
    return re.sub(r"\s+", " ", template.render(context))


def test_a_percentage_ignores_the_language():
    with translation.override("nl"):
        assert percent(45.5) == "45.5%"
        assert number(1184.5) == "1.184,5"
        assert number(8.0) == "8"


def test_a_year_runs_from_nought_to_a_hundred():
    scale = TimeScale(START, END)
    assert scale.opening(START) == 0
    assert scale.closing(END) == 100
    assert scale.opening(date(2026, 7, 2)) == pytest.approx(182 / 365 * 100)
    assert scale.opening(date(2025, 5, 1)) == 0
    assert scale.closing(date(2027, 5, 1)) == 100


def test_a_year_shows_months_and_names_a_third_of_them_on_a_phone():
    ticks = TimeScale(START, END).ticks()
    assert [tick.label for tick in ticks[:4]] == ["jan", "feb", "mar", "apr"]
    assert [tick.is_major for tick in ticks[:4]] == [True, False, False, True]
    assert [tick.label for tick in ticks if not tick.is_roomy] == ["jan", "apr", "jul", "oct"]


def test_a_label_that_would_run_off_a_phone_waits_for_room():
    ticks = TimeScale(START, date(2028, 1, 31)).ticks()
    assert [tick.label for tick in ticks if not tick.is_roomy] == ["jan ’26", "jul", "jan ’27", "jul"]
    assert ticks[-1].label == "jan ’28"


def test_two_years_show_quarters_and_four_years_show_years():
    quarters = TimeScale(START, date(2027, 12, 31)).ticks()
    assert [tick.label for tick in quarters[:5]] == ["jan ’26", "apr", "jul", "oct", "jan ’27"]
    years = TimeScale(date(2024, 1, 1), date(2028, 12, 31)).ticks()
    assert [tick.label for tick in years] == ["2024", "2025", "2026", "2027", "2028"]


def test_a_period_that_starts_within_a_month_begins_its_axis_at_the_next():
    ticks = TimeScale(date(2026, 9, 10), date(2027, 2, 28)).ticks()
    assert [tick.label for tick in ticks] == ["oct ’26", "nov", "dec", "jan ’27", "feb"]


def test_a_bar_is_done_up_to_today():
    [bar] = strip_of(Bar("Game", START, END)).rows[0].bars
    assert (bar.x, bar.width) == ("0%", "100%")
    assert share(bar.did) == pytest.approx(183 / 365 * 100, abs=0.01)
    assert share(bar.did) + share(bar.rest) == pytest.approx(100, abs=0.01)


def test_a_bar_to_come_has_nothing_done_and_a_past_one_nothing_left():
    past, coming = (
        strip_of(Bar("Past", START, date(2026, 3, 31)), Bar("Coming", date(2026, 9, 1), date(2026, 9, 30)))
        .rows[0]
        .bars
    )
    assert past.did == past.width
    assert past.rest == ""
    assert coming.did == ""
    assert coming.rest == coming.width


def test_bars_outside_the_period_are_cut_or_left_out():
    [bar] = (
        strip_of(
            Bar("Long", date(2024, 1, 1), date(2028, 1, 1)), Bar("Before", date(2025, 1, 1), date(2025, 2, 1))
        )
        .rows[0]
        .bars
    )
    assert (bar.bar.title, bar.x, bar.width) == ("Long", "0%", "100%")


def test_bars_whose_words_touch_go_below_each_other():
    apart = strip_of(Bar("A", START, date(2026, 2, 1)), Bar("B", date(2026, 6, 1), date(2026, 7, 1))).rows[0]
    touching = strip_of(
        Bar("A name that runs on for long", START, date(2026, 1, 31)),
        Bar("B", date(2026, 2, 15), date(2026, 7, 1)),
    ).rows[0]
    assert len({bar.y for bar in apart.bars}) == 1
    assert len({bar.y for bar in touching.bars}) == 2
    assert touching.height > apart.height


def test_words_at_the_end_of_the_year_hang_to_the_left_and_leave_a_phone():
    [bar] = strip_of(Bar("A long name at the end", date(2026, 10, 1), END)).rows[0].bars
    assert [(words.room, words.x, words.anchor) for words in bar.words] == [
        ("roomy", bar.x, "start"),
        ("tight", "100%", "end"),
    ]
    [bar] = (
        strip_of(Bar("A name that no phone can hold, however it hangs", date(2026, 10, 1), END)).rows[0].bars
    )
    assert [words.room for words in bar.words] == ["roomy"]


def test_a_decision_stands_on_its_day():
    decision = Decision(date(2026, 7, 2), "Order of the bridges", is_taken=False)
    row = strip_of(decisions=[decision]).rows[0]
    assert share(row.decisions[0].x) == pytest.approx(50, abs=0.01)
    assert row.said == "decision to come on 2 July 2026: Order of the bridges"


def test_an_assumed_decision_says_so():
    decision = Decision(date(2026, 7, 2), "Order of the bridges", is_taken=False, is_assumed=True)
    row = strip_of(decisions=[decision]).rows[0]
    assert row.said == "decision to come on 2 July 2026: Order of the bridges (assumed)"
    assert row.decisions[0].said == row.said


def test_a_decision_stands_on_the_bar_of_its_own_project():
    bars = [
        Bar("A name that runs on", START, END, url="/1/"),
        Bar("Another long name", START, END, url="/2/"),
    ]
    decisions = [Decision(TODAY, "Second", is_taken=False, url="/2/")]
    row = strip_of(*bars, decisions=decisions).rows[0]
    heights = {drawn.bar.url: drawn.y for drawn in row.bars}
    assert row.decisions[0].y == heights["/2/"] + 3.5


def test_a_decision_of_a_project_without_a_bar_stands_below_the_bars():
    decisions = [Decision(TODAY, "Elsewhere", is_taken=False, url="/9/")]
    row = strip_of(Bar("Game", START, END, url="/1/"), decisions=decisions).rows[0]
    assert row.decisions[0].y > row.bars[0].y + 7
    assert row.height > row.decisions[0].y + 9


def test_diamonds_of_one_week_never_lie_on_each_other():
    days = [date(2026, 12, day) for day in (8, 9, 9, 10, 15)]
    row = strip_of(decisions=[Decision(day, str(day), is_taken=False) for day in days]).rows[0]
    places = [(share(drawn.x), drawn.y) for drawn in row.decisions]
    crowded = [
        (one, other)
        for order, one in enumerate(places)
        for other in places[order + 1 :]
        if abs(one[0] - other[0]) < 2.5 and abs(one[1] - other[1]) < 18
    ]
    assert crowded == []
    assert row.height >= max(y for _x, y in places) + 9


def test_today_is_a_line_and_the_future_is_tinted_only_within_the_period():
    strip = strip_of()
    assert share(strip.today) == pytest.approx(50, abs=0.01)
    assert share(strip.today) + share(strip.future) == pytest.approx(100, abs=0.01)
    later = strip_of(today=date(2028, 1, 1))
    assert (later.today, later.future) == ("", "")


def test_a_year_strip_reads_aloud_and_says_what_is_assumed():
    rows = [StripRow("Mobility", bars=[Bar("Game", START, date(2026, 3, 31), is_assumed=True)])]
    html = render("{% year_strip rows start end today %}", rows=rows, start=START, end=END, today=TODAY)
    assert 'role="img" aria-label="Game: 1 January 2026 to 31 March 2026 (assumed)"' in html
    assert "style=" not in html


def test_a_year_strip_with_links_is_a_group_and_keeps_its_numbers_in_dutch():
    rows = [StripRow("Mobiliteit", bars=[Bar("Spel <1>", START, date(2026, 3, 31), url="/leiden/spel/")])]
    with translation.override("nl"):
        html = render("{% year_strip rows start end today %}", rows=rows, start=START, end=END, today=TODAY)
    assert 'role="group" aria-label="Spel &lt;1&gt;: 1 januari 2026 tot 31 maart 2026"' in html
    assert '<a href="/leiden/spel/">' in html
    assert not re.search(r'(x|width)="\d+,\d', html)


def test_measured_and_ambition_share_one_scale():
    [energy] = draw_themes([ThemeBar("Energy", 4.1, 7)], 10).bars
    assert (energy.measured, energy.ambition, energy.gap) == ("41%", "70%", "29%")
    assert energy.is_gap_wide
    assert energy.said == "Energy: 4.1 measured, ambition 7"


def test_a_theme_that_reached_its_ambition_has_no_gap():
    [housing] = draw_themes([ThemeBar("Housing", 7.8, 7)], 10).bars
    assert housing.gap == ""


def test_a_theme_without_measurement_says_so():
    [space] = draw_themes([ThemeBar("Space", None, 7)], 10).bars
    assert (space.measured, space.gap, space.said) == ("", "", "Space: not measured yet")
    html = render("{% theme_bars bars 10 %}", bars=[ThemeBar("Space", None, 7, "nobody counted")])
    assert "not measured" in html
    assert "nobody counted" in html


def test_the_theme_axis_has_five_steps():
    assert draw_themes([], 20).axis == [
        ("0%", "0"), ("20%", "4"), ("40%", "8"), ("60%", "12"), ("80%", "16"), ("100%", "20"),
    ]  # fmt: skip


def test_a_series_runs_from_first_to_last_day_and_higher_is_higher():
    points = [(date(2026, 1, 1), 4.0), (date(2024, 1, 1), 2.0), (date(2025, 1, 1), 3.0)]
    drawn = draw_series(points, label="Jobs", target=5, unit="%", height=120, direction="up")
    assert drawn
    assert [point.x for point in drawn.points] == ["0%", "50.068%", "100%"]
    assert drawn.points[0].y > drawn.points[1].y > drawn.points[2].y
    assert drawn.target_y is not None
    assert drawn.target_y < drawn.points[2].y
    assert drawn.said == "Jobs: 2024 2 %, 2025 3 %, 2026 4 %; target 5 %, higher is better"


@pytest.mark.parametrize("values", [(20.0, 24.0), (24.0, 20.0), (38.0, 39.0), (40.0, 40.0), (0.0, 0.0)])
def test_nothing_of_the_line_lies_behind_the_words_above_it(values):
    points = [(date(2025 + order, 1, 1), value) for order, value in enumerate(values)]
    drawn = draw_series(points, label="Places", target=values[0], unit="places", height=84, direction="up")
    assert drawn
    assert drawn.target_y is not None
    assert min([drawn.target_y, *(point.y for point in drawn.points)]) >= 22
    assert (drawn.target, drawn.last) == (f"target {values[0]:g}", f"{values[1]:g} places")


def test_a_series_of_one_measurement_is_one_point_in_the_middle():
    drawn = draw_series(
        [(date(2026, 5, 1), 4.0)], label="Jobs", target=None, unit="", height=120, direction="up"
    )
    assert drawn
    assert [(point.x, point.is_last) for point in drawn.points] == [("50%", True)]
    assert drawn.said == "Jobs: may 2026 4"


def test_a_series_without_measurements_draws_nothing():
    assert render('{% series points "Jobs" %}', points=[]).strip() == ""


def test_a_matrix_gets_darker_with_the_count_and_adds_up():
    columns = [Heading("Energy"), Heading("Mobility")]
    rows = [
        MatrixRow("De Waard", cells=[Cell(0), Cell(1)]),
        MatrixRow("Roomburg", cells=[Cell(4), Cell(8)]),
    ]
    shaded = shade_matrix(columns, rows)
    assert [[cell.shade for cell in row.cells] for row in shaded.rows] == [["", "s1"], ["s4", "s5"]]
    assert [row.total for row in shaded.rows] == [1, 12]
    assert shaded.totals == [4, 9]


def test_one_towering_count_does_not_make_the_others_pale():
    cells = [Cell(count) for count in (2, 3, 4, 5, 6, 7, 8, 9, 10, 90)]
    shaded = shade_matrix([Heading("")] * 10, [MatrixRow("Leiden", cells=cells)])
    assert [cell.shade for cell in shaded.rows[0].cells][-3:] == ["s5", "s5", "s5"]
    assert shaded.rows[0].cells[3].shade == "s3"


def test_a_matrix_of_small_counts_stays_light():
    shaded = shade_matrix([Heading("Energy")], [MatrixRow("De Waard", cells=[Cell(1)])])
    assert shaded.rows[0].cells[0].shade == "s1"


def test_a_matrix_is_a_table_whose_counts_lead_on():
    html = render(
        '{% matrix "Projects" columns rows %}',
        columns=[Heading("Energy")],
        rows=[MatrixRow("De Waard", "/area/", [Cell(3, "/list/", "3 projects: energy, De Waard")])],
    )
    assert '<a href="/list/" aria-label="3 projects: energy, De Waard">3</a>' in html
    assert '<th scope="row"><a href="/area/">De Waard</a></th>' in html
    assert '<th scope="col">Energy</th>' in html
