from ..row import EVERYONE, INVITED, Row, rows

PORTAL: dict[str, Row] = {
    **rows(EVERYONE, ("portal:city", "portal:news")),
    **rows(INVITED, ("portal:today", "portal:told", "portal:agenda", "portal:agenda_withdraw")),
}
