"""What happens to a list that came in: who handed it in, loaded it, undid it."""

from __future__ import annotations

from mediation.timeline.event import Event, event

IMPORT_EVENTS: dict[str, Event] = {
    "import_received": event(
        "{body}的清单“{name}”已上传（指纹 {sha256}）",
        "List “{name}” of {body} handed in (hash {sha256})",
        "body name sha256",
    ),
    "import_check_asked": event("开始检查", "Check begun", ""),
    "import_checked": event(
        "检查完成：可导入 {good} 行，有问题 {bad} 行",
        "Checked: {good} rows can be loaded, {bad} have faults",
        "good bad",
    ),
    "import_load_asked": event("开始导入", "Loading begun", ""),
    "import_loaded": event("导入完成：登记 {count} 件", "Loaded: {count} entered", "count"),
    "import_undo_asked": event("开始撤销：{reason}", "Undoing begun: {reason}", "reason"),
    "import_undone": event(
        "撤销完成：撤销 {count} 件，已办理的 {stayed} 件保留",
        "Undone: {count} taken out; {stayed} worked on already stay",
        "count stayed",
    ),
    "import_discarded": event("不导入", "Not loaded", ""),
}
