"""Two collectives with one of everything; the second one only serves to be broken into."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import Collective, ImportDraft, User
from speerpunt.core.services import add_comment
from speerpunt.core.services.jobs import enqueue_job
from speerpunt.documents.enums import ImportState
from speerpunt.documents.models import Document, FolderImport
from speerpunt.documents.services.documents import trash_documents
from speerpunt.documents.services.files import keep_reading
from speerpunt.documents.services.folders import trash_folder
from speerpunt.meetings.models import AgendaTemplate, Paper
from speerpunt.meetings.services.calendar_imports import keep_calendar
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.members.queries import attach_standing
from speerpunt.members.services.imports import ORGANISATIONS
from speerpunt.places.models import Ambition, Measurement, Target
from speerpunt.priorities.models import PlanningStep, Project
from speerpunt.priorities.services import move_in_time
from tests import factories as make

from .game import add_game
from .money import add_money

# Stands in every text of the other collective and of closed rows; may show up nowhere.
CANARY = "kanarie-4711"
# A table on its way in, of each kind.
DRAFTS = {
    "draft": "members.organisations",
    "area_draft": "places.areas",
    "indicator_draft": "places.indicators",
    "number_draft": "places.numbers",
    "project_draft": "priorities.projects",
    "action_draft": "actions.actions",
    "work_draft": "puzzle.works",
    "yield_draft": "funds.yields",
}


@dataclass
class World:
    collective: Collective
    visitors: dict[str, User | None]
    objects: dict[str, Any] = field(default_factory=dict)
    # Visibility of what can be closed, and what stands in its texts when it is.
    circle: str = "members"
    closed_mark: str = "gesloten-0815"

    @property
    def plan_mark(self) -> str:
        return self.closed_mark if self.circle == "closed" else ""


def build_world(slug: str, mark: str = "", *, is_closed: bool = False) -> World:
    """One collective with a visitor of every kind and one row of every kind."""
    collective = make.make_collective(slug, name=f"Collectief {slug} {mark}")
    visitors: dict[str, User | None] = {kind: make.make_visitor(collective, kind) for kind in StandingKind}
    visitors["anonymous"] = None
    world = World(collective, visitors, circle="closed" if is_closed else "members")
    with scope(collective=collective):
        _add_members(world, mark)
        _add_places(world, mark)
        _add_plan(world, mark)
        _add_actions(world, mark)
        _add_documents(world, mark)
        _add_meetings(world, mark)
        _add_before(world, mark)
        _add_around(world, mark)
        add_money(world, mark)
        _add_works(world, mark)
    return world


def _add_members(world: World, mark: str) -> None:
    collective, office = world.collective, world.visitors[StandingKind.OFFICE]
    umbrella = make.make_organisation(collective, kind="umbrella", name=f"Koepel {mark}")
    enterprise = make.make_organisation(
        collective, name=f"Bakker {mark}", email="bakker@voorbeeld.example", latitude=52.16, longitude=4.49
    )
    person = make.make_person(collective, family_name=f"Jansen {mark}", email="jansen@voorbeeld.example")
    body = make.make_body(collective, name=f"Kernteam {mark}")
    world.objects.update(
        umbrella=umbrella,
        organisation=enterprise,
        membership=make.make_membership(enterprise, umbrella),
        person=person,
        role=make.make_role(person, enterprise),
        body=body,
        seat=make.make_seat(body, person),
        trashed=make.make_organisation(collective, name=f"Weg {mark}", trashed_at=timezone.now()),
        job=enqueue_job(
            ORGANISATIONS.import_job, collective=collective, by=office, subject=f"lijst {mark}.csv"
        ),
        access_token=make.make_key(collective, office, name=f"Systeem {mark}")[0],
    )
    for name, sheet in DRAFTS.items():
        world.objects[name] = _draft(world, sheet, mark)


def _draft(world: World, sheet: str, mark: str) -> ImportDraft:
    return ImportDraft.objects.create(
        collective=world.collective,
        user=world.visitors[StandingKind.OFFICE],
        sheet=sheet,
        file_name=f"lijst {mark}.csv",
        headings=["naam"],
        rows=[[2, [f"Nieuw {mark}"]]],
        matching={"name": 0},
        expires_at=timezone.now() + timedelta(days=1),
    )


def _add_places(world: World, mark: str) -> None:
    collective = world.collective
    indicator = make.make_indicator(collective, name=f"Leegstand {mark}", slug=f"leegstand-{collective.slug}")
    area = make.make_area(collective, name=f"Terrein {mark}", slug=f"terrein-{collective.slug}")
    day = timezone.localdate()
    about = {"collective": collective, "area": area}
    world.objects.update(
        area=area,
        trashed_area=make.make_area(
            collective, name=f"Oud {mark}", slug=f"oud-{collective.slug}", trashed_at=timezone.now()
        ),
        indicator=indicator,
        ambition=Ambition.objects.create(**about, theme="energy", text=f"Stroom {mark}"),
        measurement=Measurement.objects.create(
            **about, indicator=indicator, value=7, measured_on=day, note=mark
        ),
        target=Target.objects.create(**about, indicator=indicator, value=5, due=day, source=mark),
    )


def _add_plan(world: World, mark: str) -> None:
    """Closed, the marks of the plan are others: they may show to the office only."""
    collective, circle, said = world.collective, world.circle, world.plan_mark or mark
    edition = make.make_edition(collective, title=f"Plan {mark}", status="current")
    priority = make.make_priority(
        edition,
        title=f"Ruimte {said}",
        slug=f"ruimte-{collective.slug}",
        visibility="closed" if said != mark else "public",
    )
    project = make.make_project(priority, title=f"Brug {said}", summary=said, visibility=circle)
    project.areas.add(world.objects["area"])
    make.make_theme(project, "mobility")
    partner = make.make_organisation(collective, kind="partner", name=f"Provincie {mark}")
    world.objects.update(
        edition=edition,
        draft_edition=make.make_edition(collective, title=f"Concept {mark}"),
        priority=priority,
        project=project,
        aim=make.make_aim(priority, title=f"Doel {said}"),
        challenge=make.make_challenge(priority, title=f"Opgave {said}"),
        milestone=make.make_milestone(project, title=f"Besluit {said}", kind="decision"),
        part=make.make_part(project, text=f"Onderdeel {said}"),
        partner=make.make_partner(project, partner),
        result=make.make_result(priority, title=f"Resultaat {said}", visibility=circle),
        dependency=make.make_dependency(
            make.make_project(priority, title=f"Sloop {said}", visibility=circle, end=date(2026, 3, 1)),
            project,
        ),
        baseline=make.make_baseline(edition, title=f"Basislijn {mark}"),
        planning_step=_moved(world, project),
        plan_import=make.make_plan_import(collective, titles=[f"Speerpunt {said}"]),
        comment=add_comment(project, text=f"Reactie {said}", by=world.visitors[StandingKind.OFFICE]),
    )


def _add_actions(world: World, mark: str) -> None:
    """One on the project, with something asked about it; and one of the member's own, whose text he may read."""
    said, project = world.plan_mark or mark, world.objects["project"]
    action = make.make_action(
        world.collective,
        project,
        title=f"Bel {said}",
        explanation=said,
        origin=f"Overleg {said}",
        owner=world.objects["person"],
    )
    member = Person.objects.get(user=world.visitors[StandingKind.MEMBER])
    world.objects.update(
        action=action,
        action_request=make.make_action_request(action, reason=f"Druk {said}"),
        own_action=make.make_action(world.collective, project, title=f"Eigen {mark}", owner=member),
    )


