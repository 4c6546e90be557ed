"""Where higher apps enter what lower pages show, so that no low app imports a higher one.

Each app enters its things in `AppConfig.ready`. Pages are named after their view, as in "members:organisation".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .sheets import Sheet

Choices = Iterable[tuple[str, Any]]


# The page of a panel that stands with everything that papers, actions and followers hang on.
EVERY_SUBJECT = "every subject"


@dataclass(frozen=True)
class Panel:
    """A part of a page that a higher app fills. No context: nothing is shown."""

    page: str
    order: int
    template: str
    context: Callable[[HttpRequest, Model], dict[str, Any] | None]


@dataclass(frozen=True)
class ListFilter:
    """A filter that a higher app adds to a list."""

    page: str
    name: str
    label: Any
    choices: Callable[[], Choices]
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class VisitorFilter:
    """The same, where what can be chosen and what that finds differ between visitors."""

    page: str
    name: str
    label: Any
    choices: Callable[[Any], Choices | Iterable[tuple[int, Any]]]
    # Rows, what was chosen, and the visitor.
    apply: Callable[[QuerySet[Any], str, Any], QuerySet[Any]]


@dataclass(frozen=True)
class NavigationItem:
    order: int
    title: Any
    page: str
    icon: str = ""
    is_shown: Callable[[HttpRequest], bool] = field(default=lambda request: True)
    # Other pages that one reaches from here, and that have no entry of their own.
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Home:
    """Where somebody who belongs to a collective begins, and which collectives those are."""

    page: str
    collectives_of: Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Subject:
    """A kind of row that papers, actions and followers hang on, wherever it stands in the stack."""

    model: type[Model]
    # Its page; what hangs on a row is shown there in panels.
    page: str
    # The rows that somebody may see at this moment; written as in `SearchSource`, and kept too.
    visible_to: Callable[[Any], QuerySet[Any]]
    # Asked of the row: may somebody hang something on it, and change what hangs there?
    permission: str
    # The circle that knows of the row, as in `Visibility`.
    circle: Callable[[Any], str]
    # The rows of this kind that belong to a row of another: the projects of an area or of a priority.
    belonging_to: Callable[[Any], QuerySet[Any]] | None = None
    # The fields that hold what a row is called, and what stands for it in the address of its page.
    name_field: str = "name"
    key_field: str = "pk"


@dataclass(frozen=True)
class SearchText:
    """What one row can be found by. `names` weighs less than the title and more than the text."""

    pk: int
    title: str
    names: str = ""
    text: str = ""
    # Of two that are equally good, the newest comes first.
    day: date | None = None
    # Its page, when that is the same for everybody; without it the row is asked at each search.
    url: str = ""


@dataclass(frozen=True)
class SearchSource:
    """Rows of one kind that can be found; which ones somebody may find, `visible_to` says at each search.

    Whoever may see a row may read all of its `SearchText`: it stands in the results, and what can be found by a
    word that is not shown is told all the same.
    """

    model: type[Model]
    # Where it stands among the kinds, and in the number of each entry: no other kind has the same.
    order: int
    # Over the results, in plural.
    title: Any
    # Writes a queryset from the standing of the visitor and from nothing else that changes within a day; it asks the
    # database nothing itself. So what it writes is kept (`core.queries.once`).
    visible_to: Callable[[Any], QuerySet[Any]]
    # What rows of that kind can be found by, in a few queries however many there are. One that is left out, such
    # as one in the trash, cannot be found.
    texts: Callable[[QuerySet[Any]], Iterable[SearchText]]
    # Other rows whose words stand in the text of this one, and the field in which each names it.
    parts: Mapping[type[Model], str] = field(default_factory=dict)
    # Where a row is read that this visitor sees, for rows whose text does not say so.
    url: Callable[[Any], str] = lambda row: row.get_absolute_url()

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True)
class JobOutcome:
    """What a job says when it is done, and the address where its result stands."""

    message: str
    page: str = ""


@dataclass(frozen=True)
class JobKind:
    """Work behind the scenes. `task` is the dotted name of a function that gets the job, and a note on which it
    says how far it is, and that returns a `JobOutcome`. `is_prompt`: somebody looks at a page that waits for it."""

    name: str
    title: Any
    task: str
    is_prompt: bool = False


@dataclass(frozen=True)
class MadeMail:
    """A mail as it is handed over; none when there is nothing to say any more. `when_gone` is called once it is
    with the mail server, in the transaction in which it leaves the queue."""

    message: EmailMessage | None
    when_gone: Callable[[], object] = field(default=lambda: None)


@dataclass(frozen=True)
class Recurring:
    """What comes round by itself, for the whole installation."""

    name: str
    every: timedelta
    run: Callable[[], object]
    # Asked first, often: so that who has nothing to do writes nothing down.
    is_needed: Callable[[], bool] = lambda: True


@dataclass(frozen=True)
class StoredFiles:
    """Bytes outside the database that rows tell of; whoever keeps or checks the whole asks for them."""

    # As in the setting STORAGES.
    storage: str
    # Place and SHA-256 of each, of all collectives; what is made of one lies at the same place with "-…" behind it.
    known: Callable[[], Iterable[tuple[str, str]]]


_panels: dict[str, list[Panel]] = defaultdict(list)
_filters: dict[str, list[ListFilter]] = defaultdict(list)
_visitor_filters: dict[str, list[VisitorFilter]] = defaultdict(list)
_navigation: list[NavigationItem] = []
_account_links: list[NavigationItem] = []
_banners: list[str] = []
_listeners: dict[str, list[Callable[..., None]]] = defaultdict(list)
_map_layers: dict[str, str] = {}
_homes: list[Home] = []
_search_pages: list[tuple[str, str]] = []
_subjects: dict[type[Model], Subject] = {}
_search_sources: dict[type[Model], SearchSource] = {}
_job_kinds: dict[str, JobKind] = {}
_recurring: list[Recurring] = []
_mail_makers: dict[str, str] = {}
_sheets: dict[str, Sheet] = {}
_stored_files: list[StoredFiles] = []
_erasers: dict[str, str] = {}


def add_panel(panel: Panel) -> None:
    _panels[panel.page].append(panel)


def panels_for(page: str, request: HttpRequest, subject: Model) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of every panel that has something to show, in order."""
    found = []
    for panel in sorted(_panels_on(page), key=lambda each: each.order):
        context = panel.context(request, subject)
        if context is not None:
            found.append((panel.template, context))
    return found


