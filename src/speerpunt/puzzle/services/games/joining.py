"""Players come in with a nickname, come back after losing their phone, and are forgotten."""

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.digests import digest_of, new_secret

from ...models import GamePlayer, GameSession, GameTeam
from ...problems import PuzzleProblem
from .codes import return_code_of

MOST_PLAYERS = 200


@transaction.atomic
def join_team(team: GameTeam, *, nickname: str) -> tuple[GamePlayer, str]:
    """The player, and the secret that his phone keeps; we keep a digest only."""
    game = GameSession.objects.select_for_update().get(pk=team.game_id)
    if GamePlayer.objects.filter(team__game=game).count() >= MOST_PLAYERS:
        raise PuzzleProblem(_("This game is full. Play along on the phone of somebody in your team."))
    secret = new_secret()
    player = GamePlayer.objects.create(
        collective_id=team.collective_id,
        team=team,
        nickname=nickname,
        secret_digest=digest_of(secret),
        return_digest=digest_of(return_code_of(secret)),
    )
    return player, secret


@transaction.atomic
def come_back(player: GamePlayer) -> str:
    """On another phone. The one before plays no longer: there is one secret for each player."""
    secret = new_secret()
    player.secret_digest = digest_of(secret)
    player.return_digest = digest_of(return_code_of(secret))
    player.save(update_fields=["secret_digest", "return_digest"])
    return secret


@transaction.atomic
def send_away(player: GamePlayer) -> None:
    """What he laid stays with his team, without his name."""
    team = player.team
    player.delete()
    team.version += 1
    team.save(update_fields=["version"])
