"""What happens to a hand-over. Its timeline is for the two bodies; parties follow their case."""

from __future__ import annotations

from mediation.timeline.event import Event, event

REFERRAL_EVENTS: dict[str, Event] = {
    "referral_registered": event("登记{body}{kind}", "{kind} of {body} entered", "kind body"),
    "referral_correction_asked": event("退回补正：{reason}", "Returned for correction: {reason}", "reason"),
    "referral_corrected": event("补正后重新登记", "Registered again after correction", ""),
    "referral_taken": event("接收，立为案件 {case}", "Taken as case {case}", "case"),
    "referral_declined": event("不接收：{reason}", "Declined: {reason}", "reason"),
    "referral_taken_out": event("登记有误，撤销：{reason}", "Taken out as a mistake: {reason}", "reason"),
    "referral_unanswered": event("逾期未答复", "Not answered in time", ""),
    "referral_suspended": event(
        "疑似虚假调解，暂停：{reason}", "Suspended, suspected sham mediation: {reason}", "reason"
    ),
    "referral_resumed": event("恢复办理：{reason}", "Resumed: {reason}", "reason"),
    "referral_work_ended": event(
        "案件 {case} 结束，待反馈结果", "Case {case} ended; the result is to be returned", "case"
    ),
    "referral_result_returned": event("已反馈结果（{document}）", "Result returned ({document})", "document"),
    "referral_result_received": event("对方签收结果：{by}", "Result signed for by {by}", "by"),
    "referral_drafted": event(
        "准备移送{body}（{kind}）", "Hand-over to {body} prepared ({kind})", "kind body"
    ),
    "referral_sent": event("已发出（{document}）", "Sent ({document})", "document"),
    "referral_received": event("对方签收：{by}", "Signed for by {by}", "by"),
    "referral_sent_back": event("对方退回补正：{reason}", "Sent back for correction: {reason}", "reason"),
    "referral_unreceipted": event("逾期未签收", "Not signed for in time", ""),
    "referral_accepted": event("对方已受理", "Taken by the receiver", ""),
    "referral_going_on": event("对方办理中", "They go on with it", ""),
    "referral_refused": event("对方不予受理：{reason}", "Refused by the receiver: {reason}", "reason"),
    "referral_undecided": event("对方逾期未决定", "No decision in time", ""),
    "referral_result_in": event(
        "处理结果：{handover_result}", "Result: {handover_result}", "handover_result"
    ),
    "referral_resultless": event("对方逾期无结果", "No result in time", ""),
    "referral_came_back": event("回流：{reason}", "Came back: {reason}", "reason"),
    "referral_taken_back": event("撤回：{reason}", "Taken back: {reason}", "reason"),
    "referral_closed": event("办结", "Closed", ""),
    "referral_clock_extended": event(
        "“{deadline}”延长至{due_on}：{reason}",
        "“{deadline}” lengthened to {due_on}: {reason}",
        "deadline due_on reason",
    ),
    "referral_clock_paused": event(
        "“{deadline}”中止计时：{reason}", "“{deadline}” stopped: {reason}", "deadline reason"
    ),
    "referral_clock_resumed": event(
        "“{deadline}”恢复计时，至{due_on}", "“{deadline}” runs on, to {due_on}", "deadline due_on"
    ),
    "referral_package_made": event(
        "制作材料包第 {version} 版", "Package made, version {version}", "version sha256"
    ),
    "referral_package_taken": event(
        "下载材料包第 {version} 版：{why}", "Package taken, version {version}: {why}", "version why"
    ),
    "referral_package_received": event(
        "{by}签收材料包第 {version} 版，{outcome}",
        "Package signed for by {by}, version {version}: {outcome}",
        "by version outcome",
    ),
    "referral_time_asked": event(
        "延长办理时间，至{due_on}：{reason}", "More time, until {due_on}: {reason}", "due_on reason"
    ),
    "referral_noted": event("记一笔：{text}", "Note: {text}", "text"),
}
