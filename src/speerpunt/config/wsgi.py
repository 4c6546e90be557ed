import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")

# What is loaded here stays until the end. Looking through it for waste would take a fifth of a second of some visitor,
# again and again, and takes a sixth of the start.
gc.disable()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - read with the first visitor otherwise
gc.freeze()
gc.enable()
