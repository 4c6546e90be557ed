"""The demonstration, once loaded: everything of the files is there, and a second time changes nothing."""

import stat
import tomllib
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.core.models import Collective, CollectiveModel, Follow, HistoryEvent, User
from speerpunt.meetings.models import Meeting, Position
from speerpunt.meetings.queries import positions_visible_to
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Organisation, Person, Seat
from speerpunt.members.queries import attach_standing, standing_of
from speerpunt.places.models import Placement
from speerpunt.priorities.models import Milestone, Project
from tests.portal.example import FEW, LEIDEN

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def said(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for this file, and taken back at its end; each test takes back what it does itself."""
    var = tmp_path_factory.mktemp("var")
    elsewhere = override_settings(VAR=var)
    with django_db_blocker.unblock(), elsewhere, transaction.atomic():
        yield load("--demo")
        transaction.set_rollback(True)


def load(*options):
    told = StringIO()
    call_command("load_example", str(LEIDEN), f"--enterprises={FEW}", *options, stdout=told)
    return told.getvalue()


def counts():
    with scopes_disabled():
        return {
            model.__name__: model.objects.count()
            for model in apps.get_models()
            if issubclass(model, CollectiveModel)
        }


@pytest.fixture
def leiden():
    return Collective.objects.get(slug="leiden")


@pytest.fixture
def password_file():
    return settings.VAR / "demo-password"


def test_the_whole_plan_comes_in(leiden):
    found = counts()
    assert (found["PlanEdition"], found["Priority"], found["Project"]) == (2, 8, 89)
    with scope(collective=leiden):
        assert Organisation.objects.filter(kind="umbrella").count() == 10
        assert Organisation.objects.exclude(kvk_number="").count() == FEW
        assert Project.objects.filter(search_text="").count() == 0


def test_everything_of_the_files_is_there(leiden):
    plan = tomllib.loads((LEIDEN / "plan.toml").read_text())
    found = counts()
    for name, key in [("Milestone", "milestones"), ("ProjectPart", "parts"), ("ProjectTheme", "themes")]:
        assert found[name] == sum(len(project.get(key, [])) for project in plan["projects"]), name


def test_a_position_leads_from_our_own_session_to_what_partners_read(leiden):
    with scope(collective=leiden):
        position = Position.objects.get(state="agreed")
        partner = Person.objects.get(user__email="partner@leiden.example")
        attach_standing(partner.user, leiden)
        assert positions_visible_to(partner.user).get() == position
        assert str(position.decision) == "2026-16"
        assert position.shared_as.get().session.prepared_in == position.session
        assert position.replaces.get().title == "Geen enkele brug dicht in de ochtend"


def test_minutes_of_the_board_are_approved_in_the_meeting_after(leiden):
    with scope(collective=leiden):
        approved = Meeting.objects.filter(title="Bestuursvergadering", approved_at__isnull=False)
        assert approved.count() == 8
        assert approved.filter(approved_in__starts_at__gt=F("starts_at")).count() == 8


def test_a_second_time_changes_nothing(leiden):
    before = counts()
    assert "alles was er al" in load("--demo")
    assert counts() == before


def test_what_somebody_changed_stays(leiden):
    with scope(collective=leiden):
        project = Project.objects.get(title="Spanjaardsbrug")
        Project.objects.filter(pk=project.pk).update(health="done")
        Milestone.objects.filter(project=project).first().delete()
        load()
        project.refresh_from_db()
        assert project.health == "done"


def test_who_lies_where_follows_from_the_shapes(leiden):
    with scope(collective=leiden):
        assert Placement.objects.filter(area__slug="leiden").count() >= FEW


def test_seats_tell_on_whose_behalf(leiden):
    with scope(collective=leiden):
        assert Seat.objects.filter(person__isnull=False, on_behalf_of=None).count() == 0


def test_what_was_reached_is_history_on_its_own_day(leiden):
    with scope(collective=leiden):
        milestone = Milestone.objects.filter(done_on__lt=timezone.localdate()).first()
        told = HistoryEvent.objects.get(target_model="priorities.milestone", target_id=milestone.pk)
        assert timezone.localdate(told.at) == milestone.done_on


@pytest.mark.parametrize("kind", [kind for kind in StandingKind if kind != StandingKind.PUBLIC])
def test_there_is_an_account_for_each_standing(leiden, password_file, kind):
    password = password_file.read_text().strip()
    found = [
        user
        for user in User.objects.all()
        if kind in standing_of(user, leiden).kinds and user.check_password(password)
    ]
    assert found


def test_the_accounts_and_their_password_are_told(said, password_file):
    assert said.count("@leiden.example") == 6
    assert password_file.read_text().strip() in said


def test_the_password_is_kept_for_its_owner_only_and_used_again(password_file):
    password = password_file.read_text()
    load("--demo")
    assert (stat.S_IMODE(password_file.stat().st_mode), password_file.read_text()) == (0o600, password)


def test_a_password_that_was_changed_works_again_after_loading(password_file):
    user = User.objects.get(email="lid@leiden.example")
    user.set_password("iets anders")
    user.save()
    load("--demo")
    user.refresh_from_db()
    assert user.check_password(password_file.read_text().strip())


def test_each_account_follows_something_from_the_first_day(leiden):
    with scope(collective=leiden):
        assert Follow.objects.values("user").distinct().count() == 6
