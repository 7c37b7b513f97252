"""The blueprint that the pages of letters share."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("letters", __name__)

Answer = str | Response | tuple[str, int]
