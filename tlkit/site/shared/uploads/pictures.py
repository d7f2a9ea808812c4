"""Draws pictures anew: turned upright, no larger than a sheet needs, without anything but pixels.

What is kept is a file of ours. Position, camera, thumbnails, colour profiles and whatever
hides behind the picture's end are gone.
"""

from __future__ import annotations

import io
import threading
from typing import Literal

from PIL import Image, ImageOps

from tlkit.site.shared.uploads.refusals import RefusedUpload, damaged, picture_too_large

LONGEST = 3508
"""Pixels on the longer side of a kept picture: A4 at 300 dots an inch."""

MAX_PIXELS = {"jpeg": 80_000_000, "png": 36_000_000}
"""A JPEG is shrunk while it is decoded, a PNG (at most A4 at 600 dots an inch) only afterwards."""

SCAN = b"\xff\xda"
MAX_SCANS = 300
"""In how many parts a JPEG may come. Each is drawn over the whole picture, so that 5 MB of empty ones
took minutes; programs make a dozen. What a camera adds holds the two bytes by chance, once in 65,536."""

QUALITY = 85

one_at_a_time = threading.Lock()
"""A decoded picture takes up to 150 MB; threads of one process take turns."""

Format = Literal["jpeg", "png"]


def redraw(content: bytes, kind: Format, *, longest: int = LONGEST, as_: Format | None = None) -> bytes:
    """The picture as a file of our own. Raises `RefusedUpload`."""
    try:
        with one_at_a_time:
            return drawn(content, kind, longest, as_ or kind)
    except RefusedUpload:
        raise
    except Image.DecompressionBombError as error:
        raise picture_too_large() from error
    except Exception as error:  # whatever a decoder meets in a file made to hurt it
        raise damaged() from error


def drawn(content: bytes, kind: Format, longest: int, as_: Format) -> bytes:
    if kind == "jpeg" and content.count(SCAN) > MAX_SCANS:
        raise damaged()
    with Image.open(io.BytesIO(content), formats=(kind.upper(),)) as sent:
        # Nothing but the head of the file has been read yet.
        if sent.width * sent.height > MAX_PIXELS[kind]:
            raise picture_too_large()
        if kind == "jpeg":
            sent.draft("RGB", (longest, longest))
        upright = ImageOps.exif_transpose(eight_bits(sent))
        upright.thumbnail((longest, longest))
        clean = pixels_alone(upright)
    made = io.BytesIO()
    if as_ == "jpeg":
        clean.save(made, "JPEG", quality=QUALITY)
    else:
        clean.save(made, "PNG")
    return made.getvalue()


def eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of 16 bits a pixel, as some scanners make, in 8; all but its black would turn white."""
    if not picture.mode.startswith("I"):
        return picture
    return picture.point(lambda grey: grey * (1 / 256)).convert("L")


def pixels_alone(picture: Image.Image) -> Image.Image:
    """The pixels on white paper, with nothing else that the picture brought."""
    if picture.mode in ("1", "L"):
        bare = Image.new("L", picture.size)
        bare.paste(picture.convert("L"))
        return bare
    bare = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        bare.paste(seen, mask=seen.getchannel("A"))
    else:
        bare.paste(picture.convert("RGB"))
    return bare
