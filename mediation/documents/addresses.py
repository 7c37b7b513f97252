"""The address that a paper prints for checking it."""

from __future__ import annotations

from flask import current_app, has_request_context, request


def public_address() -> str:
    """The site's address from the settings, else that of the request, without a slash at the end."""
    if configured := current_app.config.get("PUBLIC_URL"):
        return str(configured)
    return request.host_url.rstrip("/") if has_request_context() else "http://localhost:8000"


def verify_address(code: str) -> str:
    """Where anyone may check the paper with this code; short, so that its QR code stays coarse."""
    return f"{public_address()}/v/{code}"
