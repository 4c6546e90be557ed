from django.urls import path

from . import views

app_name = "core"

installation_urls = [
    path("", views.home, name="home"),
    path("gezond/", views.healthy, name="healthy"),
]

urlpatterns: list[object] = []
