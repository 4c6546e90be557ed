"""Reading sources of works behind the scenes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.addresses import address, current_collective
from speerpunt.core.fetching import WHY, FetchProblem, fetch
from speerpunt.core.geometry import Bounds
from speerpunt.core.models import Job, OutgoingMail
from speerpunt.core.registry import JobOutcome, MadeMail
from speerpunt.core.services.jobs import JobProblem
from speerpunt.documents.services.storage import local_path, temporary_folder
from speerpunt.members.queries import attach_standing

from .enums import ReadingState, RunState, SourceKind
from .exporters.followers import confirmation_as_mail, news_as_mail
from .importers.datex import NoDatex, read_datex
from .importers.melvin import NoMelvin, read_melvin
from .models import (
    GameRound,
    GameSession,
    PlanRun,
    RouteProtocol,
    WorksFollower,
    WorkSource,
    WorksPlan,
    WorksReading,
)
from .problems import PuzzleProblem
from .problems.readings import Odd, ReadWork
from .queries.followers import news_for
from .services.figures import compute_effects, keep_figures
from .services.followers import note_known
from .services.games.scoring import prepare_game, score_round
from .services.ordering import search_best
from .services.protocols import compute_protocol, steps_of, tell_protocol_problem
from .services.reaching import compute_reach, states_to_compute
from .services.readings import begin_reading, keep_works, refuse_file, tell_of_problem
from .services.taking_over import take_over, works_to_take

DONE = gettext_lazy(
    "Done: %(new)d new, %(changed)d changed, %(same)d unchanged, %(vanished)d gone at the source."
)
# A publication of a country is read for the city and its surroundings.
AROUND_SHARE = 0.5


def look_at_works(job: Job, note: Any) -> JobOutcome:
    """What the file holds, for review; nothing of it comes in yet."""
    found = _reading_of(job)
    if found.state == ReadingState.LOOKING:
        _keep(found)
    return JobOutcome(_("Look what would come in."), found.get_absolute_url())


def fetch_works(job: Job, note: Any) -> JobOutcome:
    """From the address of a source. What is not taken over at once waits to be looked at."""
    source = _source_of(job)
    assert job.requested_by is not None
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        path = Path(folder) / "file"
        try:
            fetch(source.url, path)
        except FetchProblem as problem:
            tell_of_problem(source, str(WHY[problem.refusal]))
            raise JobProblem(str(WHY[problem.refusal])) from problem
        reading = begin_reading(source, path, file_name=_name_of(source.url), by=job.requested_by)
    try:
        _keep(reading)
    except JobProblem as problem:
        tell_of_problem(source, str(problem))
        raise
    tell_of_problem(source, "")
    if not source.is_taken_over:
        return JobOutcome(_("Look what would come in."), reading.get_absolute_url())
    note.begin(works_to_take(reading))
    outcome = take_over(reading, by=job.requested_by, progress=note.add)
    return JobOutcome(DONE % outcome, reading.get_absolute_url())


def _name_of(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2] or urlsplit(url).netloc


def _source_of(job: Job) -> WorkSource:
    source = WorkSource.objects.filter(pk=job.arguments["source"]).select_related("collective").first()
    if source is None or not source.url:
        raise JobProblem(_("This source is not read from an address any more."))
    _check_right(job)
    return source


def _keep(reading: WorksReading) -> None:
    try:
        with local_path(reading.place) as path, path.open("rb") as file:
            keep_works(reading, _read(reading, file))
    except (NoMelvin, NoDatex) as problem:
        refuse_file(reading, _refusal(reading.source.kind))
        raise JobProblem(_refusal(reading.source.kind)) from problem


def _read(reading: WorksReading, file: IO[bytes]) -> Iterator[ReadWork | Odd]:
    today = timezone.localdate()
    bounds = reading.collective.map_bounds
    city = Bounds(*bounds) if len(bounds) == 4 else None
    if reading.source.kind == SourceKind.DATEX:
        return read_datex(file, today=today, city=city, within=city.widened(AROUND_SHARE) if city else None)
    return read_melvin(file, today=today, city=city)


def _refusal(kind: str) -> str:
    if kind == SourceKind.DATEX:
        return _("This is no situation publication of DATEX II. Nothing was taken over.")
    return _("This is no export of Melvin in GeoJSON. Nothing was taken over.")


def take_over_works(job: Job, note: Any) -> JobOutcome:
    found = _reading_of(job)
    assert job.requested_by is not None
    note.begin(works_to_take(found))
    try:
        outcome = take_over(found, by=job.requested_by, progress=note.add)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    return JobOutcome(DONE % outcome, found.get_absolute_url())


def _reading_of(job: Job) -> WorksReading:
    """For who may still do so now."""
    rows = WorksReading.objects.select_related("source", "collective")
    found = rows.filter(pk=job.arguments["reading"]).first()
    if found is None:
        raise JobProblem(_("This file is not here any more. Upload it again."))
    _check_right(job)
    return found


def _check_right(job: Job) -> None:
    if job.requested_by is not None:
        attach_standing(job.requested_by, job.collective)
    if job.requested_by is None or not job.requested_by.has_perm("puzzle.import_works"):
        raise JobProblem(_("Who asked for this may not import works any more."))


def make_confirmation(mail: OutgoingMail) -> MadeMail:
    follower = _follower(mail)
    return MadeMail(confirmation_as_mail(follower, current_collective()) if follower else None)


def make_news(mail: OutgoingMail) -> MadeMail:
    """With what everybody may know at this moment; nothing when nothing changed, or to who stopped."""
    follower = _follower(mail)
    if follower is None or follower.confirmed_at is None:
        return MadeMail(None)
    news = news_for(follower, timezone.localdate())
    message = news_as_mail(follower, news, current_collective()) if news else None
    return MadeMail(message, lambda: note_known(follower, news.known))


def _follower(mail: OutgoingMail) -> WorksFollower | None:
    return WorksFollower.objects.select_related("area").filter(pk=mail.about).first()


def compute_reachability(job: Job, note: Any) -> JobOutcome:
    note.begin(states_to_compute())
    try:
        run = compute_reach(job.collective, progress=note.add)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    known = sum(week is not None for week in run.weeks)
    text = _("Computed for %(weeks)d weeks in %(seconds)s seconds.")
    return JobOutcome(text % {"weeks": known, "seconds": run.seconds}, address("puzzle:reach"))


def compute_route_protocol(job: Job, note: Any) -> JobOutcome:
    protocol = RouteProtocol.objects.select_related("network").filter(pk=job.arguments["protocol"]).first()
    if protocol is None:
        raise JobProblem(_("This protocol is not here any more."))
    try:
        note.begin(steps_of(protocol))
        compute_protocol(protocol, progress=note.add)
    except PuzzleProblem as problem:
        tell_protocol_problem(protocol, str(problem))
        raise JobProblem(str(problem)) from problem
    return JobOutcome(_("The detours are known."), protocol.get_absolute_url())


def search_best_order(job: Job, note: Any) -> JobOutcome:
    run = PlanRun.objects.select_related("plan").filter(pk=job.arguments["run"]).first()
    if run is None:
        raise JobProblem(_("This plan is not here any more."))
    if run.state == RunState.RUNNING:
        note.begin(run.limit_seconds)
        run = search_best(run, progress=note.add)
    if run.state == RunState.FAILED:
        raise JobProblem(run.problem)
    return JobOutcome(_("The search is over."), run.plan.get_absolute_url())


def _plan_of(job: Job) -> WorksPlan:
    plan = WorksPlan.objects.filter(pk=job.arguments["plan"]).first()
    if plan is None:
        raise JobProblem(_("This plan is not here any more."))
    return plan


def compute_figures_of_plan(job: Job, note: Any) -> JobOutcome:
    plan = _plan_of(job)
    try:
        keep_figures(plan)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    return JobOutcome(_("The figures of the plan are there."), plan.get_absolute_url())


def compute_effects_of_works(job: Job, note: Any) -> JobOutcome:
    plan = _plan_of(job)
    note.begin(1)
    try:
        compute_effects(plan, progress=note.add)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    return JobOutcome(_("While a work is moved, the page tells what that does."), plan.get_absolute_url())


def prepare_game_effects(job: Job, note: Any) -> JobOutcome:
    game = GameSession.objects.select_related("board").filter(pk=job.arguments["game"]).first()
    if game is None:
        raise JobProblem(_("This game is not here any more."))
    try:
        prepare_game(game)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    return JobOutcome(_("Phones tell at once what a move does."), game.get_absolute_url())


def score_game_round(job: Job, note: Any) -> JobOutcome:
    rows = GameRound.objects.select_related("game__board")
    turn = rows.filter(pk=job.arguments["round"]).first()
    if turn is None:
        raise JobProblem(_("This game is not here any more."))
    note.begin(turn.game.teams.count())
    try:
        score_round(turn, progress=note.add)
    except PuzzleProblem as problem:
        raise JobProblem(str(problem)) from problem
    return JobOutcome(_("The plans of all teams are computed."), turn.game.get_absolute_url())