def _moved(world: World, project: Project) -> PlanningStep:
    """A step of the office, of which nobody else learns."""
    office = world.visitors[StandingKind.OFFICE]
    attach_standing(office, world.collective)
    moved = move_in_time(project, start=date(2026, 4, 1), end=date(2026, 9, 1), by=office)
    assert moved is not None
    return moved


def _add_documents(world: World, mark: str) -> None:
    """Papers with the project, as it is known; and one that is narrowed to the office in a public place."""
    collective, said = world.collective, world.plan_mark or mark
    folder = make.make_folder(collective, on=world.objects["project"], name=f"Map {said}")
    document = make.make_document(folder, f"Verslag {said}.txt", f"Inhoud {said}".encode(), note=said)
    keep_reading(document.current.stored, text=f"Inhoud {said}", previews=[said.encode()])
    narrowed = {"visibility": "closed"} if world.plan_mark else {}
    here = make.make_folder(collective, on=world.objects["area"])
    make.make_document(here, f"Tekening {said}.txt", f"Lijnen {said}".encode(), **narrowed)
    gone = make.make_folder(collective, folder, name=f"Oude map {said}")
    trashed = make.make_document(folder, f"Oud {said}.txt")
    trash_folder(gone, by=None)
    trash_documents([trashed], by=None)
    office = world.visitors[StandingKind.OFFICE]
    world.objects.update(
        folder=folder,
        document=document,
        trashed_folder=gone,
        trashed_document=trashed,
        folder_import=FolderImport.objects.create(
            collective=collective,
            folder=folder,
            file_name=f"boom {said}.zip",
            state=ImportState.REVIEW,
            entries=[{"path": f"Nieuw {said}.txt", "size": 3, "sha256": "", "kind": "text", "problem": ""}],
            requested_by=office,
        ),
    )


