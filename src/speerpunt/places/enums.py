from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AreaKind(models.TextChoices):
    CITY = "city", pgettext_lazy("kind of area", "City")
    BUSINESS_PARK = "business_park", _("Business park")
    NEIGHBOURHOOD_CENTRE = "neighbourhood_centre", _("Neighbourhood centre")
    CITY_CENTRE = "city_centre", _("City centre")
    STATION_AREA = "station_area", _("Station area")
    SCIENCE_PARK = "science_park", _("Science park")
    OTHER = "other", _("Other area")


class AmbitionKind(models.TextChoices):
    AMBITION = "ambition", _("Ambition")
    DESIRED_IMAGE = "desired_image", _("Desired image")


class Direction(models.TextChoices):
    """Which way an indicator should go."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    KEEP = "keep", _("close to the target is better")


class NumberKind(models.TextChoices):
    """What a number in a table is."""

    MEASUREMENT = "measurement", _("measurement")
    TARGET = "target", _("target")
