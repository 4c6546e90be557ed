"""The same addresses, refused in one word: for walks that judge by the number of an answer, since drawing a whole page
for each of thousands of refusals takes longer than deciding them. What those pages say is judged in `test_every_page.py`.
"""

from django.http import HttpRequest, HttpResponse

from speerpunt.config.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

URLS = __name__


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("403", status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("404", status=404)