def _calendar_draft(world: World, mark: str) -> ImportDraft:
    return keep_calendar(
        world.collective,
        by=world.visitors[StandingKind.OFFICE],
        body=world.objects["body"],
        access="all",
        file_name=f"agenda {mark}.ics",
        meetings=[],
        refused=[{"line": 3, "title": f"Verjaardag {mark}", "code": "whole_day"}],
    )


def _add_meetings(world: World, mark: str) -> None:
    """A meeting that everybody in the collective may know of, with one item; closed, that item is for who decides."""
    said, body, project = world.plan_mark or mark, world.objects["body"], world.objects["project"]
    access = "closed" if world.plan_mark else "all"
    meeting = make.make_held_meeting(body, title=f"Vergadering {mark}")
    item = make.make_item(
        meeting, title=f"Begroting {said}", question=f"Vraag {said}", dossier=project, access=access
    )
    bundle = make.make_bundle(item)
    gathering = make.make_called_meeting(body, kind="gathering", title=f"Bijeenkomst {mark}")
    make.make_document(make.make_folder(world.collective, on=bundle), f"Oplegger {said}.txt", said.encode())
    world.objects.update(
        meeting=meeting,
        agenda_item=item,
        paper_bundle=bundle,
        minute_entry=make.make_entry(item, f"Gezegd {said}"),
        decision=make.make_decision(item, f"Besloten {said}", binds=f"Bindt {said}"),
        promise=make.make_promise(
            item,
            world.objects["person"],
            action=make.make_action(
                world.collective, item, title=f"Beloofd {said}", origin=f"Gremium {mark}"
            ),
        ),
        interest=make.make_interest(item, world.objects["person"], said=f"Pand {said}"),
        remark=make.make_remark(item, world.objects["person"], text=f"Niet zo {said}"),
        correction=make.make_correction(item, text=f"Lees {said}"),
        attendance=make.make_attendance(meeting, world.objects["person"], seat="member"),
        backlog_item=make.make_item(None, body=body, title=f"Ooit {mark}", access="body"),
        next_meeting=make.make_meeting(body, title=f"Volgende {mark}"),
        calendar_draft=_calendar_draft(world, mark),
        gathering=gathering,
        sign_up=make.make_sign_up(gathering, world.objects["person"]),
        holiday=make.make_holiday(world.collective, name=f"Vakantie {mark}"),
        # What approved minutes say of an item stays; this one can still change.
        coming_item=make.make_item(
            make.make_called_meeting(body, title=f"Straks {mark}"), title=f"Komend {said}", access=access
        ),
        meeting_series=make.make_series(body, title=f"Reeks {mark}"),
        position=make.make_position(
            meeting, project, title=f"Standpunt {said}", text=said, access=access, state="agreed"
        ),
        council_item=make.make_council_item(world.collective, title=f"Raadspunt {mark}"),
        council_source=make.make_council_source(world.collective, name=f"Bron {mark}"),
    )


def _add_before(world: World, mark: str) -> None:
    """What an agenda is made of."""
    template = AgendaTemplate.objects.create(
        collective=world.collective, body=world.objects["body"], name=f"Sjabloon {mark}"
    )
    item = world.objects["agenda_item"]
    document = Document.objects.filter(folder__object_id=world.objects["paper_bundle"].pk).latest("pk")
    paper = Paper.objects.create(collective=world.collective, item=item, document=document)
    world.objects.update(agenda_template=template, paper=paper, coming_paper=_coming_paper(world))


