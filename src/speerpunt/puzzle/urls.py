from django.urls import path

from speerpunt.core.urls import import_urls

from .views import (
    clashes,
    following,
    games,
    invitations,
    involvement,
    moves,
    plans,
    playing,
    protocols,
    public,
    reach,
    rules,
    searches,
    snapping,
    sources,
    work_changes,
    works,
)

app_name = "puzzle"

WORKS = [
    path("werk/", works.works, name="works"),
    path("werk/uitvoer.<str:kind>", works.work_export, name="work_export"),
    *import_urls("werk/invoer", "work_import", "puzzle.works"),
    path("werk/nieuw/", work_changes.work_add, name="work_add"),
    path("werk/prullenbak/", work_changes.works_trash, name="works_trash"),
    path("werk/<int:pk>/", works.work, name="work"),
    path("werk/<int:pk>/wijzigen/", work_changes.work_change, name="work_change"),
    path("werk/<int:pk>/weg/", work_changes.work_trash, name="work_trash"),
    path("werk/<int:pk>/terug/", work_changes.work_restore, name="work_restore"),
    path("werk/<int:pk>/maatregel/", work_changes.stretch_add, name="stretch_add"),
    path("werk/maatregelen/<int:pk>/", work_changes.stretch, name="stretch"),
    path("werk/maatregelen/<int:pk>/weg/", work_changes.stretch_remove, name="stretch_remove"),
]

SNAPPING = [
    path("werk/plek/", snapping.stretches, name="stretches"),
    path("werk/plek/<int:pk>/", snapping.stretch_place, name="stretch_place"),
    path("werk/plek/<int:pk>/voorstel/", snapping.stretch_propose, name="stretch_propose"),
]

SOURCES = [
    path("werk/bronnen/", sources.sources, name="sources"),
    path("werk/bronnen/nieuw/", sources.source_add, name="source_add"),
    path("werk/bronnen/<int:pk>/", sources.source, name="source"),
    path("werk/inlezen/<int:pk>/", sources.reading, name="reading"),
    path("werk/inlezen/<int:pk>/overnemen/", sources.reading_take_over, name="reading_take_over"),
    path("werk/inlezen/<int:pk>/weg/", sources.reading_discard, name="reading_discard"),
]

CLASHES = [
    path("werk/botsingen/", clashes.clashes, name="clashes"),
    path("werk/botsingen/zoeken/", clashes.clashes_find, name="clashes_find"),
    path("werk/botsingen/<int:pk>/", clashes.clash, name="clash"),
]

INVOLVEMENT = [
    path("werk/betrokken/", involvement.involvements, name="involvements"),
    path("werk/betrokken/werk/<int:pk>/", involvement.of_work, name="involvement_of_work"),
    path("werk/betrokken/botsing/<int:pk>/", involvement.of_clash, name="involvement_of_clash"),
    path("werk/betrokken/periode/", involvement.of_period, name="involvement_of_period"),
    path("werk/betrokken/lijsten/", invitations.invitation_lists, name="invitation_lists"),
    path("werk/betrokken/lijsten/<int:pk>/", invitations.invitation_list, name="invitation_list"),
    path("werk/betrokken/lijsten/<int:pk>/naam/", invitations.list_rename, name="invitation_list_rename"),
    path("werk/betrokken/lijsten/<int:pk>/weg/", invitations.list_remove, name="invitation_list_remove"),
    path(
        "werk/betrokken/lijsten/<int:pk>/overleg/", invitations.list_meeting, name="invitation_list_meeting"
    ),
    path(
        "werk/betrokken/lijsten/<int:pk>/uitvoer.<str:kind>",
        invitations.list_export,
        name="invitation_list_export",
    ),
    path("werk/betrokken/genodigden/<int:pk>/weg/", invitations.invitee_remove, name="invitee_remove"),
]

REACH = [
    path("werk/bereikbaarheid/", reach.reach, name="reach"),
    path("werk/bereikbaarheid/rekenen/", reach.reach_compute, name="reach_compute"),
]

PROTOCOLS = [
    path("werk/uitval/", protocols.protocols, name="protocols"),
    path("werk/uitval/<int:pk>/", protocols.protocol, name="protocol"),
]

PUBLIC = [
    path("bereikbaar/", public.reachable, name="reachable"),
    path("bereikbaar/inbed/", public.reachable_embedded, name="reachable_embedded"),
    path("bereikbaar/werk.geojson", public.reachable_geojson, name="reachable_geojson"),
    path("bereikbaar/werk.ics", public.reachable_calendar, name="reachable_calendar"),
    path("bereikbaar/werk.atom", public.reachable_feed, name="reachable_feed"),
]

