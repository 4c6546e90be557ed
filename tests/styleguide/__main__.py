"""`python -m tests.styleguide 8711` serves the style guide; what it writes stays in SPEERPUNT_VAR."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
settings.ROOT_URLCONF = "tests.styleguide.urls"
django.setup()
call_command("migrate", verbosity=0)
call_command("runserver", sys.argv[1] if len(sys.argv) > 1 else "8711", "--noreload", "--insecure")
