"""Whether the data key is the one with which this database was written.

A known value lies in the database, encrypted with the key of the first start. Whoever restores a
backup with another key is told at once, before a single value is written under that key: one
database must never hold the values of two keys.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from flask import current_app
from sqlalchemy import ColumnElement, Text, select, type_coerce
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import DataKeys, EncryptedText, Model, data_keys, db

KNOWN = "fengqiao"
THE_ONE = 1

REFUSAL = (
    "FENGQIAO_DATA_KEY is not the key with which this database was written: "
    "bring that key back (docs/operations.md, The data key). Nothing was changed."
)


class DataKeySeal(Model):
    """The one row that only the right data key opens."""

    __tablename__ = "data_key_seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[str] = mapped_column(EncryptedText)


def opens(secret: str, sealed: str) -> bool:
    """Whether the key opens a value as it lies in the database."""
    return _opens(data_keys(secret), sealed)


def fits() -> bool:
    """Whether the present app's key opens what the database holds; true while it holds nothing."""
    keys: DataKeys = current_app.extensions["data_keys"]
    return all(_opens(keys, sealed) for sealed in _sealed_values())


def seal() -> None:
    """Leave the known value for the starts to come. The key must fit; the caller commits."""
    if db.session.get(DataKeySeal, THE_ONE) is None:
        db.session.add(DataKeySeal(id=THE_ONE, sealed=KNOWN))


def _opens(keys: DataKeys, sealed: str) -> bool:
    try:
        raw = base64.b64decode(sealed)
        keys.cipher.decrypt(raw[:12], raw[12:], None)
    except (InvalidTag, binascii.Error, ValueError):
        return False
    return True


def _sealed_values() -> Iterator[str]:
    """The known value; in a database that has none yet, one value of every encrypted column."""
    known = _first(DataKeySeal.__table__.c.sealed)
    if known is not None:
        yield known
        return
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                value = _first(column)
                if value is not None:
                    yield value


def _first(column: ColumnElement[Any]) -> str | None:
    """One value as it lies there, not decrypted."""
    stored = select(type_coerce(column, Text)).where(column.isnot(None)).limit(1)
    return db.session.execute(stored).scalar()
