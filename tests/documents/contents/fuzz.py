"""Sound files with bytes changed, thrown at every function that opens one.

    python -m tests.documents.contents.fuzz --rounds 2000 --seed 1

Prints the seed of each find. A find is anything but an answer or a `FileProblem`, or a reader that wanted to import
something when the doors were shut already: a sound file of that kind would be refused as well.
"""

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")

LATE = "Too many open files"


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, a piece doubled, taken out, or filled with one value."""
    out = bytearray(content)
    for _time in range(chance.randint(1, 6)):
        place, length = chance.randrange(len(out)), chance.choice([1, 1, 1, 4, 64])
        piece = out[place : place + length]
        kind = chance.randrange(5)
        if kind == 0:
            out[place : place + length] = bytes(chance.randrange(256) for _byte in piece)
        elif kind == 1:
            out[place:place] = piece * chance.choice([1, 2, 50])
        elif kind == 2 and len(out) > length + 1:
            del out[place : place + length]
        elif kind == 3:
            out[place : place + length] = bytes([chance.choice([0, 255, 127, 128])]) * len(piece)
        else:
            out[place] ^= 1 << chance.randrange(8)
    return bytes(out)


def inside(content: bytes, chance: random.Random) -> bytes:
    """An Office file of which one part is damaged, packed anew, so that the damage reaches its readers."""
    from .making import changed, unzipped

    parts = unzipped(content)
    name = chance.choice(sorted(parts))
    return changed(content, {name: damaged(parts[name], chance)}) if parts[name] else content


def tried(folder: Path, name: str, content: bytes) -> Counter[str]:
    """How each function answered. Raises whatever is not an answer."""
    from speerpunt.documents.enums import EXTENSIONS, extension_of
    from speerpunt.documents.exporters.previews import preview_count, preview_image
    from speerpunt.documents.exporters.publishing import without_metadata
    from speerpunt.documents.importers.contents import inspect_file, read_text
    from speerpunt.documents.problems import FileProblem

    path = folder / "upload"
    path.write_bytes(content)
    kind = EXTENSIONS[extension_of(name)][0]
    counted: Counter[str] = Counter()
    for task in (
        lambda: inspect_file(path, name),
        lambda: read_text(path, kind),
        lambda: preview_count(path, kind),
        lambda: preview_image(path, kind, 1),
        lambda: without_metadata(path, kind, folder / "copy"),
    ):
        try:
            task()
            counted["answered"] += 1
        except FileProblem as problem:
            counted[problem.code] += 1
            if LATE in getattr(problem.__cause__, "because", ""):
                raise AssertionError(f"{name}: something was imported too late") from problem
    return counted


def main() -> None:
    import django

    django.setup()
    from .making import SOUND

    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    counted: Counter[str] = Counter()
    finds = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.seed, asked.seed + asked.rounds):
            chance = random.Random(seed)
            name = chance.choice(sorted(SOUND))
            content = SOUND[name]()
            is_office = content.startswith(b"PK") and chance.random() < 0.7
            content = inside(content, chance) if is_office else damaged(content, chance)
            try:
                counted += tried(Path(folder), name, content)
            except Exception as find:  # noqa: BLE001 - that is what it looks for
                finds += 1
                print(f"seed {seed}, {name}: {find!r}", flush=True)
    print(
        f"{asked.rounds} files, {finds} finds;",
        ", ".join(f"{code} {count}" for code, count in counted.most_common()),
    )
    sys.exit(finds > 0)


if __name__ == "__main__":
    main()
