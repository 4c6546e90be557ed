"""`python -m tests.styleguide 8711` serves the style guide; what it writes stays in SPEERPUNT_VAR."""

import os
import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
settings.ROOT_URLCONF = "tests.styleguide.urls"
django.setup()
# Tables from the models, which takes seconds instead of a minute.
settings.MIGRATION_MODULES = {each.label: None for each in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("runserver", sys.argv[1] if len(sys.argv) > 1 else "8711", "--noreload", "--insecure")
