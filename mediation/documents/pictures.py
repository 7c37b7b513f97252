"""Photos: turned upright and written anew, so that position data and hidden extras stay outside."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from mediation.documents.upload_types import Content, UploadRefused
from mediation.rules.findings import Words

# A file of some kilobytes may unfold into gigabytes; a good telephone takes less than 25 million points in
# ordinary use. Told by the head of the file, before anything is unfolded.
MOST_POINTS = 40_000_000

pi_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    kept_as: Content
    width: int
    height: int


def examine_picture(received: bytes, content: Content, shown: str) -> Picture:
    """The picture written anew without its metadata; raises UploadRefused when it cannot be read."""
    try:
        with Image.open(BytesIO(received), formats=[_reader(content)]) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise _too_many_points(shown)
            upright = ImageOps.exif_transpose(picture)
            kept_as = Content.JPEG if content is Content.HEIC else content
            return Picture(_written(upright, kept_as), kept_as, upright.width, upright.height)
    except Image.DecompressionBombError as error:
        raise _too_many_points(shown) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, UploadRefused):
            raise
        raise UploadRefused(
            Words(
                f"照片“{shown}”打不开，可能没有传完整，请重新选择或重新拍一张。",
                f"The photo “{shown}” cannot be opened; it may be incomplete. "
                "Choose it again or take a new one.",
            )
        ) from error


def _reader(content: Content) -> str:
    return {Content.JPEG: "JPEG", Content.PNG: "PNG", Content.WEBP: "WEBP", Content.HEIC: "HEIF"}[content]


def _written(upright: Image.Image, kept_as: Content) -> bytes:
    """Only the points and the colour profile are carried over."""
    profile = upright.info.get("icc_profile")
    picture = (
        upright.convert("RGB") if kept_as is Content.JPEG and upright.mode not in ("RGB", "L") else upright
    )
    picture.info.clear()
    written = BytesIO()
    if kept_as is Content.JPEG:
        picture.save(written, "JPEG", quality=90, icc_profile=profile)
    elif kept_as is Content.PNG:
        picture.save(written, "PNG", icc_profile=profile)
    else:
        picture.save(written, "WEBP", quality=90, icc_profile=profile or b"")
    return written.getvalue()


def _too_many_points(shown: str) -> UploadRefused:
    return UploadRefused(
        Words(
            f"照片“{shown}”的尺寸太大，请缩小后再上传。",
            f"The photo “{shown}” has too many pixels. Make it smaller, then upload it.",
        )
    )