FOLLOWING = [
    path("bereikbaar/volgen/", following.follow, name="follow"),
    path("bereikbaar/volgen/<str:token>/", following.follow_confirm, name="follow_confirm"),
    path("bereikbaar/volgen/stop/<str:token>/", following.follow_stop, name="follow_stop"),
]

PLANS = [
    path("werk/plannen/", plans.plans, name="plans"),
    path("werk/plannen/nieuw/", plans.plan_add, name="plan_add"),
    path("werk/plannen/<int:pk>/", plans.plan, name="plan"),
    path("werk/plannen/<int:pk>/kopie/", plans.plan_copy, name="plan_copy"),
    path("werk/plannen/<int:pk>/delen/", plans.plan_share, name="plan_share"),
    path("werk/plannen/<int:pk>/afspreken/", plans.plan_agree, name="plan_agree"),
    path("werk/plannen/<int:pk>/rekenen/", plans.plan_compute, name="plan_compute"),
    path("werk/plannen/<int:pk>/cijfers/", plans.plan_figures, name="plan_figures"),
    path("werk/plannen/<int:pk>/effecten/", plans.plan_effects, name="plan_effects"),
    path("werk/plannen/<int:pk>/terug/", moves.plan_undo, name="plan_undo"),
    path("werk/plannen/<int:pk>/opnieuw/", moves.plan_redo, name="plan_redo"),
    path("werk/plannen/<int:pk>/zoeken/", searches.plan_search, name="plan_search"),
    path("werk/plannen/werken/<int:pk>/", moves.planned_move, name="planned_move"),
    path("werk/plannen/werken/<int:pk>/vast/", moves.planned_lock, name="planned_lock"),
    path("werk/plannen/volgorde/<int:pk>/", searches.run, name="run"),
    path("werk/plannen/volgorde/<int:pk>/stop/", searches.run_stop, name="run_stop"),
    path("werk/plannen/volgorde/<int:pk>/leg/", searches.run_lay, name="run_lay"),
    path("werk/plannen/volgorde/<int:pk>/bewaar/", searches.run_keep, name="run_keep"),
]

RULES = [
    path("werk/regels/", rules.rules, name="rules"),
    path("werk/regels/nieuw/<slug:kind>/", rules.rule_add, name="rule_add"),
    path("werk/regels/<int:pk>/", rules.rule, name="rule"),
    path("werk/regels/<int:pk>/weg/", rules.rule_remove, name="rule_remove"),
]

GAMES = [
    path("werk/spellen/", games.games, name="games"),
    path("werk/plannen/<int:pk>/spel/", games.game_open, name="game_open"),
    path("werk/spellen/<int:pk>/", games.game, name="game"),
    path("werk/spellen/<int:pk>/stand/", games.game_news, name="game_news"),
    path("werk/spellen/<int:pk>/begin/", games.game_begin, name="game_begin"),
    path("werk/spellen/<int:pk>/stop/", games.game_stop, name="game_stop"),
    path("werk/spellen/<int:pk>/toon/", games.game_reveal, name="game_reveal"),
    path("werk/spellen/<int:pk>/zoeken/", games.game_search, name="game_search"),
    path("werk/spellen/<int:pk>/gezamenlijk/", games.game_joint, name="game_joint"),
    path("werk/spellen/<int:pk>/einde/", games.game_end, name="game_end"),
    path("werk/spellen/<int:pk>/uitvoer/<slug:kind>/", games.game_export, name="game_export"),
    path("werk/spellen/spelers/<int:pk>/weg/", games.game_player_away, name="game_player_away"),
    path("spel/", playing.game_door, name="game_door"),
    path("spel/<slug:code>/", playing.game_join, name="game_join"),
    path("spel/<slug:code>/terug/", playing.game_return, name="game_return"),
    path("spel/<slug:code>/bord/", playing.game_board, name="game_board"),
    path("spel/<slug:code>/bord/stand/", playing.game_pulse, name="game_pulse"),
    path("spel/<slug:code>/bord/effecten/", playing.game_effects, name="game_effects"),
    path("spel/<slug:code>/bord/zet/", playing.game_move, name="game_move"),
]

urlpatterns = [
    *WORKS,
    *SNAPPING,
    *SOURCES,
    *CLASHES,
    *INVOLVEMENT,
    *REACH,
    *PROTOCOLS,
    *PLANS,
    *RULES,
    *GAMES,
    *PUBLIC,
    *FOLLOWING,
]
