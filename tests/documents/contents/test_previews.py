"""What is seen of a file without opening it."""

import io

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader, PdfWriter

from speerpunt.documents.enums import FileKind
from speerpunt.documents.exporters.previews import DEFAULT_WIDTH, WIDTHS, preview_count, preview_image
from speerpunt.documents.problems import FileProblem

from .making import drawn, pdf, picture, word


def stored(tmp_path, content):
    path = tmp_path / "stored"
    path.write_bytes(content)
    return path


def shown(path, kind, page=1, **options):
    return Image.open(io.BytesIO(preview_image(path, kind, page, **options)))


def near(one, other, tolerance=24):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def test_each_page_of_a_pdf_is_seen(tmp_path):
    path = stored(tmp_path, pdf("een", "twee", "drie"))
    assert preview_count(path, FileKind.PDF) == 3
    page = shown(path, FileKind.PDF, 2)
    assert (page.format, page.width, page.mode) == ("WEBP", DEFAULT_WIDTH, "RGB")
    # The box that is drawn on each page, 72 points from the left and 400 from below.
    scale = page.width / 595.28
    assert near(page.getpixel((int(150 * scale), page.height - int(450 * scale))), (25, 77, 128))


def test_a_page_that_is_not_there_is_told_so(tmp_path):
    path = stored(tmp_path, pdf())
    for page in (0, -1, 2, 10**9):
        with pytest.raises(FileProblem) as problem:
            preview_image(path, FileKind.PDF, page)
        assert problem.value.code == "no_such_page"
    with pytest.raises(FileProblem):
        preview_image(stored(tmp_path, picture("PNG")), FileKind.PICTURE, 2)


@pytest.mark.parametrize("width", [1, 320, 2400, 10**9])
def test_no_width_is_larger_than_a_screen(tmp_path, width):
    page = shown(stored(tmp_path, pdf()), FileKind.PDF, width=width)
    assert page.width in WIDTHS


def test_a_page_of_a_kilometre_stays_small(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.pages[0].mediabox.upper_right = (10, 2_000_000)
    out = io.BytesIO()
    writer.write(out)
    assert shown(stored(tmp_path, out.getvalue()), FileKind.PDF).height <= 4 * DEFAULT_WIDTH


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_every_kind_is_seen(tmp_path, kind):
    path = stored(tmp_path, picture(kind))
    assert preview_count(path, FileKind.PICTURE) == 1
    seen = shown(path, FileKind.PICTURE, width=160)
    assert seen.size == (160, 100)
    assert near(seen.convert("RGB").getpixel((10, 10)), (21, 66, 115))


def test_a_picture_is_never_made_larger(tmp_path):
    assert shown(stored(tmp_path, picture("PNG")), FileKind.PICTURE).size == (320, 200)


@pytest.mark.parametrize(("turned", "size"), [(3, (320, 200)), (6, (200, 320)), (8, (200, 320))])
def test_a_photo_stands_upright(tmp_path, turned, size):
    exif = Image.Exif()
    exif[0x0112] = turned
    seen = shown(stored(tmp_path, picture("JPEG", exif=exif)), FileKind.PICTURE)
    assert seen.size == size
    upright = {3: (310, 190), 6: (190, 10), 8: (10, 310)}[turned]
    assert near(seen.getpixel(upright), (21, 66, 115))


def test_a_picture_that_moves_stands_still(tmp_path):
    frames = [drawn("P"), Image.new("P", (320, 200), 3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert getattr(shown(stored(tmp_path, out.getvalue()), FileKind.PICTURE), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_a_picture_in_every_way_of_writing_colours_is_seen(tmp_path, mode):
    out = io.BytesIO()
    drawn("L" if mode == "I;16" else mode).convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert shown(stored(tmp_path, out.getvalue()), FileKind.PICTURE).size == (320, 200)


def test_nothing_in_the_picture_tells_of_its_maker(tmp_path):
    exif = Image.Exif()
    exif[0x013B] = "Kanarie de Maker"
    content = picture(
        "JPEG",
        exif=exif,
        comment=b"Kanarie",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    assert b"Kanarie" in content
    made = preview_image(stored(tmp_path, content), FileKind.PICTURE, 1)
    assert b"Kanarie" not in made
    assert not Image.open(io.BytesIO(made)).getexif()


def test_text_has_no_pictures_of_pages(tmp_path):
    path = stored(tmp_path, word())
    assert preview_count(path, FileKind.WORD) == 0
    with pytest.raises(FileProblem, match="geen voorbeeld"):
        preview_image(path, FileKind.WORD, 1)


def test_a_file_that_cannot_be_drawn_is_kept_all_the_same(tmp_path):
    with pytest.raises(FileProblem, match="is bewaard"):
        preview_image(stored(tmp_path, picture("PNG")[:300]), FileKind.PICTURE, 1)


def test_a_page_that_draws_itself_without_end_is_ended(tmp_path):
    from tests.priorities.importers.test_break_in_documents import drawing_itself

    path = stored(tmp_path, drawing_itself(10, 10, b"0 0 m 1 1 l S"))
    with pytest.raises(FileProblem, match="is bewaard"):
        preview_image(path, FileKind.PDF, 1)
