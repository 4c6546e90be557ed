from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PuzzleConfig(AppConfig):
    name = "speerpunt.puzzle"
    label = "puzzle"
    verbose_name = _("Puzzle of works")

    def ready(self) -> None:
        from speerpunt.actions.tables import actions_panel
        from speerpunt.core.registry import (
            JobKind,
            NavigationItem,
            Panel,
            Recurring,
            Subject,
            add_job_kind,
            add_navigation,
            add_panel,
            add_recurring,
            add_sheet,
            add_subject,
            listen,
            set_mail_maker,
        )
        from speerpunt.core.services.history import RECORDED
        from speerpunt.core.services.mail import FORGOTTEN
        from speerpunt.core.work import PROMPT_WORKER_BEGINS

        from .models import Clash
        from .queries.clashes import clashes_visible_to
        from .queries.plans import FIGURES_JOB
        from .rules import circle_of_clash
        from .services.clashes import follow_names
        from .services.figures import EFFECTS_JOB, get_roads_ready
        from .services.followers import CONFIRM, NEWS, forget_followers_of, has_followers, tell_followers
        from .services.games.opening import PREPARE_JOB
        from .services.games.rounds import due_games, end_what_is_due
        from .services.games.scoring import SCORE_JOB
        from .services.inviting import let_go_of_erased
        from .services.ordering import SOLVE_JOB
        from .services.protocols import PROTOCOL_JOB
        from .services.reaching import REACH_JOB
        from .services.readings import FETCH_JOB, LOOK_JOB, TAKE_JOB, ask_for_due_sources, due_sources
        from .services.table_imports import WORKS

        add_subject(
            Subject(
                Clash,
                "puzzle:clash",
                clashes_visible_to,
                "puzzle.change_work",
                circle_of_clash,
                name_field="title",
            )
        )
        add_panel(Panel("puzzle:clash", 20, "actions/panels/actions.html", actions_panel))
        add_sheet(WORKS)
        listen(RECORDED, let_go_of_erased)
        listen(RECORDED, follow_names)
        add_navigation(NavigationItem(32, _("Works"), "puzzle:works", "puzzle"))
        listen(PROMPT_WORKER_BEGINS, get_roads_ready)
        tasks = "speerpunt.puzzle.tasks"
        add_job_kind(JobKind(LOOK_JOB, _("Read works"), f"{tasks}.look_at_works"))
        add_job_kind(JobKind(FETCH_JOB, _("Fetch works"), f"{tasks}.fetch_works"))
        add_recurring(
            Recurring(
                "puzzle.fetch_works",
                timedelta(minutes=10),
                ask_for_due_sources,
                is_needed=lambda: bool(due_sources()),
            )
        )
        set_mail_maker(CONFIRM, f"{tasks}.make_confirmation")
        set_mail_maker(NEWS, f"{tasks}.make_news")
        add_recurring(
            Recurring("puzzle.tell_followers", timedelta(minutes=5), tell_followers, is_needed=has_followers)
        )
        listen(FORGOTTEN, forget_followers_of)
        add_job_kind(JobKind(TAKE_JOB, _("Take works over"), f"{tasks}.take_over_works"))
        add_job_kind(JobKind(REACH_JOB, _("Reachability"), f"{tasks}.compute_reachability"))
        add_job_kind(JobKind(PROTOCOL_JOB, _("Route protocol"), f"{tasks}.compute_route_protocol"))
        add_job_kind(JobKind(SOLVE_JOB, _("Best order of works"), f"{tasks}.search_best_order"))
        add_job_kind(
            JobKind(FIGURES_JOB, _("Figures of a plan"), f"{tasks}.compute_figures_of_plan", is_prompt=True)
        )
        add_job_kind(JobKind(EFFECTS_JOB, _("Effects of works"), f"{tasks}.compute_effects_of_works"))
        add_job_kind(JobKind(PREPARE_JOB, _("Prepare a game"), f"{tasks}.prepare_game_effects"))
        add_job_kind(JobKind(SCORE_JOB, _("Plans of teams"), f"{tasks}.score_game_round"))
        add_recurring(
            Recurring(
                "puzzle.end_game_rounds",
                timedelta(seconds=5),
                end_what_is_due,
                is_needed=lambda: bool(due_games()),
            )
        )
