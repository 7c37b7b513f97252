"""What happens to a list that leaves the house as a file."""

from __future__ import annotations

from mediation.timeline.event import Event, event

LIST_EVENTS: dict[str, Event] = {
    "list_wanted": event(
        "导出“{list}”（{format}），用途：{why}",
        "“{list}” taken as {format}, for: {why}",
        "list format whole why",
    ),
    "list_taken": event("下载 {rows} 行（{sha256}）", "{rows} rows handed out ({sha256})", "rows sha256"),
}
