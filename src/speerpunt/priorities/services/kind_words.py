"""The words by which an imported plan shows what its lines are."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..models import KindWord


@transaction.atomic
def set_kind_words(collective: Collective, words: Mapping[str, Sequence[str]], *, by: User | None) -> None:
    """Make the table exactly these words: kind -> phrases."""
    wanted = {phrase: kind for kind, phrases in words.items() for phrase in phrases}
    present = {word.phrase: word for word in KindWord.objects.all()}
    for phrase in present.keys() - wanted.keys():
        _remove(present[phrase], by)
    for phrase, kind in wanted.items():
        if phrase in present:
            save_changes(present[phrase], by=by, kind=kind)
        else:
            word = KindWord.objects.create(collective=collective, phrase=phrase, kind=kind)
            record(word, Verb.CREATED, by=by, note=phrase)


@transaction.atomic
def restore_kind_words(*, by: User | None) -> None:
    """Back to the usual words: those hold as long as the table is empty."""
    for word in KindWord.objects.all():
        _remove(word, by)


def _remove(word: KindWord, by: User | None) -> None:
    record(word, Verb.DELETED, by=by, note=word.phrase)
    word.delete()
