from django.urls import path

from .views import archives, bulk, documents, folders, imports, trash

app_name = "documents"

urlpatterns = [
    path("documenten/", folders.documents, name="documents"),
    path("documenten/prullenbak/", trash.trash, name="trash"),
    path("documenten/bij/<slug:app>/<slug:model>/<int:pk>/", folders.papers_at, name="papers_at"),
    path("documenten/map/nieuw/", folders.folder_add, name="folder_add"),
    path("documenten/map/<int:pk>/", folders.folder, name="folder"),
    path("documenten/map/<int:pk>/nieuw/", folders.folder_add_below, name="folder_add_below"),
    path("documenten/map/<int:pk>/toevoegen/", folders.upload, name="upload"),
    path("documenten/map/<int:pk>/wijzigen/", folders.folder_change, name="folder_change"),
    path("documenten/map/<int:pk>/verplaatsen/", folders.folder_move, name="folder_move"),
    path("documenten/map/<int:pk>/weggooien/", folders.folder_trash, name="folder_trash"),
    path("documenten/map/<int:pk>/prullenbak/", trash.folder_trash_bin, name="folder_trash_bin"),
    path("documenten/map/<int:pk>/terugzetten/", trash.folder_restore, name="folder_restore"),
    path("documenten/map/<int:pk>/bewerken/", bulk.bulk, name="bulk"),
    path("documenten/map/<int:pk>/zip/", archives.folder_archive, name="folder_archive"),
    path("documenten/map/<int:pk>/invoer/", imports.import_add, name="import_add"),
    path("documenten/invoer/<int:pk>/", imports.folder_import, name="import"),
    path("documenten/invoer/<int:pk>/overnemen/", imports.import_take_over, name="import_take_over"),
    path("documenten/invoer/<int:pk>/laten/", imports.import_drop, name="import_drop"),
    path("documenten/<int:pk>/", documents.document, name="document"),
    path("documenten/<int:pk>/bestand/", documents.download, name="download"),
    path("documenten/<int:pk>/versie/", documents.version_add, name="version_add"),
    path(
        "documenten/<int:pk>/versie/<int:number>/bestand/",
        documents.version_download,
        name="version_download",
    ),
    path(
        "documenten/<int:pk>/versie/<int:number>/blad/<int:page>/",
        documents.version_page,
        name="version_page",
    ),
    path(
        "documenten/<int:pk>/versie/<int:number>/terugzetten/",
        documents.version_restore,
        name="version_restore",
    ),
    path("documenten/<int:pk>/wijzigen/", documents.document_change, name="document_change"),
    path("documenten/<int:pk>/verplaatsen/", documents.document_move, name="document_move"),
    path("documenten/<int:pk>/weggooien/", documents.document_trash, name="document_trash"),
    path("documenten/<int:pk>/terugzetten/", trash.document_restore, name="document_restore"),
    path("documenten/<int:pk>/wissen/", trash.document_remove, name="document_remove"),
]
