from ..row import EVERYONE, INVITED, Row, rows

PORTAL: dict[str, Row] = {
    **rows(EVERYONE, ("portal:city", "portal:news", "portal:search", "portal:search_suggestions")),
    **rows(INVITED, ("portal:today", "portal:told", "portal:agenda", "portal:agenda_withdraw")),
}
