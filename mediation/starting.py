"""What must hold before the web server or the scheduler starts; each fault is one sentence."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, ProgrammingError

from mediation import data_key
from mediation.database import db

CORRUPT = (
    "The database file is damaged or cut short: bring the last copy back "
    "(docs/operations.md, Backup). Nothing was changed."
)


def refuse_unsound(app: Flask) -> None:
    """End this process with a sentence when it must not serve; raises SystemExit."""
    with app.app_context():
        fault = _database_fault()
    if fault:
        raise SystemExit(fault)


def _database_fault() -> str | None:
    """A database that is away or not brought up to date yet is no fault: it may come, /readyz tells."""
    try:
        if not data_key.fits():
            return data_key.REFUSAL
        data_key.seal()
        db.session.commit()
    except (OperationalError, ProgrammingError):
        return None
    except IntegrityError:  # the other of the two processes was first
        db.session.rollback()
        return None if data_key.fits() else data_key.REFUSAL
    except DatabaseError:
        return CORRUPT
    finally:
        db.session.rollback()
    return None
