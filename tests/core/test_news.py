"""What is news: not what came in with an import, and not what the reader did himself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import HistoryEvent
from speerpunt.core.queries.news import News, Period, happened_to
from speerpunt.priorities.models import Milestone, Project
from tests.factories import make_edition, make_priority, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def projects(leiden):
    priority = make_priority(make_edition(leiden, status="current"))
    return [make_project(priority, title=title) for title in ("Brug", "Kade", "Plein", "Straat", "Weg")]


def happened(project, verb=Verb.CHANGED, *, actor=None, days_ago=1):
    return HistoryEvent.objects.create(
        collective_id=project.collective_id,
        at=timezone.now() - timedelta(days=days_ago),
        actor=actor,
        verb=verb,
        target_model=Project._meta.label_lower,
        target_id=project.pk,
    )


def test_only_what_others_did_in_the_period_is_news(leiden, projects):
    reader, other = make_user(), make_user()
    since = Period(timezone.now() - timedelta(days=7))
    told = happened(projects[0], actor=other)
    happened(projects[1], Verb.IMPORTED, actor=other)
    happened(projects[2], actor=reader)
    happened(projects[3], actor=other, days_ago=9)
    unsigned = happened(projects[4], actor=None, days_ago=2)
    news, label = News(reader, since), Project._meta.label_lower
    assert (news.is_about(Project), news.is_about(Milestone)) == (True, False)
    assert set(happened_to(Project.objects.all(), since, reader.pk)) == {projects[0], projects[4]}
    assert news.events({label: [each.pk for each in projects]}, 5) == [told, unsigned]
    assert news.events({label: [projects[4].pk]}, 5) == [unsigned]
    assert news.events({label: [], "core.comment": [1]}, 5) == []
