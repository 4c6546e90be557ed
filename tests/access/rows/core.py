from ..row import INSIDE, OFFICE, Row, pk

CORE: dict[str, Row] = {
    "core:jobs": Row(INSIDE),
    "core:job": Row(OFFICE, pk("job")),
    "core:job_retry": Row(OFFICE, pk("job")),
}
