"""The specification, and the page that explains it: drawn here, with nothing from outside."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, request

from mediation.access.guard import ANYONE, requires
from mediation.api import examples
from mediation.api.declaring import ENDPOINTS
from mediation.api.problems import KINDS
from mediation.api.scopes import SCOPES
from mediation.api.specification import specification
from mediation.web import programs

blueprint = Blueprint("api_documentation", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
@requires(ANYONE)
def openapi() -> Response:
    content = json.dumps(specification(), ensure_ascii=False)
    response = Response(content, mimetype="application/json")
    response.vary.add("Accept-Language")
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


@blueprint.get("/")
@requires(ANYONE)
def page() -> str:
    described = specification()
    return render_template(
        "api/documentation.html",
        described=described,
        endpoints=list(ENDPOINTS.values()),
        operation=lambda one: described["paths"][one.path][one.method.lower()],
        schemas=described["components"]["schemas"],
        type_of=examples.type_of,
        example=lambda name: examples.written(described["components"]["schemas"], name),
        curl=lambda one: examples.curl(one, described, request.host_url.rstrip("/") + programs.ROOT),
        problems=KINDS,
        scopes=SCOPES,
        specification_url=programs.SPECIFICATION,
    )


def is_specification() -> bool:
    """Whether the request is for the specification, which anyone may read."""
    return request.path == programs.SPECIFICATION
