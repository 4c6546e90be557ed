from typing import Any

from ..row import EVERYONE, INSIDE, OFFICE, Row, pk, rows
from ..world import World

FOLDER_FORMS = (
    "documents:folder_add_below",
    "documents:upload",
    "documents:folder_change",
    "documents:folder_move",
    "documents:folder_trash",
    "documents:folder_trash_bin",
    "documents:import_add",
)
DOCUMENT_FORMS = (
    "documents:version_add",
    "documents:document_change",
    "documents:document_move",
    "documents:document_trash",
)


def version(world: World, **more: Any) -> dict[str, Any]:
    return {"pk": world.objects["document"].pk, "number": 1, **more}


DOCUMENTS: dict[str, Row] = {
    "documents:documents": Row(EVERYONE),
    **rows(OFFICE, ("documents:trash", "documents:folder_add")),
    # What hangs on a project of the members, as far as nobody narrowed it.
    "documents:papers_at": Row(
        INSIDE, pk("project"), changers=OFFICE, fixed=(("app", "priorities"), ("model", "project"))
    ),
    "documents:folder": Row(INSIDE, pk("folder")),
    "documents:bulk": Row(INSIDE, pk("folder")),
    "documents:folder_archive": Row(INSIDE, pk("folder")),
    **rows(OFFICE, FOLDER_FORMS, pk("folder")),
    "documents:folder_restore": Row(OFFICE, pk("trashed_folder")),
    **rows(INSIDE, ("documents:document", "documents:download"), pk("document")),
    "documents:version_download": Row(INSIDE, version),
    "documents:version_page": Row(INSIDE, lambda world: version(world, page=1)),
    "documents:version_restore": Row(OFFICE, version),
    **rows(OFFICE, DOCUMENT_FORMS, pk("document")),
    "documents:document_restore": Row(OFFICE, pk("trashed_document")),
    "documents:document_remove": Row(OFFICE, pk("trashed_document")),
    **rows(
        OFFICE,
        ("documents:import", "documents:import_take_over", "documents:import_drop"),
        pk("folder_import"),
    ),
}
