"""What happens to a reconciliation with another body. Nothing here names a party."""

from __future__ import annotations

from mediation.timeline.event import Event, event

RECONCILIATION_EVENTS: dict[str, Event] = {
    "reconciliation_begun": event(
        "开始与{body}对账，{from_on}至{to_on}",
        "Reconciliation with {body} begun, {from_on} to {to_on}",
        "body from_on to_on",
    ),
    "reconciliation_list_brought": event(
        "导入名册，{rows}行（SHA-256 {sha256}）",
        "List of {rows} row(s) brought in (SHA-256 {sha256})",
        "rows sha256",
    ),
    "reconciliation_compared": event(
        "比对：一致{matching}，不一致{differing}，仅我方{ours_only}，仅对方{theirs_only}；待处理{unsettled}",
        "Compared: {matching} matching, {differing} differing, {ours_only} ours only, "
        "{theirs_only} theirs only; {unsettled} open",
        "matching differing ours_only theirs_only unsettled",
    ),
    "difference_settled": event(
        "处理差异 {names}：{reason} {text}",
        "Difference(s) {names} closed: {reason} {text}",
        "names reason text",
    ),
    "difference_opened_again": event(
        "重新打开差异 {names}：{text}", "Difference(s) {names} opened again: {text}", "names text"
    ),
    "difference_joined": event(
        "确认 {theirs} 与 {ours} 为同一件", "{theirs} and {ours} found to be the same matter", "theirs ours"
    ),
    "difference_commented": event(
        "对方意见（{names}）：{text}", "Their word on {names}: {text}", "names text"
    ),
    "reconciliation_signed_off": event(
        "我方确认，出具{document}", "Signed off; statement {document} issued", "document"
    ),
    "reconciliation_confirmed": event("对方确认：{by}", "Confirmed by {by}", "by"),
    "reconciliation_objected": event("对方不认可：{text}", "They object: {text}", "text"),
    "reconciliation_reopened": event("重新核对：{text}", "Opened again: {text}", "text"),
}
