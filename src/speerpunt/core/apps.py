from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate, pre_migrate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "speerpunt.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from .databases.statistics import refresh_statistics
        from .guards import install_guards_after_migrate, remove_guards_before_migrate
        from .health.work import BEAT, BEAT_EVERY
        from .queries.once import forget_kept
        from .registry import NavigationItem, Recurring, add_account_link, add_recurring, listen
        from .search.store import install_search_after_migrate
        from .services.follows import let_go_of_deleted
        from .services.history import RECORDED
        from .services.jobs import forget_old_jobs
        from .services.search_index import (
            REINDEX_ALL,
            forget_misnumbered,
            has_marks,
            index_marked,
            mark_for_search,
            reindex_all,
        )

        pre_migrate.connect(remove_guards_before_migrate, sender=self, dispatch_uid="speerpunt.guards")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="speerpunt.cache")
        post_migrate.connect(install_guards_after_migrate, sender=self, dispatch_uid="speerpunt.guards")
        post_migrate.connect(install_search_after_migrate, sender=self, dispatch_uid="speerpunt.search")
        post_migrate.connect(forget_kept, sender=self, dispatch_uid="speerpunt.kept")
        post_migrate.connect(forget_misnumbered, sender=self, dispatch_uid="speerpunt.search.numbers")
        add_account_link(NavigationItem(90, _("Behind the scenes"), "core:jobs", "history", _may_list_jobs))
        add_recurring(Recurring(BEAT, BEAT_EVERY, lambda: None))
        add_recurring(Recurring("core.forget_old_jobs", timedelta(days=1), forget_old_jobs))
        add_recurring(Recurring("core.clear_sessions", timedelta(days=1), clear_sessions))
        add_recurring(Recurring("core.refresh_statistics", timedelta(days=1), refresh_statistics))
        add_recurring(Recurring("core.index_marked", timedelta(seconds=1), index_marked, has_marks))
        add_recurring(Recurring(REINDEX_ALL, timedelta(days=1), reindex_all))
        listen(RECORDED, let_go_of_deleted)
        listen(RECORDED, mark_for_search)


def _may_list_jobs(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("core.list_jobs"))


def clear_sessions() -> None:
    call_command("clearsessions")


def make_cache_table(using: str, **_kwargs: Any) -> None:
    call_command("createcachetable", database=using, verbosity=0)
