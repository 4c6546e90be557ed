from django.urls import path

from .views import follows, jobs, site

app_name = "core"

installation_urls = [
    path("", site.home, name="home"),
    path("gezond/", site.healthy, name="healthy"),
]

urlpatterns = [
    path("volgen/<str:app>/<str:kind>/<int:pk>/", follows.follow, name="follow"),
    path("volgen/<str:app>/<str:kind>/<int:pk>/niet-meer/", follows.unfollow, name="unfollow"),
    path("achtergrond/", jobs.jobs, name="jobs"),
    path("achtergrond/<int:pk>/", jobs.job, name="job"),
    path("achtergrond/<int:pk>/opnieuw/", jobs.job_retry, name="job_retry"),
]
