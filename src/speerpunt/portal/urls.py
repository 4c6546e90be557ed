from django.urls import path

from .views import city, today

app_name = "portal"

urlpatterns = [
    path("", city.city, name="city"),
    path("vandaag/", today.today, name="today"),
]
