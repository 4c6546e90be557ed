from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .models import Collective


def home(request: HttpRequest) -> HttpResponse:
    """With one collective its own front page, otherwise the choice."""
    collectives = list(Collective.objects.all())
    if len(collectives) == 1:
        return redirect(f"/{collectives[0].slug}/")
    return render(request, "core/home.html", {"collectives": collectives})


def healthy(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: answers only when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
