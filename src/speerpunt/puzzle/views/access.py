"""What the address names, as far as the visitor may see it; 404 otherwise."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Clash, Work, WorkSource, WorksReading
from ..queries import readings_visible_to, sources_visible_to, works_visible_to
from ..queries.clashes import clashes_visible_to, with_both_sides


def work(request: HttpRequest, pk: int) -> Work:
    return get_object_or_404(works_visible_to(request.user).select_related("source"), pk=pk)


def source(request: HttpRequest, pk: int) -> WorkSource:
    return get_object_or_404(sources_visible_to(request.user), pk=pk)


def reading(request: HttpRequest, pk: int) -> WorksReading:
    return get_object_or_404(readings_visible_to(request.user).select_related("source"), pk=pk)


def clash(request: HttpRequest, pk: int) -> Clash:
    return get_object_or_404(with_both_sides(clashes_visible_to(request.user), request.user), pk=pk)
