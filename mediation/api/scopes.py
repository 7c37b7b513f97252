"""What a token may be for. A scope never opens more than the body's own people may do."""

from __future__ import annotations

from mediation.rules.findings import Words

SCOPES = {
    "referrals:read": Words("查询移送、期限和经过", "Read hand-overs, their deadlines and history"),
    "referrals:write": Words(
        "登记移送、签收、补正、填结果", "Enter hand-overs, sign for them, correct, enter results"
    ),
    "cases:read": Words("查询案件进展和消息", "Read the progress of cases, and messages"),
    "cases:write": Words("就案件发消息", "Send messages about cases"),
    "papers:read": Words("下载文书", "Download papers"),
    "webhooks:manage": Words("管理变更通知", "Manage notices of changes"),
}
