from django.urls import URLPattern, path

from .views import follows, imports, jobs, site

app_name = "core"

installation_urls = [
    path("", site.home, name="home"),
    path("gezond/", site.healthy, name="healthy"),
    path("healthz", site.healthz, name="healthz"),
    path("metrics", site.metrics, name="metrics"),
]

urlpatterns = [
    path("volgen/<str:app>/<str:kind>/<int:pk>/", follows.follow, name="follow"),
    path("volgen/<str:app>/<str:kind>/<int:pk>/niet-meer/", follows.unfollow, name="unfollow"),
    path("achtergrond/", jobs.jobs, name="jobs"),
    path("achtergrond/<int:pk>/", jobs.job, name="job"),
    path("achtergrond/<int:pk>/opnieuw/", jobs.job_retry, name="job_retry"),
]


def import_urls(word: str, name: str, kind: str) -> list[URLPattern]:
    """The steps by which one kind of table comes in, below `word`; an app puts them among its own addresses."""
    named = {"kind": kind}
    return [
        path(f"{word}/", imports.upload, named, name=name),
        path(f"{word}/<int:pk>/kolommen/", imports.columns, named, name=f"{name}_columns"),
        path(f"{word}/<int:pk>/voorbeeld/", imports.preview, named, name=f"{name}_preview"),
        path(f"{word}/<int:pk>/weg/", imports.discard, named, name=f"{name}_discard"),
    ]
