from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WorkKind(models.TextChoices):
    """What is going on there."""

    STREET = "street", _("street")
    BRIDGE = "bridge", _("bridge")
    QUAY = "quay", _("quay or waterway")
    CABLES = "cables", _("cables and pipes")
    SEWER = "sewer", _("sewer")
    BUILDING = "building", _("building site")
    EVENT = "event", _("event")
    POLICY = "policy", _("policy measure")
    OTHER = "other", _("other work")


class WorkStatus(models.TextChoices):
    IDEA = "idea", pgettext_lazy("work", "idea")
    PLANNED = "planned", pgettext_lazy("work", "planned")
    FIXED = "fixed", pgettext_lazy("work", "fixed")
    RUNNING = "running", pgettext_lazy("work", "going on")
    DONE = "done", pgettext_lazy("work", "done")
    CANCELLED = "cancelled", pgettext_lazy("work", "cancelled")


class Hindrance(models.TextChoices):
    """How much a source says that traffic is hindered."""

    UNKNOWN = "", _("not known")
    NONE = "none", _("no hindrance")
    LITTLE = "little", _("little hindrance")
    AVERAGE = "average", _("moderate hindrance")
    BIG = "big", _("big hindrance")
    HUGE = "huge", _("very big hindrance")


class TellFrequency(models.TextChoices):
    """How often who follows works is told."""

    WEEKLY = "weekly", _("once a week, on Monday")
    AT_ONCE = "at_once", _("as soon as something changes")


class MeasureKind(models.TextChoices):
    """What happens to a stretch of road."""

    CLOSED = "closed", pgettext_lazy("road", "closed")
    NARROWED = "narrowed", pgettext_lazy("road", "narrowed")
    ONE_WAY = "one_way", pgettext_lazy("road", "one way")
    SPEED = "speed", _("lower speed")
    NONE = "none", _("no measure")


class Mode(models.TextChoices):
    """Kinds of vehicle, as the engine names them; who walks and who sails besides."""

    CAR = "car", _("car")
    VAN = "van", _("van")
    LORRY = "lorry", _("lorry")
    BUS = "bus", _("bus")
    BICYCLE = "bicycle", _("bicycle")
    EMERGENCY = "emergency", _("emergency vehicle")
    FOOT = "foot", _("on foot")
    BOAT = "boat", _("boat")


class Direction(models.TextChoices):
    """Beside the line as it is drawn. Of a road that becomes one way: the direction that stays open."""

    BOTH = "both", _("in both directions")
    ALONG = "along", _("in one direction, as the line is drawn")
    AGAINST = "against", _("in one direction, against the line")


class SourceKind(models.TextChoices):
    MELVIN = "melvin", _("Melvin (GeoJSON)")
    DATEX = "datex", _("DATEX II v3")
    TABLE = "table", _("Table (CSV, XLSX)")


class ReadingState(models.TextChoices):
    """How far works from a source are on their way in."""

    LOOKING = "looking", _("being read")
    REFUSED = "refused", _("refused")
    REVIEW = "review", _("to be looked at")
    TAKING = "taking", pgettext_lazy("reading", "being taken over")
    TAKEN = "taken", pgettext_lazy("reading", "taken over")
    DISCARDED = "discarded", _("put aside")


class Oddity(models.TextChoices):
    """What is unusual about something in a source. It is told, and kept from doing harm."""

    NO_GEOMETRY = "no_geometry", _("has no place on the map")
    NO_RECORD_ID = "no_record_id", _("has no number of its own; the number of the situation is used")
    ELSEWHERE = "elsewhere", _("lies outside the city")
    FAR_START = "far_start", _("starts on a day that stands for “not known”")
    FAR_END = "far_end", _("ends on a day that stands for “not known”")
    SEVERAL_PERIODS = "several_periods", _("is done in several periods")
    UNCONFIRMED = "unconfirmed", _("nobody confirmed that it began or ended")
    NO_PERIOD = "no_period", _("has no period")
    ENDS_BEFORE_START = "ends_before_start", _("ends before it starts")
    UNKNOWN_WORD = "unknown_word", _("uses a word that we do not know")
    ORPHAN = "orphan", _("belongs to no situation in the file")
    DOUBLE = "double", _("is there twice")
    TEST = "test", _("is a test of the source and is left out")
    WITHDRAWN = "withdrawn", _("is withdrawn at the source and is left out")
    NOTHING_IN_IT = "nothing_in_it", _("says nothing and is left out")
    LOCATION_BY_CODE = "location_by_code", _("has a place by code only, which cannot be drawn")
    OTHER_COORDINATES = "other_coordinates", _("has coordinates that cannot be read")
    UNDATED_MEASURE = "undated_measure", _("has a measure without dates; those of the work hold")


