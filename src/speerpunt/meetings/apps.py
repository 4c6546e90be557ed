from datetime import timedelta
from functools import partial

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "speerpunt.meetings"
    label = "meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            JobKind,
            NavigationItem,
            Panel,
            Recurring,
            Subject,
            VisitorFilter,
            add_job_kind,
            add_navigation,
            add_panel,
            add_recurring,
            add_subject,
            add_visitor_filter,
            listen,
            set_mail_maker,
        )
        from speerpunt.core.services.history import RECORDED

        from .models import AgendaItem, PaperBundle
        from .queries import bundles_visible_to, items_visible_to
        from .queries.agenda_panels import (
            actions_panel,
            agenda_panel,
            coming_panel,
            note_panel,
            papers_panel,
        )
        from .queries.guests import ANYWHERE
        from .queries.minutes_panels import item_panel, minutes_panel
        from .queries.promises import bodies_with_promises, from_meetings_of
        from .queries.sets import SET_JOB
        from .rules import circle_of_bundle, circle_of_item
        from .services.approval import DRAFT_MINUTES
        from .services.council_sources import FETCH_JOB, due_council_sources, read_due_sources
        from .services.gatherings import let_go_of_erased
        from .services.notes import forget_notes_of_erased
        from .services.papers import let_go_of_removed
        from .services.sending import AGENDA, CANCELLED, CHANGED
        from .tables import body_panel, gathering_panel, history_panel

        add_navigation(NavigationItem(28, _("Meetings"), "meetings:meetings", "people", _is_signed_in))
        listen(RECORDED, let_go_of_erased)
        add_panel(Panel("members:body", 3, "meetings/panels/body.html", body_panel))
        add_panel(Panel("meetings:meeting", 5, "meetings/panels/gathering.html", gathering_panel))
        add_panel(Panel("meetings:meeting", 90, "meetings/panels/history.html", history_panel))
        add_subject(
            Subject(
                AgendaItem,
                "meetings:item",
                partial(items_visible_to, guest=ANYWHERE),
                "meetings.change_item",
                circle_of_item,
                name_field="title",
            )
        )
        add_subject(
            Subject(
                PaperBundle,
                "meetings:bundle",
                partial(bundles_visible_to, guest=ANYWHERE),
                "meetings.change_item",
                circle_of_bundle,
            )
        )
        add_panel(Panel("meetings:meeting", 30, "meetings/panels/minutes.html", minutes_panel))
        add_panel(Panel("meetings:item parts", 30, "meetings/panels/item_minutes.html", item_panel))
        set_mail_maker(DRAFT_MINUTES, "speerpunt.meetings.tasks.make_draft_minutes")
        add_visitor_filter(
            VisitorFilter(
                "actions:actions", "overleg", _("from meetings of"), bodies_with_promises, from_meetings_of
            )
        )
        add_panel(Panel("meetings:meeting", 10, "meetings/panels/agenda.html", agenda_panel))
        add_panel(Panel("meetings:meeting", 20, "meetings/panels/coming.html", coming_panel))
        add_panel(Panel("meetings:item parts", 5, "meetings/panels/actions.html", actions_panel))
        add_panel(Panel("meetings:item parts", 10, "meetings/panels/papers.html", papers_panel))
        add_panel(Panel("meetings:item parts", 15, "meetings/panels/note.html", note_panel))
        set_mail_maker(AGENDA, "speerpunt.meetings.tasks.make_agenda_mail")
        set_mail_maker(CHANGED, "speerpunt.meetings.tasks.make_change_mail")
        set_mail_maker(CANCELLED, "speerpunt.meetings.tasks.make_cancelling_mail")
        add_job_kind(
            JobKind(SET_JOB, _("Bind agenda and papers to one PDF"), "speerpunt.meetings.tasks.bind_papers")
        )
        add_job_kind(
            JobKind(FETCH_JOB, _("Read agendas of the council"), "speerpunt.meetings.tasks.fetch_council")
        )
        add_recurring(
            Recurring(
                "meetings.fetch_council",
                timedelta(minutes=10),
                read_due_sources,
                is_needed=lambda: bool(due_council_sources()),
            )
        )
        listen(RECORDED, let_go_of_removed)
        listen(RECORDED, forget_notes_of_erased)
        _enter_what_is_around()
        _enter_what_is_found()


def _enter_what_is_around() -> None:
    """What goes from a meeting to dossiers, areas and partners."""
    from speerpunt.core.registry import Panel, add_panel

    from .queries.around import area_panel, council_panel, dossier_panel, session_panel
    from .queries.mine import today_panel

    add_panel(Panel("meetings:meeting", 40, "meetings/panels/session.html", session_panel))
    add_panel(Panel("priorities:project", 3, "meetings/panels/dossier.html", dossier_panel))
    add_panel(Panel("places:area", 24, "meetings/panels/area.html", area_panel))
    add_panel(Panel("priorities:project", 4, "meetings/panels/council.html", council_panel))
    add_panel(Panel("places:area", 26, "meetings/panels/council.html", council_panel))
    add_panel(Panel("portal:today", 5, "meetings/panels/today.html", today_panel))


def _enter_what_is_found() -> None:
    from speerpunt.core.registry import SearchSource, add_search_source

    from .models import AgendaItem, Decision, Meeting, MinuteEntry, Position
    from .queries import (
        decisions_visible_to,
        found,
        items_visible_to,
        meetings_visible_to,
        positions_visible_to,
    )
    from .queries.guests import ANYWHERE

    for model, order, title, visible_to, texts in (
        (Meeting, 52, _("Meetings"), meetings_visible_to, found.meeting_texts),
        (AgendaItem, 53, _("Agenda items"), items_visible_to, found.item_texts),
        (Decision, 51, _("Decisions"), decisions_visible_to, found.decision_texts),
        (Position, 54, _("Positions"), positions_visible_to, found.position_texts),
        (MinuteEntry, 56, _("Minutes"), found.notes_visible_to, found.note_texts),
    ):
        add_search_source(SearchSource(model, order, title, partial(visible_to, guest=ANYWHERE), texts))


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)
