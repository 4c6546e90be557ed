from datetime import date

from ..row import BOARDS, INSIDE, NOBODY, OFFICE, Row, import_rows, pk, rows
from ..world import World

CSV = (("kind", "csv"),)
THIS_YEAR = ("year", date.today().year)  # noqa: DTZ011 - the year that is open
BOARD = frozenset({"office", "board"})
# None of the visitors speaks for the area or lies in it; what those see, tests/funds/test_visible.py says.
SEES_ALL = BOARD
# Who may speak for something, whatever that is: of these visitors an office and a board of an umbrella.
SPEAKERS = frozenset({"office", "umbrella_board"})


def comment_of(world: World) -> dict[str, object]:
    return {"pk": world.objects["money_asked"].pk, "comment": world.objects["money_comment"].pk}


FUNDS: dict[str, Row] = {
    "funds:money": Row(INSIDE),
    "funds:year": Row(INSIDE, fixed=(THIS_YEAR,)),
    "funds:year_export": Row(INSIDE, fixed=(THIS_YEAR, *CSV)),
    "funds:year_add": Row(OFFICE),
    "funds:year_setup": Row(OFFICE, fixed=(THIS_YEAR,)),
    "funds:year_close": Row(OFFICE, fixed=(THIS_YEAR,)),
    "funds:yield_export": Row(OFFICE, fixed=(THIS_YEAR, *CSV)),
    **import_rows("funds:yield_import", "yield_draft"),
    "funds:account_add": Row(OFFICE),
    "funds:account_change": Row(OFFICE, pk("drawing_account")),
    "funds:statement": Row(SEES_ALL, pk("drawing_account")),
    "funds:statement_export": Row(SEES_ALL, pk("drawing_account"), fixed=CSV),
    "funds:entry_correct": Row(OFFICE, pk("ledger_entry")),
    "funds:requests": Row(INSIDE),
    "funds:request_export": Row(INSIDE, fixed=CSV),
    "funds:request_add": Row(SPEAKERS),
    "funds:request": Row(SEES_ALL, pk("money_asked")),
    **rows(
        OFFICE,
        (
            "funds:request_change",
            "funds:request_ask",
            "funds:request_withdraw",
            "funds:request_pay",
            "funds:request_release",
            "funds:request_account",
            "funds:request_settle",
        ),
        pk("money_asked"),
    ),
    "funds:request_decide": Row(BOARD, pk("money_asked")),
    "funds:comment_add": Row(SEES_ALL, pk("money_asked")),
    # One's own; the office that of anybody.
    "funds:comment_remove": Row(SEES_ALL, comment_of, changers=OFFICE),
    "funds:swaps": Row(BOARDS),
    "funds:swap_add": Row(SPEAKERS),
    "funds:swap": Row(SEES_ALL, pk("swap")),
    # Only who speaks for one of the two, which of these visitors nobody does.
    "funds:swap_consent": Row(SEES_ALL, pk("swap"), changers=NOBODY),
    "funds:swap_refuse": Row(NOBODY, pk("swap")),
    "funds:swap_withdraw": Row(OFFICE, pk("swap")),
    "funds:grants": Row(INSIDE),
    "funds:grant_export": Row(INSIDE, fixed=CSV),
    "funds:grant_add": Row(OFFICE),
    "funds:grant": Row(BOARDS, pk("grant")),
    **rows(OFFICE, ("funds:grant_change", "funds:instalment_add", "funds:duty_add"), pk("grant")),
    **rows(OFFICE, ("funds:instalment_change", "funds:instalment_remove"), pk("instalment")),
    **rows(OFFICE, ("funds:duty_change", "funds:duty_remove"), pk("grant_duty")),
}