class SnapState(models.TextChoices):
    """Whether somebody looked at which links of the network a line means. Confirmed without links: it lies on none."""

    SURE = "sure", _("sure")
    DOUBTFUL = "doubtful", _("to be looked at")
    CONFIRMED = "confirmed", pgettext_lazy("snapping", "confirmed")
    NOWHERE = "nowhere", _("not on the network")


class SnapDoubt(models.TextChoices):
    """Why it is not sure which links a line means."""

    GAP = "gap", _("a part lies along no road that we know")
    FAR = "far", _("the road lies some way off")
    ASKEW = "askew", _("the road runs in another direction")
    PARTLY = "partly", _("it covers a small part of the road")
    SEVERAL = "several", _("several roads lie there")


class ClashKind(models.TextChoices):
    """In what two things meet."""

    PLACE = "place", _("in place")
    AREA = "area", _("in area")
    THEME = "theme", _("in theme")


class ClashState(models.TextChoices):
    OPEN = "open", pgettext_lazy("clash", "open")
    TALKED = "talked", _("talked about")
    SOLVED = "solved", _("solved")
    ACCEPTED = "accepted", _("accepted")
    GONE = "gone", _("no longer there")


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan of works", "draft")
    SHARED = "shared", pgettext_lazy("plan of works", "shared")
    AGREED = "agreed", pgettext_lazy("plan of works", "agreed")
    REPLACED = "replaced", pgettext_lazy("plan of works", "replaced")


class RuleKind(models.TextChoices):
    """What a plan of works obeys."""

    NEVER_TOGETHER = "never_together", _("never at the same time")
    PRECEDENCE = "precedence", _("one before the other")
    AT_MOST = "at_most", _("so many at once")
    BLACKOUT = "blackout", _("not in these weeks")


class RunState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("search", "going on")
    DONE = "done", pgettext_lazy("search", "done")
    STOPPED = "stopped", pgettext_lazy("search", "stopped")
    FAILED = "failed", pgettext_lazy("search", "failed")


class GameState(models.TextChoices):
    LOBBY = "lobby", pgettext_lazy("game", "players come in")
    PLAYING = "playing", pgettext_lazy("game", "a round is going on")
    CLOSED = "closed", pgettext_lazy("game", "the round is over")
    REVEALED = "revealed", pgettext_lazy("game", "the plans are shown")
    AGREED = "agreed", pgettext_lazy("game", "there is a joint plan")


class MoveOutcome(models.TextChoices):
    """What became of a move that a phone sent."""

    LAID = "laid", _("laid")
    OLDER = "older", _("somebody laid it elsewhere later")
    LATE = "late", _("made after the round")
    REFUSED = "refused", _("it does not fit there")


class Rung(models.TextChoices):
    """How far others take part in a decision, from below."""

    INFORM = "inform", _("inform")
    CONSULT = "consult", _("consult")
    ADVISE = "advise", _("advise")
    COPRODUCE = "coproduce", _("coproduce")
    DECIDE = "decide", _("decide together")

    @property
    def height(self) -> int:
        return list(Rung).index(self) + 1


class InviteReason(models.TextChoices):
    """Why somebody stands on an invitation list; in this order."""

    ASSOCIATION = "association", _("speaks for a touched area")
    UMBRELLA = "umbrella", _("umbrella of a touched area")
    BODY = "body", _("leads a body that has the dossier")
    PARTNER = "partner", _("partner in the dossier")
    ADDED = "added", _("added by hand")
