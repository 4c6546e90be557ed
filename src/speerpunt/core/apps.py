from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "speerpunt.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from .guards import install_guards_after_migrate

        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="speerpunt.cache")
        post_migrate.connect(install_guards_after_migrate, dispatch_uid="speerpunt.guards")


def make_cache_table(using: str, **_kwargs: Any) -> None:
    call_command("createcachetable", database=using, verbosity=0)
