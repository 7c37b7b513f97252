"""A signing key, seals and papers to try them on."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

from flask import Flask
from PIL import Image, ImageDraw

from mediation import clock
from mediation.sealing.keys import SigningKey, make_test_key

HOLDER = "厦门市地方金融纠纷调解中心"


def set_up_key(app: Flask, folder: Path) -> SigningKey:
    """Give `app` a signing key of its own."""
    app.config["SIGNING_KEY"] = folder / "signing-key.pem"
    return make_test_key(app.config["SIGNING_KEY"], HOLDER, at=clock.now())


def picture(size: int = 480, *, mode: str = "RGBA", kind: str = "PNG") -> bytes:
    """A red ring on a transparent ground."""
    drawn = Image.new(mode, (size, size), (255, 255, 255, 0) if mode == "RGBA" else (255, 255, 255))
    ImageDraw.Draw(drawn).ellipse((10, 10, size - 10, size - 10), outline=(200, 20, 20), width=12)
    out = io.BytesIO()
    drawn.save(out, kind)
    return out.getvalue()


def pdfsig(content: bytes, folder: Path) -> str:
    """What poppler, which shares no code with us, says of the signatures in a PDF."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    return done.stdout
