"""Hangs everything that all pages share onto the application."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from mediation.web.assets import init_assets
from mediation.web.converters import init_converters
from mediation.web.errors import init_errors
from mediation.web.filters import init_filters
from mediation.web.headers import init_headers
from mediation.web.paging import init_paging
from mediation.web.request import init_request
from mediation.web.words import init_words

csrf = CSRFProtect()


def init_web(app: Flask) -> None:
    """Requests, words, filters, headers, error pages, typed addresses and the forgery check.

    Call before the blueprints are registered: the converters must be known to their routes.
    """
    # An elderly person who takes an hour over one page must not lose it.
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    init_request(app)
    init_converters(app)
    init_words(app)
    init_filters(app)
    init_paging(app)
    init_assets(app)
    init_headers(app)
    init_errors(app)
    csrf.init_app(app)
