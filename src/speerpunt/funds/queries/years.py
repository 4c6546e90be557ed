"""Which years there are, and the one that a page shows."""

from django.db.models import Max
from django.utils import timezone

from ..models import FundYear


def years() -> list[FundYear]:
    """The last one first."""
    return list(FundYear.objects.order_by("-year"))


def year_at_hand() -> FundYear | None:
    """This year; else the last one that there is."""
    today = timezone.localdate().year
    rows = FundYear.objects.order_by("-year")
    return rows.filter(year__lte=today).first() or rows.last()


def next_year_number() -> int:
    last: int | None = FundYear.objects.aggregate(last=Max("year"))["last"]
    return last + 1 if last else timezone.localdate().year


def is_first(year: FundYear) -> bool:
    """Savings from before the books began are typed in here."""
    return not FundYear.objects.filter(year__lt=year.year).exists()


def open_years() -> list[FundYear]:
    return list(FundYear.objects.filter(closed_at__isnull=True).order_by("year"))
