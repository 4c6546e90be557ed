"""The Dutch catalogues, one per app, without the gettext programs that a bare machine lacks.

python -m tools.catalogues check      every English text has its Dutch one, and nothing else is there
python -m tools.catalogues missing    what has no Dutch text yet, ready to paste
python -m tools.catalogues compile    one compiled catalogue in var/, which Django reads
"""

import argparse
import io
import os
import re
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LANGUAGE = "nl"
PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT / "src" / "speerpunt"
COMMON_APP = "core"  # holds what several apps say
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")

SINGLE, PLURAL, SINGLE_IN_CONTEXT, PLURAL_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": SINGLE,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), SINGLE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), SINGLE_IN_CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), PLURAL_IN_CONTEXT),
}


@dataclass(frozen=True, order=True)
class Text:
    """What the product says in English, and where it says so first."""

    context: str
    singular: str
    plural: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.singular


def apps() -> list[str]:
    return sorted(each.name for each in SOURCE.iterdir() if (each / "__init__.py").exists())


def texts_of(app: str) -> dict[tuple[str, str], Text]:
    """Every translatable text of an app, from its Python and its templates."""
    found: dict[tuple[str, str], Text] = {}
    for file in sorted((SOURCE / app).rglob("*")):
        if file.suffix in {".py", ".html", ".txt"} and "migrations" not in file.parts:
            for text in _texts_in(file):
                _keep_with_plural(found, text)
    return found


def _keep_with_plural(found: dict[tuple[str, str], Text], text: Text) -> None:
    """A text said with and without a plural is one entry, with it."""
    if text.key not in found or (text.plural and not found[text.key].plural):
        found[text.key] = text


def _texts_in(file: Path) -> Iterator[Text]:
    source = file.read_text(encoding="utf-8")
    code = source if file.suffix == ".py" else _as_python(source)
    calls = extract_python(io.BytesIO(code.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for line, function, arguments, _comments in calls:
        text = _text(function, arguments, f"{file.relative_to(PROJECT)}:{line}")
        if text and text.singular:
            yield text


def _as_python(template: str) -> str:
    """Django's own reading of a template; in brackets, so that indentation means nothing."""
    from django.utils.translation.template import templatize

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f"({templatize(template)})"


def _text(function: object, arguments: object, place: str) -> Text | None:
    """None when the first argument is not written out, as in `gettext(name)`."""
    words = arguments if isinstance(arguments, (tuple, list)) else (arguments,)
    shape = KEYWORDS[str(function)]
    in_context = shape in {SINGLE_IN_CONTEXT, PLURAL_IN_CONTEXT}
    wanted = 1 + in_context + (shape in {PLURAL, PLURAL_IN_CONTEXT})
    spoken = words[:wanted]
    if len(spoken) < wanted or not all(isinstance(word, str) for word in spoken):
        return None
    context, *forms = spoken if in_context else ("", *spoken)
    return Text(context, forms[0], forms[1] if len(forms) > 1 else "", place)


def catalogue_file(app: str) -> Path:
    return SOURCE / app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def read_catalogue(app: str) -> Catalog:
    file = catalogue_file(app)
    if not file.exists():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as lines:
        return read_po(lines, locale=LANGUAGE, abort_invalid=True)


def entries_of(app: str) -> dict[tuple[str, str], Message]:
    return {_key(message): message for message in read_catalogue(app) if message.id}


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", _forms(message.id)[0]


def _forms(words: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or [""])


def missing_from(app: str) -> list[Text]:
    """Texts without a Dutch one in the app's own catalogue or in the common one."""
    known = entries_of(COMMON_APP) | entries_of(app)
    return [text for key, text in texts_of(app).items() if not _is_translated(known.get(key), text)]


def _is_translated(message: Message | None, text: Text) -> bool:
    if message is None:
        return False
    forms = _forms(message.string)
    return all(forms) and (not text.plural or len(forms) > 1)


def problems() -> Iterator[str]:
    """What keeps the Dutch catalogue from being complete and true, one line each."""
    used = {app: texts_of(app) for app in apps()}
    used_anywhere = {key for texts in used.values() for key in texts}
    for app in apps():
        for text in missing_from(app):
            yield f"{text.place}: no Dutch text for {text.singular!r}"
        still_used = used_anywhere if app == COMMON_APP else used[app].keys()
        for key, message in entries_of(app).items():
            yield from _problems_of_entry(app, message, is_used=key in still_used)
        for message in read_catalogue(app).obsolete.values():
            yield f"{app}: obsolete entry {message.id!r}"
    yield from _disagreements()


def _problems_of_entry(app: str, message: Message, *, is_used: bool) -> Iterator[str]:
    english, dutch = _forms(message.id), _forms(message.string)
    if not is_used:
        yield f"{app}: nothing says {english[0]!r} any more"
    if message.fuzzy:
        yield f"{app}: {english[0]!r} is marked fuzzy"
    if not all(dutch):
        yield f"{app}: {english[0]!r} has an empty text"
    expected = [_placeholders(form) for form in english]
    for form in dutch:
        if form and _placeholders(form) not in expected:
            yield f"{app}: {form!r} has other placeholders than {english[-1]!r}"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _disagreements() -> Iterator[str]:
    """Compiled together, a text can have one translation only."""
    said: dict[tuple[str, str], tuple[str, Message]] = {}
    for app in apps():
        for key, message in entries_of(app).items():
            first_app, first = said.setdefault(key, (app, message))
            if first.string != message.string:
                yield f"{app}: {key[1]!r} differs from {first_app}; give one of them a context"


def compile_into(var: Path) -> Path:
    """Merge the catalogues of all apps into the compiled one that settings name."""
    merged = Catalog(locale=LANGUAGE, domain="django")
    for app in apps():
        for message in entries_of(app).values():
            merged.add(message.id, message.string, context=message.context)
    compiled = var / "locale" / LANGUAGE / "LC_MESSAGES" / "django.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=compiled.parent, delete=False) as draft:
        write_mo(draft, merged)
    Path(draft.name).replace(compiled)
    return compiled


def _print_missing(wanted: list[str]) -> None:
    for app in wanted or apps():
        entries = Catalog(locale=LANGUAGE)
        for text in missing_from(app):
            words = (text.singular, text.plural) if text.plural else text.singular
            entries.add(words, context=text.context or None, locations=[_location(text)])
        if len(entries):
            print(f"# {catalogue_file(app).relative_to(PROJECT)}")
            lines = io.BytesIO()
            write_po(lines, entries, omit_header=True, width=100)
            print(lines.getvalue().decode())


def _location(text: Text) -> tuple[str, int]:
    file, line = text.place.rsplit(":", 1)
    return file, int(line)


def _check() -> int:
    found = list(problems())
    print("\n".join(found) or "The Dutch catalogue is complete.")
    return min(len(found), 1)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=["check", "missing", "compile"])
    parser.add_argument("apps", nargs="*", help="only these apps (missing)")
    chosen = parser.parse_args()
    if chosen.command == "check":
        return _check()
    if chosen.command == "missing":
        _print_missing(chosen.apps)
    else:
        print(compile_into(Path(os.environ.get("SPEERPUNT_VAR", PROJECT / "var"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
