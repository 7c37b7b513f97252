"""What a package is taken for; stored, never renamed."""

from __future__ import annotations

from mediation.rules.findings import Words

REASONS = {
    "hand_over": Words("办理移送、接收", "to hand it over or take it in"),
    "handling": Words("审查、办案", "to work on the case"),
    "filing": Words("归档", "to put on file"),
    "checking": Words("核对、补正", "to check or correct it"),
    "batch": Words("批量制作后一并下载", "taken with a batch"),
    "other": Words("其他", "something else"),
}
BATCH = "batch"
ASKED = tuple(code for code in REASONS if code != BATCH)
