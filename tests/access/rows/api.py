from ..row import EVERYONE, INVITED, OFFICE, Row, pk, rows

API: dict[str, Row] = {
    **rows(EVERYONE, ("api:reference",)),
    **rows(INVITED, ("api:tokens", "api:token_add")),
    # One of the office, of which nobody else learns.
    **rows(OFFICE, ("api:token", "api:token_revoke"), pk("access_token")),
}
