"""The serious game: teams that stand for areas or sectors lay the same works, and find out where they agree."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User
from speerpunt.places.models import Area

from ..enums import GameState, MoveOutcome
from .plans import PlannedWork, WorksPlan

LONGEST_MINUTES = 180


class GameSession(CollectiveModel):
    """An afternoon in a hall. Its board is a plan of its own, so that nobody moves the works under the players."""

    board = models.OneToOneField(
        WorksPlan, on_delete=models.CASCADE, related_name="game", verbose_name=_("board")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=GameState.choices, default=GameState.LOBBY, editable=False
    )
    # Where the players come in; gone once the game is over, so that it can be given out again.
    code = models.CharField(_("code"), max_length=6, blank=True, editable=False)
    rounds_planned = models.PositiveSmallIntegerField(
        _("rounds"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes for each round"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)],
    )
    # Whoever has the code reads the names of works on the board.
    shows_closed_works = models.BooleanField(_("also works that are not public"), default=False)
    # What single works and pairs cost the city and each area; nothing while it is being computed.
    effects = models.JSONField(default=dict, editable=False)
    # Rises with all that every player sees.
    version = models.PositiveIntegerField(default=1, editable=False)
    joint_plan = models.ForeignKey(
        WorksPlan, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("joint plan")
    )
    opened_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("open since"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("game")
        verbose_name_plural = _("games")
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("collective", "code"), condition=~models.Q(code=""), name="game_code_once"
            ),
        )

    def __str__(self) -> str:
        return self.board.name

    def get_absolute_url(self) -> str:
        return address("puzzle:game", self.pk)


class GameRound(CollectiveModel):
    """In which every team lays the works; it begins with what the team had in the round before."""

    game = models.ForeignKey(
        GameSession, on_delete=models.CASCADE, related_name="rounds", verbose_name=_("game")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    began_at = models.DateTimeField(_("begun at"), default=timezone.now, editable=False)
    # When the clock of the round is over, where it has one.
    ends_at = models.DateTimeField(_("ends at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    # The plan that keeps every rule and lies nearest to what most teams want, by the number of the planned work.
    nearest = models.JSONField(default=dict, editable=False)
    is_scored = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("round of a game")
        verbose_name_plural = _("rounds of games")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("game", "number"), name="game_round_once"),)

    def __str__(self) -> str:
        return f"{self.game_id} {self.number}"


class GameTeam(CollectiveModel):
    """People who lay one plan together, and what they stand for."""

    game = models.ForeignKey(
        GameSession, on_delete=models.CASCADE, related_name="teams", verbose_name=_("game")
    )
    name = models.CharField(_("name"), max_length=60)
    # A sector stands for the areas in which it is.
    areas = models.ManyToManyField(
        Area, blank=True, related_name="+", verbose_name=_("areas that it stands for")
    )
    # Rises with each move of its own.
    version = models.PositiveIntegerField(default=1, editable=False)
    # Computed when somebody moves, not once for each phone that looks: minutes lost an hour, the weeks added up.
    city_cost = models.FloatField(null=True, editable=False)
    own_cost = models.FloatField(null=True, editable=False)
    # Rules that it breaks, in words, for each language of the site.
    broken = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("team in a game")
        verbose_name_plural = _("teams in games")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("game", "name"), name="game_team_once"),)

    def __str__(self) -> str:
        return self.name


class GamePlayer(CollectiveModel):
    """A phone in a team. Nothing is asked but a nickname, and it is forgotten when the game ends."""

    team = models.ForeignKey(
        GameTeam, on_delete=models.CASCADE, related_name="players", verbose_name=_("team")
    )
    nickname = models.CharField(_("nickname"), max_length=24)
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    # Of the short code with which one comes back on another phone.
    return_digest = models.CharField(max_length=64, editable=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("player")
        verbose_name_plural = _("players")
        ordering = ("joined_at", "pk")

    def __str__(self) -> str:
        return self.nickname


class GamePlacement(CollectiveModel):
    """Where a team lays a work in a round, and who laid it there."""

    round = models.ForeignKey(
        GameRound, on_delete=models.CASCADE, related_name="placements", verbose_name=_("round")
    )
    team = models.ForeignKey(
        GameTeam, on_delete=models.CASCADE, related_name="placements", verbose_name=_("team")
    )
    planned = models.ForeignKey(
        PlannedWork, on_delete=models.CASCADE, related_name="+", verbose_name=_("planned work")
    )
    week = models.PositiveSmallIntegerField(_("week"))
    player = models.ForeignKey(
        GamePlayer, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    laid_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("placement in a game")
        verbose_name_plural = _("placements in games")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("round", "team", "planned"), name="game_placement_once"),
        )

    def __str__(self) -> str:
        return f"{self.planned_id} {self.week}"


class GameMove(CollectiveModel):
    """A move as a phone sent it. Sent twice it is there once; the numbers say in which order a player made them."""

    player = models.ForeignKey(
        GamePlayer, on_delete=models.CASCADE, related_name="moves", verbose_name=_("player")
    )
    round = models.ForeignKey(GameRound, on_delete=models.CASCADE, related_name="+", verbose_name=_("round"))
    planned = models.ForeignKey(
        PlannedWork, on_delete=models.CASCADE, related_name="+", verbose_name=_("planned work")
    )
    key = models.UUIDField(editable=False)
    number = models.PositiveIntegerField(_("number"))
    week = models.PositiveSmallIntegerField(_("week"))
    made_at = models.DateTimeField(_("at"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=MoveOutcome.choices)

    class Meta:
        verbose_name = _("move in a game")
        verbose_name_plural = _("moves in games")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("player", "key"), name="game_move_once"),)

    def __str__(self) -> str:
        return f"{self.planned_id} {self.week}"


class GameResult(CollectiveModel):
    """What the plan of a team costs at the end of a round, computed by the engine."""

    round = models.ForeignKey(
        GameRound, on_delete=models.CASCADE, related_name="results", verbose_name=_("round")
    )
    team = models.ForeignKey(
        GameTeam, on_delete=models.CASCADE, related_name="results", verbose_name=_("team")
    )
    # Vehicle minutes per hour, the weeks added up.
    city_cost = models.FloatField(_("cost to the city"))
    own_cost = models.FloatField(_("cost to its own areas"), null=True)
    per_week = models.JSONField(default=list, editable=False)
    # How many rules it breaks; such a plan comes after all that break none.
    broken = models.PositiveSmallIntegerField(_("rules broken"), default=0)

    class Meta:
        verbose_name = _("result of a team")
        verbose_name_plural = _("results of teams")
        ordering = ("broken", "city_cost", "pk")
        constraints = (models.UniqueConstraint(fields=("round", "team"), name="game_result_once"),)

    def __str__(self) -> str:
        return f"{self.team_id} {self.city_cost}"
