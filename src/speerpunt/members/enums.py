from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    COLLECTIVE = "collective", _("The collective itself")
    UMBRELLA = "umbrella", _("Umbrella organisation")
    ASSOCIATION = "association", _("Business association")
    ENTERPRISE = "enterprise", _("Enterprise")
    SCHOOL = "school", _("School or institute")
    CLUB = "club", _("Sports club")
    HOTEL = "hotel", _("Hotel")
    PARTNER = "partner", _("Partner")
    GOVERNMENT = "government", _("Government")


class SbiVersion(models.TextChoices):
    """The edition of the standard industrial classification that a code is taken from."""

    SBI_2008 = "2008", "SBI 2008"
    SBI_2025 = "2025", "SBI 2025"


class Branch(models.TextChoices):
    """Main branch of an enterprise, after the sections of the standard classification."""

    INDUSTRY = "industry", _("Industry and crafts")
    CONSTRUCTION = "construction", _("Construction")
    AUTOMOTIVE = "automotive", _("Cars and garages")
    WHOLESALE = "wholesale", _("Wholesale")
    RETAIL = "retail", _("Retail")
    TRANSPORT = "transport", _("Transport and storage")
    HOSPITALITY = "hospitality", _("Hotels, restaurants and bars")
    IT_MEDIA = "it_media", _("IT and media")
    FINANCE = "finance", _("Finance")
    REAL_ESTATE = "real_estate", _("Real estate")
    PROFESSIONAL = "professional", _("Professional services")
    SCIENCE = "science", _("Research and life sciences")
    SUPPORT = "support", _("Facility and rental services")
    EDUCATION = "education", _("Education")
    HEALTH = "health", _("Health and care")
    CULTURE_SPORT = "culture_sport", _("Culture, sport and leisure")
    OTHER = "other", _("Other services")


class SizeClass(models.TextChoices):
    """Jobs at this branch."""

    ONE = "1", _("1 job")
    UP_TO_9 = "2-9", _("2 to 9 jobs")
    UP_TO_49 = "10-49", _("10 to 49 jobs")
    UP_TO_249 = "50-249", _("50 to 249 jobs")
    FROM_250 = "250+", _("250 jobs or more")

    @classmethod
    def of_jobs(cls, jobs: int | None) -> str:
        """The class that a number of jobs falls in; nothing where there are none."""
        if not jobs:
            return ""
        limits = ((1, cls.ONE), (9, cls.UP_TO_9), (49, cls.UP_TO_49), (249, cls.UP_TO_249))
        return next((size for most, size in limits if jobs <= most), cls.FROM_250)


class LocationSource(models.TextChoices):
    UNKNOWN = "", _("not known")
    PIN = "pin", _("pin on the map")
    REGISTER = "register", _("address register")
    IMPORT = "import", _("import")
    ESTIMATE = "estimate", _("estimate")


class RoleKind(models.TextChoices):
    """What somebody is in an organisation."""

    OFFICE = "office", _("programme office")
    CHAIR = "chair", _("chair")
    BOARD_MEMBER = "board_member", _("board member")
    PARK_MANAGER = "park_manager", _("park manager")
    CONTACT = "contact", _("contact")
    EMPLOYEE = "employee", _("employee")


class BodyKind(models.TextChoices):
    BOARD = "board", _("Board of the collective")
    UMBRELLA_BOARD = "umbrella_board", _("Board of an umbrella")
    CORE_TEAM = "core_team", _("Core team")
    STEERING_GROUP = "steering_group", _("Steering group")
    WORKING_GROUP = "working_group", _("Working group")
    CONSULTATION = "consultation", _("Periodic consultation")
    OUTSIDE_BODY = "outside_body", _("Outside body")


class SeatKind(models.TextChoices):
    CHAIR = "chair", _("chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")


class StandingKind(models.TextChoices):
    """What somebody is to the collective; follows from roles and seats, and is never stored."""

    OFFICE = "office", _("Programme office")
    BOARD = "board", _("Board of the collective")
    UMBRELLA_BOARD = "umbrella_board", _("Board of an umbrella")
    PARK_MANAGER = "park_manager", _("Park manager")
    MEMBER = "member", _("Member")
    PARTNER = "partner", _("Partner")
    PUBLIC = "public", _("Public")
