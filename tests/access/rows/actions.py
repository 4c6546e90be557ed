from ..row import Row

ACTIONS: dict[str, Row] = {}
