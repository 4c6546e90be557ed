from ..row import INSIDE, INVITED, OFFICE, Row, pk, rows

CORE: dict[str, Row] = {
    **rows(
        INVITED,
        ("core:follow", "core:unfollow"),
        lambda world: {"app": "places", "kind": "area", "pk": world.objects["area"].pk},
    ),
    "core:jobs": Row(INSIDE),
    "core:job": Row(OFFICE, pk("job")),
    "core:job_retry": Row(OFFICE, pk("job")),
}
