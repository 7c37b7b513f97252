"""The links in the foot of every page for citizens."""

from __future__ import annotations

from typing import Any

from flask import url_for

from mediation.rules.findings import Words


def footer() -> dict[str, Any]:
    return {
        "home_url": url_for("public.home"),
        "footer_links": [
            (url_for("public.track"), Words("查询办理进度", "Check progress")),
            (url_for("checking.start"), Words("核验真伪", "Check what is ours")),
            (url_for("public.accessibility"), Words("无障碍声明", "Accessibility")),
            (url_for("public.privacy"), Words("隐私与个人信息", "Privacy")),
        ],
    }