def _panels_on(page: str) -> list[Panel]:
    is_of_subject = any(subject.page == page for subject in _subjects.values())
    return _panels[page] + (_panels[EVERY_SUBJECT] if is_of_subject else [])


def add_filter(list_filter: ListFilter) -> None:
    _filters[list_filter.page].append(list_filter)


def filters_for(page: str) -> list[ListFilter]:
    return list(_filters[page])


def add_visitor_filter(visitor_filter: VisitorFilter) -> None:
    _visitor_filters[visitor_filter.page].append(visitor_filter)


def visitor_filters_for(page: str) -> list[VisitorFilter]:
    return list(_visitor_filters[page])


def add_navigation(item: NavigationItem) -> None:
    _navigation.append(item)


def navigation() -> list[NavigationItem]:
    return sorted(_navigation, key=lambda item: item.order)


def add_account_link(item: NavigationItem) -> None:
    """A line in the menu of the account."""
    _account_links.append(item)


def account_links() -> list[NavigationItem]:
    return sorted(_account_links, key=lambda item: item.order)


def add_banner(template: str) -> None:
    """A template above the header of every page; it decides itself whether it shows anything."""
    _banners.append(template)


def banners() -> list[str]:
    return list(_banners)


def set_map_layer(layer: str, page: str) -> None:
    """The page that serves the "base" or the "areas" of every map that does not name its own."""
    _map_layers[layer] = page


def map_layer(layer: str) -> str:
    return _map_layers.get(layer, "")


def set_home(home: Home) -> None:
    _homes[:] = [home]


def home() -> Home | None:
    return _homes[0] if _homes else None


def set_search_pages(page: str, suggestions: str) -> None:
    """Where the field in the header leads, and where it asks for suggestions."""
    _search_pages[:] = [(page, suggestions)]


def search_pages() -> tuple[str, str] | None:
    return _search_pages[0] if _search_pages else None


def add_subject(subject: Subject) -> None:
    _subjects[subject.model] = subject


def subjects() -> list[Subject]:
    return list(_subjects.values())


def subject_for(model: type[Model]) -> Subject:
    return _subjects[model]


def add_search_source(source: SearchSource) -> None:
    if any(other.order == source.order for other in search_sources() if other.model is not source.model):
        raise ValueError(f"Another kind that can be found already stands at {source.order}.")
    _search_sources[source.model] = source


def search_sources() -> list[SearchSource]:
    return sorted(_search_sources.values(), key=lambda source: source.order)


def sight_of(model: type[Model]) -> Callable[[Any], QuerySet[Any]] | None:
    """Which rows of a kind somebody may see; nothing is known of a kind that has no page of its own."""
    entered = _subjects.get(model) or _search_sources.get(model)
    return entered.visible_to if entered is not None else None


def add_job_kind(kind: JobKind) -> None:
    _job_kinds[kind.name] = kind


def prompt_kinds() -> list[str]:
    return [kind.name for kind in _job_kinds.values() if kind.is_prompt]


def job_kind(name: str) -> JobKind:
    return _job_kinds[name]


def job_title(name: str) -> Any:
    """Of a kind that is no longer there, its name."""
    return _job_kinds[name].title if name in _job_kinds else name


def add_sheet(sheet: Sheet) -> None:
    """A table that comes in, with the two jobs that this takes."""
    _sheets[sheet.name] = sheet
    add_job_kind(JobKind(sheet.reading_job, _("Read a file"), "speerpunt.core.tasks.read_draft"))
    add_job_kind(JobKind(sheet.import_job, sheet.title, "speerpunt.core.tasks.take_over_draft"))


def sheet_named(name: str) -> Sheet:
    return _sheets[name]


def add_recurring(work: Recurring) -> None:
    _recurring.append(work)


def recurring() -> list[Recurring]:
    return list(_recurring)


def set_mail_maker(name: str, task: str) -> None:
    """`task` is the dotted name of a function that gets the `OutgoingMail`, within its collective, at the moment of
    sending, and that returns a `MadeMail`."""
    _mail_makers[name] = task


def mail_maker(name: str) -> str:
    return _mail_makers[name]


def add_stored_files(files: StoredFiles) -> None:
    _stored_files.append(files)


def stored_files() -> list[StoredFiles]:
    return list(_stored_files)


def set_eraser(kind: str, task: str) -> None:
    """`task` is the dotted name of a function that gets a row of the kind, within its collective, and forgets it."""
    _erasers[kind] = task


def eraser(kind: str) -> str:
    return _erasers[kind]


def listen(event: str, listener: Callable[..., None]) -> None:
    """Call `listener` whenever a lower app announces `event`, in the same transaction."""
    _listeners[event].append(listener)


def announce(event: str, **facts: Any) -> None:
    for listener in _listeners[event]:
        listener(**facts)
