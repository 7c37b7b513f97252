"""Settings, read from the environment once. A default is only what is safe in production.

The two secrets have no default: `bin/run` generates them into the instance folder, a real
installation sets them in the environment (see docs/operations.md).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class SettingMissing(RuntimeError):
    """A setting without a safe default was not given."""


def _secret(environ: Mapping[str, str], name: str, instance: Path) -> str:
    """The secret from the environment, else from its file in the instance folder."""
    if value := environ.get(name):
        return value
    file = instance / f"{name.lower()}.txt"
    if file.is_file():
        return file.read_text(encoding="ascii").strip()
    raise SettingMissing(f"set {name}, or run bin/run once: it writes {file}")


def _flag(environ: Mapping[str, str], name: str, default: bool) -> bool:
    return environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask configuration from `environ`; raises SettingMissing for an absent secret."""
    instance = Path(environ.get("FENGQIAO_INSTANCE", ROOT / "instance")).resolve()
    return {
        "INSTANCE": instance,
        "SECRET_KEY": _secret(environ, "FENGQIAO_SECRET_KEY", instance),
        # Encrypts papers, telephones and addresses at rest: losing it loses them.
        "DATA_KEY": _secret(environ, "FENGQIAO_DATA_KEY", instance),
        "SQLALCHEMY_DATABASE_URI": _database(environ, instance),
        "FILES": Path(environ.get("FENGQIAO_FILES", instance / "files")),
        # Closes every PDF that leaves the house; PEM or PKCS #12. No file: papers are not signed.
        "SIGNING_KEY": Path(environ.get("FENGQIAO_SIGNING_KEY", instance / "signing-key.pem")),
        "SIGNING_PASSPHRASE": environ.get("FENGQIAO_SIGNING_PASSPHRASE", ""),
        "TSA_URL": environ.get("FENGQIAO_TSA_URL", ""),
        "TSA_CERTIFICATES": Path(environ.get("FENGQIAO_TSA_CERTIFICATES", instance / "tsa.pem")),
        # Printed in QR codes and letters; empty means: the address of the request.
        "PUBLIC_URL": environ.get("FENGQIAO_PUBLIC_URL", "").rstrip("/"),
        **_channels(environ),
        **_webhooks(environ),
        # The virus scanner: unix:/run/clamav/clamd.ctl or tcp:host:3310; empty means that there is none.
        "CLAMD": environ.get("FENGQIAO_CLAMD", ""),
        # Complaints begun within an hour: by browsers not seen before of one network address, and by one
        # browser that was.
        "UPLOADS_BY_ADDRESS": int(environ.get("FENGQIAO_UPLOADS_BY_ADDRESS", "600")),
        "DRAFTS_BY_ADDRESS": int(environ.get("FENGQIAO_DRAFTS_BY_ADDRESS", "600")),
        "DRAFTS_BY_BROWSER": int(environ.get("FENGQIAO_DRAFTS_BY_BROWSER", "60")),
        "MAX_CONTENT_LENGTH": 64 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": _flag(environ, "FENGQIAO_HTTPS", default=True),
        "PERMANENT_SESSION_LIFETIME": 8 * 3600,
        "PROXY_HOPS": int(environ.get("FENGQIAO_PROXY_HOPS", "0")),
        "WTF_CSRF_TIME_LIMIT": None,  # an elderly person who takes an hour must not lose a form
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _channels(environ: Mapping[str, str]) -> dict[str, Any]:
    """How letters leave the house. What is not set is not used: the next channel takes its place."""
    return {
        "SMTP_HOST": environ.get("FENGQIAO_SMTP_HOST", ""),
        "SMTP_PORT": int(environ.get("FENGQIAO_SMTP_PORT", "587")),
        "SMTP_USER": environ.get("FENGQIAO_SMTP_USER", ""),
        "SMTP_PASSWORD": environ.get("FENGQIAO_SMTP_PASSWORD", ""),
        # starttls, tls (from the first byte, usually port 465) or none (a relay on this machine)
        "SMTP_SECURITY": environ.get("FENGQIAO_SMTP_SECURITY", "starttls"),
        "SMTP_FROM": environ.get("FENGQIAO_SMTP_FROM", ""),
        "SMS_URL": environ.get("FENGQIAO_SMS_URL", "").rstrip("/"),
        "SMS_KEY": environ.get("FENGQIAO_SMS_KEY", ""),
        "SMS_SECRET": environ.get("FENGQIAO_SMS_SECRET", ""),
        "SMS_SIGN": environ.get("FENGQIAO_SMS_SIGN", ""),  # the name in 【】 that the gateway registered
        "SEND_SECONDS": float(environ.get("FENGQIAO_SEND_SECONDS", "10")),  # then a try has failed
    }


def _webhooks(environ: Mapping[str, str]) -> dict[str, Any]:
    """Where notices to other systems may go beside public addresses: nowhere, unless it is set."""
    certificates = environ.get("FENGQIAO_WEBHOOK_CERTIFICATES", "")
    return {
        "WEBHOOK_NETWORKS": _networks(environ.get("FENGQIAO_WEBHOOK_NETWORKS", "")),
        "WEBHOOK_CERTIFICATES": Path(certificates) if certificates else None,
    }


def _networks(written: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Networks such as `10.20.0.0/16, fd00::/8`; raises ValueError for what is none."""
    return tuple(ip_network(one.strip()) for one in written.split(",") if one.strip())


def _database(environ: Mapping[str, str], instance: Path) -> str:
    url = environ.get("DATABASE_URL", f"sqlite:///{instance / 'fengqiao.sqlite3'}")
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
