"""Opening a game, coming into one, and the moves that phones send."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes.forms import SafeModelChoiceField

from speerpunt.core.enums import Visibility
from speerpunt.core.texts import folded
from speerpunt.members.forms.fields import PlainForm
from speerpunt.places.models import Area

from ..models import GameTeam, PlannedWork, WorksPlan
from ..models.games import LONGEST_MINUTES
from ..models.plans import MOST_WEEKS
from ..problems import WeekWords, short_name
from ..services.games.moving import MoveWish
from ..services.games.opening import TeamWish
from .fields import SafeRowsField

MOST_TEAMS, FEWEST_TEAMS = 20, 2
MOST_AT_ONCE = 50
LARGEST = 2**31 - 1
LONGEST_NAME = GameTeam._meta.get_field("name").max_length or 0


class PlannedField(SafeRowsField):
    """Works with the weeks in which they lie, and whether everybody may know of them."""

    words: WeekWords

    def label_from_instance(self, obj: Any) -> str:
        last = obj.week + obj.duration_weeks - 1
        said = _("%(work)s: week %(first)s to %(last)s") % {
            "work": short_name(obj.work.name),
            "first": self.words.one(obj.week),
            "last": self.words.one(last),
        }
        return (
            said if obj.work.visibility == Visibility.PUBLIC else _("%(work)s (not public)") % {"work": said}
        )


class GameForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name of the game"), max_length=160)
    works = PlannedField(
        label=gettext_lazy("Works that the teams lay"),
        queryset=PlannedWork.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    shows_closed_works = forms.BooleanField(
        label=gettext_lazy("Also works that are not public"),
        required=False,
        help_text=gettext_lazy(
            "Everybody with the code reads the names of the works and sees where they lie."
        ),
    )
    first_week = forms.TypedChoiceField(label=gettext_lazy("From"), coerce=int)
    weeks = forms.IntegerField(label=gettext_lazy("Weeks"), min_value=1, max_value=MOST_WEEKS)
    areas = SafeRowsField(
        label=gettext_lazy("Teams that stand for an area"),
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sectors = forms.CharField(
        label=gettext_lazy("Teams that stand for a sector"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One on each line, with the areas in which it is: “Hotels: Binnenstad, De Waard”. Without areas it looks at the city only."
        ),
    )
    rounds = forms.IntegerField(label=gettext_lazy("Rounds"), min_value=1, max_value=9, initial=2)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each round"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
        help_text=gettext_lazy("Leave it empty, and you end a round yourself."),
    )

    def __init__(
        self, *args: Any, plan: WorksPlan, works: Any, areas: Any, words: WeekWords, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["works"].queryset = works  # type: ignore[attr-defined]
        self.fields["works"].words = words  # type: ignore[attr-defined]
        self.fields["areas"].queryset = areas  # type: ignore[attr-defined]
        choices = [(week, words.from_on(week)) for week in range(plan.weeks)]
        self.fields["first_week"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("first_week", 0) + data.get("weeks", 1) > self.plan.weeks:
            self.add_error("weeks", _("The plan has fewer weeks from there on."))
        closed = [each for each in data.get("works", ()) if each.work.visibility != Visibility.PUBLIC]
        if closed and not data.get("shows_closed_works"):
            names = ", ".join(short_name(each.work.name) for each in closed[:3])
            said = _("Not public: %(works)s. Leave these out, or tick that guests may know of them.")
            self.add_error("shows_closed_works", said % {"works": names})
        self._clean_teams(data)
        return data

    def _clean_teams(self, data: dict[str, Any]) -> None:
        teams = [TeamWish(area.name[:LONGEST_NAME], [area]) for area in data.get("areas") or ()]
        try:
            teams += self._sectors(data.get("sectors", ""))
        except forms.ValidationError as problem:
            self.add_error("sectors", problem)
            return
        names = {folded(team.name) for team in teams}
        if len(names) < len(teams):
            self.add_error("sectors", _("Two teams have the same name."))
        elif not FEWEST_TEAMS <= len(teams) <= MOST_TEAMS:
            self.add_error("areas", _("A game has 2 to %(most)d teams.") % {"most": MOST_TEAMS})
        data["teams"] = teams

    def _sectors(self, text: str) -> Iterator[TeamWish]:
        known = {folded(area.name): area for area in self.fields["areas"].queryset}  # type: ignore[attr-defined]
        found = []
        for line in filter(None, map(str.strip, text.splitlines())):
            name, _colon, listed = line.partition(":")
            wanted = [each.strip() for each in listed.split(",") if each.strip()]
            unknown = [each for each in wanted if folded(each) not in known]
            if unknown:
                raise forms.ValidationError(
                    _("There is no area “%(area)s” on the roads.") % {"area": unknown[0]}
                )
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(_("The name of a team has at most 60 signs."))
            found.append(TeamWish(name.strip(), [known[folded(each)] for each in wanted]))
        return iter(found)


class CodeForm(PlainForm):
    code = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ReturnForm(PlainForm):
    code = forms.CharField(
        label=gettext_lazy("Your own code"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class JoinForm(PlainForm):
    nickname = forms.CharField(
        label=gettext_lazy("What your team calls you"),
        max_length=24,
        help_text=gettext_lazy("A first name will do. It is forgotten when the game is over."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    team = SafeModelChoiceField(
        label=gettext_lazy("Your team"),
        queryset=GameTeam.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, teams: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class JointForm(PlainForm):
    name = forms.CharField(label=gettext_lazy("Name of the joint plan"), max_length=160)
    choice = forms.ChoiceField(label=gettext_lazy("Which plan"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]


class MoveWishForm(PlainForm):
    """One move; without a number it is the next one of the player."""

    key = forms.UUIDField()
    number = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)
    planned = forms.IntegerField(min_value=1, max_value=LARGEST)
    week = forms.IntegerField(min_value=-1, max_value=MOST_WEEKS)
    # Milliseconds since it was made.
    age = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)


def wishes_of(sent: QueryDict, next_number: int) -> list[MoveWish] | None:
    """From a form of the page, or many at once from a phone that was away; nothing where it is nonsense."""
    if "moves" in sent:
        try:
            rows = json.loads(sent["moves"])
        except (ValueError, RecursionError):
            return None
    else:
        rows = [sent.dict()]
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_AT_ONCE:
        return None
    filled = [MoveWishForm(row) for row in rows if isinstance(row, dict)]
    if len(filled) < len(rows) or not all(form.is_valid() for form in filled):
        return None
    wishes = [_wish(form.cleaned_data, next_number) for form in filled]
    return sorted(wishes, key=lambda wish: wish.number)


def _wish(data: dict[str, Any], next_number: int) -> MoveWish:
    number = next_number if data["number"] is None else data["number"]
    return MoveWish(
        data["key"], number, data["planned"], data["week"], timedelta(milliseconds=data["age"] or 0)
    )
