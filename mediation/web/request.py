"""A request whose fields, arguments and names of files are in the form in which text is kept."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from mediation.text import composed


class Sent(ImmutableMultiDict[str, Any]):
    """What a browser sent, composed."""

    def __init__(self, mapping: Any = None) -> None:
        sent = MultiDict(mapping)
        super().__init__([(composed(name), _composed(value)) for name, value in sent.items(multi=True)])


def _composed(value: Any) -> Any:
    if isinstance(value, FileStorage) and value.filename:
        value.filename = composed(value.filename)
    return composed(value) if isinstance(value, str) else value


class ComposedRequest(Request):
    parameter_storage_class = Sent


def init_request(app: Flask) -> None:
    app.request_class = ComposedRequest
