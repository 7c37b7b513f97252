"""What this package adds to the application: signing in, and its pages."""

from __future__ import annotations

from flask import Flask
from flask_login import LoginManager

from mediation.accounts.queries import user_with_key
from mediation.accounts.views import blueprint


def wire(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # a phone changes its address; the key in the cookie decides
    manager.user_loader(user_with_key)
    app.register_blueprint(blueprint)
