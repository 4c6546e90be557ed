"""`python -m benchmarks.files`: what it costs to look at a file, to read it, to draw a page and to make a clean copy.

Files per second and seconds of a processor for each megabyte, of files that are made here: a note, a report of forty
pages, a photo. Each function starts a process of its own (docs/decisions/0006), so a start is in every number.
"""

import io
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from docx import Document  # noqa: E402
from openpyxl import Workbook  # noqa: E402
from PIL import Image  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from speerpunt.documents.enums import EXTENSIONS, FileKind, extension_of  # noqa: E402
from speerpunt.documents.exporters.previews import preview_image  # noqa: E402
from speerpunt.documents.exporters.publishing import without_metadata  # noqa: E402
from speerpunt.documents.importers.contents import inspect_file, read_text  # noqa: E402

RUNS = 8
LINE = "De weg langs het water gaat open in week 21, na overleg met de ondernemers van de Breestraat."
PAGES, LINES = 40, 45


def note() -> bytes:
    return (LINE + "\n").encode() * 50


def report_as_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(PAGES):
        for line in range(LINES):
            canvas.drawString(60, 780 - 16 * line, f"{page}.{line} {LINE}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def report_as_word() -> bytes:
    document, out = Document(), io.BytesIO()
    for number in range(PAGES * LINES):
        document.add_paragraph(f"{number} {LINE}")
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book, out = Workbook(write_only=True), io.BytesIO()
    page = book.create_sheet("Begroting")
    for number in range(5_000):
        page.append([number, f"Post {number}", number * 1.5, 0.125, LINE])
    book.save(out)
    return out.getvalue()


def photo(kind: str) -> bytes:
    """Twelve megapixels, as a phone makes them: noise on a slope, which neither squeezes well nor badly."""
    small = Image.effect_noise((1000, 750), 60).convert("RGB")
    out = io.BytesIO()
    small.resize((4000, 3000)).save(out, kind, quality=88)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "note.txt": note,
    "report.pdf": report_as_pdf,
    "report.docx": report_as_word,
    "sheet.xlsx": sheet,
    "photo.jpg": lambda: photo("JPEG"),
    "photo.png": lambda: photo("PNG"),
}


def main() -> None:
    print("| file | kB | what | a second | median ms | CPU ms | CPU s for a MB |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            path = Path(folder) / name
            path.write_bytes(make())
            for what, task in tasks(path, EXTENSIONS[extension_of(name)][0]).items():
                print(row(path, what, task), flush=True)


def tasks(path: Path, kind: FileKind) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {"look at": lambda: inspect_file(path, path.name)}
    if kind.has_text:
        found["read"] = lambda: read_text(path, kind)
    if kind.has_preview:
        found["draw"] = lambda: preview_image(path, kind, 1)
    found["clean"] = lambda: without_metadata(path, kind, path.with_name("copy"))
    return found


def row(path: Path, what: str, task: Callable[[], object]) -> str:
    task()
    took, begun = [], processor()
    for _run in range(RUNS):
        start = time.perf_counter()
        task()
        took.append(time.perf_counter() - start)
    cpu = (processor() - begun) / RUNS
    size = path.stat().st_size
    median = statistics.median(took)
    return (
        f"| {path.name} | {size // 1000} | {what} | {1 / median:.1f} | {median * 1000:.0f} | {cpu * 1000:.0f} "
        f"| {cpu / (size / 1e6):.2f} |"
    )


def processor() -> float:
    """Of this process and the readers that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
