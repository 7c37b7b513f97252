"""Who answers for a job, as the page of jobs names them."""

from __future__ import annotations

from mediation.rules.findings import Words

CENTRE = Words("中心办公室", "Centre office")
ADMINISTRATOR = Words("系统管理员", "Administrator")
DATA_OFFICER = Words("个人信息保护负责人", "Data protection officer")
