"""What every answer tells the browser: run only what comes from this house, keep nothing secret."""

from __future__ import annotations

from flask import Flask, Response, request

# Images as `data:` are the icons inside the style sheet; everything else comes as a file from here.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
}
A_YEAR = 365 * 24 * 3600


def content_security_policy(frame_ancestors: str = "'none'") -> str:
    """The policy as one header line; a centre may let a portal frame it."""
    return (
        "; ".join(f"{name} {source}" for name, source in POLICY.items())
        + f"; frame-ancestors {frame_ancestors}"
    )


def init_headers(app: Flask) -> None:
    """Set the headers on every answer; HSTS belongs to the server that ends TLS."""
    policy = content_security_policy(app.config.get("FRAME_ANCESTORS", "'none'"))

    @app.after_request
    def protect(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(), payment=()")
        if request.endpoint == "static":
            _keep_file(response)
        else:
            _keep_page(response)
        return response


def _keep_file(response: Response) -> None:
    """A file asked for by its content (`?v=`) never changes under that address."""
    if request.args.get("v") and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"


def _keep_page(response: Response) -> None:
    """Every page may know the person (a draft, a session): none stays in a shared computer's cache."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("Cookie")
