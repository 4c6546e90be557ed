from ..row import Row

DOCUMENTS: dict[str, Row] = {}
