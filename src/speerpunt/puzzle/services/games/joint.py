"""From what most teams want to one plan, which is kept with the game that it comes from."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.services import save_changes

from ...enums import GameState
from ...models import GameSession, WorksPlan
from ...problems import PuzzleProblem
from ..figures import ask_for_figures
from ..plans import copy_plan

SHOWN = (GameState.REVEALED, GameState.AGREED)


@transaction.atomic
def keep_joint_plan(game: GameSession, *, name: str, starts: Mapping[str, int], by: User) -> WorksPlan:
    """As it is asked for, also where it breaks a rule: the plan says so. A second one takes the place of the first."""
    fresh = GameSession.objects.select_for_update().select_related("board").get(pk=game.pk)
    if fresh.state not in SHOWN:
        raise PuzzleProblem(_("Show the plans of the teams first. Then they can agree."))
    joint = copy_plan(fresh.board, name=name, by=by, laid_as=starts)
    save_changes(fresh, by=by, joint_plan=joint, state=GameState.AGREED, version=fresh.version + 1)
    ask_for_figures(joint, by=by)
    return joint
