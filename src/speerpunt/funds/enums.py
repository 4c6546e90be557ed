"""Choices of this app, and what each kind of entry does to the sums."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Ten thousand million euros: more is a slip of the finger.
MOST_CENTS = 1_000_000_000_000


class EntryKind(models.TextChoices):
    """What a line of the ledger is."""

    YIELD = "yield", _("yield")
    SAVING = "saving", _("saved from before")
    SWAP_IN = "swap_in", _("received in a swap")
    SWAP_OUT = "swap_out", _("given in a swap")
    GRANT = "grant", pgettext_lazy("entry", "granted")
    RELEASE = "release", _("fell free")
    SPENDING = "spending", pgettext_lazy("entry", "paid")
    CARRY = "carry", _("saved for the next year")


# What an entry adds to what can still be granted, and to what is granted and not yet paid.
ROOM: dict[str, int] = {
    EntryKind.YIELD: 1,
    EntryKind.SAVING: 1,
    EntryKind.SWAP_IN: 1,
    EntryKind.SWAP_OUT: -1,
    EntryKind.GRANT: -1,
    EntryKind.RELEASE: 1,
    EntryKind.CARRY: -1,
}
COMMITMENT: dict[str, int] = {EntryKind.GRANT: 1, EntryKind.RELEASE: -1, EntryKind.SPENDING: -1}
OF_REQUEST = tuple(COMMITMENT)
OF_SWAP = (EntryKind.SWAP_IN, EntryKind.SWAP_OUT)
# A mistake in these is put right by an entry that refers to them; the others have an opposite of their own.
CORRECTED = (EntryKind.YIELD, EntryKind.SPENDING)


class RequestState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("request for money", "draft")
    ASKED = "asked", pgettext_lazy("request for money", "asked")
    APPROVED = "approved", pgettext_lazy("request for money", "granted")
    REFUSED = "refused", pgettext_lazy("request for money", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("request for money", "withdrawn")
    ACCOUNTED = "accounted", pgettext_lazy("request for money", "accounted for")
    CLOSED = "closed", pgettext_lazy("request for money", "closed")


WAITING = (RequestState.DRAFT, RequestState.ASKED)
GRANTED = (RequestState.APPROVED, RequestState.ACCOUNTED)
# What goes along into the next year.
UNSETTLED = (*WAITING, *GRANTED)


class SwapState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("swap", "proposed")
    BOOKED = "booked", pgettext_lazy("swap", "booked")
    REFUSED = "refused", pgettext_lazy("swap", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")


class GrantKind(models.TextChoices):
    GRANT = "grant", pgettext_lazy("outside fund", "grant")
    VOUCHER = "voucher", _("voucher")


class GrantState(models.TextChoices):
    CONSIDERED = "considered", pgettext_lazy("outside grant", "looked into")
    ASKED = "asked", pgettext_lazy("outside grant", "applied for")
    AWARDED = "awarded", pgettext_lazy("outside grant", "awarded")
    REFUSED = "refused", pgettext_lazy("outside grant", "refused")
    SETTLED = "settled", pgettext_lazy("outside grant", "settled")


GRANT_ENDED = (GrantState.REFUSED, GrantState.SETTLED)


class DutyKind(models.TextChoices):
    APPLICATION = "application", _("application")
    REPORT = "report", _("interim report")
    ACCOUNT = "account", _("final account")
    OTHER = "other", pgettext_lazy("duty", "something else")
