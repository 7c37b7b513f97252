"""The administrator's page of jobs, and what a monitor asks."""

from mediation.jobs.views.board import blueprint
from mediation.jobs.views.health import health, ready

__all__ = ["blueprint", "health", "ready"]
