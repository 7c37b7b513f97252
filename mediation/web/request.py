"""A request whose fields, arguments, parts of the address and names of files are in the form in which
text is kept."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict

from mediation.text import cleaned, throughout


class Sent(ImmutableMultiDict[str, Any]):
    """What a browser sent, cleaned."""

    def __init__(self, mapping: Any = None) -> None:
        sent = MultiDict(mapping)
        super().__init__([(cleaned(name), _cleaned(value)) for name, value in sent.items(multi=True)])


def _cleaned(value: Any) -> Any:
    if isinstance(value, FileStorage) and value.filename:
        value.filename = cleaned(value.filename)
    return cleaned(value) if isinstance(value, str) else value


class ComposedRequest(Request):
    parameter_storage_class = Sent


def init_request(app: Flask) -> None:
    app.request_class = ComposedRequest

    @app.before_request
    def compose_the_address() -> None:
        request.view_args = throughout(request.view_args, cleaned)
