"""What documents hang onto the application."""

from __future__ import annotations

from flask import Flask

from mediation.documents.arrival import init_arrival


def wire(app: Flask) -> None:
    init_arrival(app)
