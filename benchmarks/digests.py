"""CPU time of making one digest, the mail included, for five hundred readers who each follow several things.

Runs in a process of its own for each database: `python -m benchmarks.digests` prints one JSON object.
"""

import json
import os
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from django.utils import timezone, translation  # noqa: E402
from django_scopes import scope  # noqa: E402

from speerpunt.core.models import Collective, OutgoingMail, Telling, User  # noqa: E402
from speerpunt.core.services import follow, save_changes  # noqa: E402
from speerpunt.core.services.telling import DIGEST  # noqa: E402
from speerpunt.members.models import Organisation, OrganisationRole, Person  # noqa: E402
from speerpunt.places.models import Area  # noqa: E402
from speerpunt.portal.tasks import make_digest  # noqa: E402
from speerpunt.priorities.models import Priority, Project  # noqa: E402

READERS = 500
CHANGED = 20
A_MONTH = timedelta(days=28)


def main() -> None:
    leiden = Collective.objects.get(slug="leiden")
    with scope(collective=leiden), translation.override("nl"):
        for project in Project.objects.order_by("pk")[:CHANGED]:
            save_changes(project, by=None, next_step=f"{project.next_step} ", health="attention")
        time.sleep(11)  # until it is settled
        made = sorted(timed(mail) for mail in list(mails(leiden)))
    print(
        json.dumps(
            {
                "count": len(made),
                "median_ms": round(statistics.median(made), 1),
                "p95_ms": round(made[int(len(made) * 0.95) - 1], 1),
            }
        )
    )


def mails(leiden: Collective) -> Iterator[OutgoingMail]:
    """A third follows an area, a third a priority, a third three projects."""
    umbrella = Organisation.objects.filter(kind="umbrella").order_by("pk")[0]
    areas, priorities = list(Area.objects.kept()), list(Priority.objects.all())
    projects = list(Project.objects.order_by("pk"))
    for number in range(READERS):
        user = User.objects.create(email=f"lezer{number}@leiden.example")
        person = Person.objects.create(collective=leiden, user=user, family_name=f"Lezer {number}")
        OrganisationRole.objects.create(
            collective=leiden, person=person, organisation=umbrella, kind="employee"
        )
        first = number % len(projects)
        followed = (
            [areas[number % len(areas)]],
            [priorities[number % len(priorities)]],
            projects[first : first + 3],
        )[number % 3]
        for target in followed:
            follow(target, by=user)
        telling = Telling.objects.get(user=user)
        Telling.objects.filter(pk=telling.pk).update(told_until=timezone.now() - A_MONTH)
        yield OutgoingMail(maker=DIGEST, about=telling.pk, collective_slug=leiden.slug)


def timed(mail: OutgoingMail) -> float:
    start = time.process_time()
    made = make_digest(mail)
    if made.message is not None:
        made.message.message().as_bytes()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
