"""The session, the naming of constraints and the column types.

SQLite: a request that may write begins with BEGIN IMMEDIATE. With the driver's own late begin,
a read before the first write lies outside the transaction and updates get lost in silence.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, MetaData, Text, event
from sqlalchemy.engine import Connection, Dialect, Engine, ExceptionContext
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

CONNECT_SECONDS = 5  # a server that is away is noticed, not waited for
READING = frozenset({"GET", "HEAD", "OPTIONS"})


View = TypeVar("View", bound=Callable[..., Any])


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused, because its zone is a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must carry its time zone")
        moment = _in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _in_utc(moment: datetime) -> datetime:
    """`moment` in UTC; one that lies a few hours beyond the calendar stands at its end."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return _FIRST if moment.year == _FIRST.year else _LAST


_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Fen(TypeDecorator[int]):
    """Money in whole fen; a float is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and type(value) is not int:
            raise TypeError(f"money is a whole number of fen, not {type(value).__name__}")
        return value


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys of one app: for encrypted columns, and for the hashes that find a value again."""

    cipher: AESGCM
    lookup: bytes


def data_keys(secret: str) -> DataKeys:
    """Derive both keys from the one secret that the operator keeps."""
    return DataKeys(
        cipher=AESGCM(hashlib.sha256(b"column" + secret.encode()).digest()),
        lookup=hashlib.sha256(b"lookup" + secret.encode()).digest(),
    )


def _keys() -> DataKeys:
    """The present app's keys: two apps in one process must not read with each other's."""
    keys: DataKeys = current_app.extensions["data_keys"]
    return keys


def lookup_hash(text: str) -> str:
    """A keyed hash that finds an encrypted value again without revealing it (64 hex digits)."""
    return hmac.new(_keys().lookup, text.encode(), hashlib.sha256).hexdigest()


class EncryptedText(TypeDecorator[str]):
    """Text encrypted at rest (AES-256-GCM); equal texts give different values."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        nonce = os.urandom(12)
        return base64.b64encode(nonce + _keys().cipher.encrypt(nonce, value.encode(), None)).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        sealed = base64.b64decode(value)
        return _keys().cipher.decrypt(sealed[:12], sealed[12:], None).decode()


def init_database(app: Flask) -> None:
    """Bind the session to the app's database and set what SQLite needs."""
    app.extensions["data_keys"] = data_keys(app.config["DATA_KEY"])
    options: dict[str, Any] = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "hide_parameters": True,  # a failed statement is logged, and its values are about people
    }
    if not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        options["pool_pre_ping"] = True
        options["connect_args"] = {"connect_timeout": CONNECT_SECONDS}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)


@event.listens_for(Engine, "handle_error")
def _leave_out_values(context: ExceptionContext) -> None:
    """PostgreSQL adds the values of the row to what it says; a log is no place for them."""
    said = str(context.original_exception)
    first = said.partition("\nDETAIL:")[0]
    if first == said:
        return
    context.original_exception.args = (first,)
    if told := context.sqlalchemy_exception:
        told.args = tuple(str(one).replace(said, first) for one in told.args)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we begin ourselves, see below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # what was acknowledged survives a power cut
            "foreign_keys=ON",
            "busy_timeout=30000",  # waiting in turn is not fair: on a busy machine some wait long
        ):
            connection.execute(f"PRAGMA {pragma}")


def writes(view: View) -> View:
    """Mark a view that writes although it answers a GET, such as the first download of a paper."""
    view.writes = True  # type: ignore[attr-defined]
    return view


def _only_reads() -> bool:
    """Whether this is a request that reads: it need not wait for the one writer of SQLite.

    `g.writes` says that from here on it writes (`web.transaction.from_here_on_writes`).
    """
    if not has_request_context() or request.method not in READING or g.get("writes"):
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "writes", False)


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _only_reads() else "BEGIN IMMEDIATE")
