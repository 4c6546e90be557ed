from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "speerpunt.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            EVERY_SUBJECT,
            JobKind,
            NavigationItem,
            Panel,
            Recurring,
            SearchSource,
            StoredFiles,
            add_job_kind,
            add_navigation,
            add_panel,
            add_recurring,
            add_search_source,
            add_stored_files,
            listen,
        )
        from speerpunt.core.services.history import RECORDED

        from .models import Document
        from .queries import documents_visible_to
        from .queries.search import texts_of_documents
        from .services.files import known_files
        from .services.folders import keep_papers_of_deleted
        from .services.imports import IMPORT_JOB, LOOK_JOB
        from .services.reading import READ_JOB, read_what_was_missed
        from .services.removal import clean_up
        from .services.storage import ALIAS

        add_navigation(NavigationItem(50, _("Documents"), "documents:documents", "document", _is_signed_in))
        add_panel(Panel(EVERY_SUBJECT, 50, "documents/panels/subject.html", _papers_on))
        add_search_source(
            SearchSource(Document, 50, _("Documents"), documents_visible_to, texts_of_documents)
        )
        tasks = "speerpunt.documents.tasks"
        add_job_kind(JobKind(READ_JOB, _("Read documents"), f"{tasks}.read_files"))
        add_job_kind(JobKind(LOOK_JOB, _("Look into a zip"), f"{tasks}.look_at_tree"))
        add_job_kind(JobKind(IMPORT_JOB, _("Bring files in"), f"{tasks}.import_tree"))
        add_recurring(Recurring("documents.clean_up", timedelta(days=1), clean_up))
        add_recurring(Recurring("documents.read_missed", timedelta(hours=1), read_what_was_missed))
        add_stored_files(StoredFiles(ALIAS, known_files))
        listen(RECORDED, keep_papers_of_deleted)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)


def _papers_on(request: HttpRequest, target: Any) -> dict[str, Any] | None:
    from .queries.panels import papers_on

    return papers_on(request.user, target)
