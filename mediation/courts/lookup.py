"""The blueprint of the pages about a case and a court."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("courts", __name__, url_prefix="/desk/cases/<case_number:case_number>/court")