def _coming_paper(world: World) -> Paper:
    """With an item that can still change."""
    item = world.objects["coming_item"]
    folder = make.make_folder(world.collective, on=make.make_bundle(item))
    document = make.make_document(folder, f"Bij {item.title}.txt")
    return Paper.objects.create(collective=world.collective, item=item, document=document)


def _add_around(world: World, mark: str) -> None:
    """A session among ourselves, and the one with partners that goes on with it; the partner is invited to that one,
    and what is shared with him has still to wait a day."""
    said, body, project = world.plan_mark or mark, world.objects["body"], world.objects["project"]
    access = "closed" if world.plan_mark else "body"
    internal = make.make_held_meeting(
        body, kind="internal", title=f"Werksessie {said}", access=access, dossier=project
    )
    session = make.make_called_meeting(
        body, kind="external", title=f"Sessie {mark}", access="body", dossier=project, prepared_in=internal
    )
    beside = make.make_item(session, title=f"Beraad {said}", access=access, dossier=project)
    beside.areas.add(world.objects["area"])
    later = make.make_item(internal, title=f"Later {said}", access=access)
    world.objects.update(
        internal_session=internal,
        partner_session=session,
        guest=make.make_attendance(session, Person.objects.get(user=world.visitors[StandingKind.PARTNER])),
        shared_piece=make.make_shared_piece(
            session, item=later, not_before=timezone.localdate() + timedelta(days=1)
        ),
        draft_position=make.make_position(
            internal, project, title=f"Concept {said}", text=said, mandate=said, access=access
        ),
    )
    _add_council(world, mark)


def _add_council(world: World, mark: str) -> None:
    """An item that touches the project and the area, as the words say; and a file with agendas on its way in."""
    said, item = world.plan_mark or mark, world.objects["council_item"]
    project, area = world.objects["project"], world.objects["area"]
    item.reasons = [
        {"kind": "project", "pk": project.pk, "words": [f"woord {said}"], "is_away": False},
        {"kind": "area", "pk": area.pk, "words": ["straat"], "is_away": False},
    ]
    item.save()
    item.dossiers.add(project)
    item.areas.add(area)
    world.objects["council_draft"] = _draft(world, "meetings.council", mark)
    world.objects["council_draft"].rows = []
    world.objects["council_draft"].save()


def _add_works(world: World, mark: str) -> None:
    said = world.plan_mark or mark
    source = make.make_work_source(world.collective, name=f"Bron {mark}")
    work = make.make_work(
        world.collective,
        name=f"Kade {said}",
        description=said,
        visibility=world.circle,
        project=world.objects["project"],
    )
    make.make_phase(work, name=f"Fase {said}", start=date(2026, 5, 4), end=date(2026, 5, 9))
    world.objects.update(
        work=work,
        work_line=make.make_stretch(work, name=f"Stuk {said}"),
        trashed_work=make.make_work(world.collective, name=f"Weg {said}", trashed_at=timezone.now()),
        work_source=source,
        works_reading=make.make_works_reading(source, file_name=f"werk {mark}.json"),
        clash=make.make_clash(work, project=world.objects["project"], outcome=f"Bel {said}"),
    )
    plan = make.make_works_plan(world.collective, name=f"Volgorde {mark}")
    world.objects.update(
        works_plan=plan,
        planned_work=make.make_planned(plan, work),
        works_rule=make.make_works_rule(world.collective, work, name=f"Regel {mark}"),
        plan_run=make.make_plan_run(plan, state="stopped"),
    )
    make.make_involvement(work=work, reason=f"Omdat {said}")
    invited = make.make_invitation_list(world.collective, name=f"Lijst {mark}", work=work)
    world.objects.update(
        protocol=make.make_protocol(
            make.make_road_network(world.collective),
            name=f"Uitval {mark}",
        ),
        invitation_list=invited,
        invitee=make.make_invitee(
            invited, person=make.make_person(world.collective, family_name=f"De Vries {mark}")
        ),
    )
    add_game(world.collective, world.objects, mark)
