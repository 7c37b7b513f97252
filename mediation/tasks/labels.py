"""What the pages of tasks say."""

from __future__ import annotations

from mediation.rules.findings import Words
from mediation.tasks.extension_points import KINDS
from mediation.tasks.models import Task, TaskState

STATES = {
    TaskState.QUEUED: (Words("等待开始", "Waiting to begin"), "grey"),
    TaskState.RUNNING: (Words("正在处理", "At work"), "blue"),
    TaskState.DONE: (Words("已完成", "Done"), "green"),
    TaskState.FAILED: (Words("没有成功", "Failed"), "red"),
    TaskState.CANCELLED: (Words("已取消", "Cancelled"), "grey"),
}
CANCELLING = (Words("正在取消", "Being cancelled"), "amber")
GONE = Words("结果已到期删除", "The result was deleted when its time was over")
OLD_KIND = Words("任务", "Task")


def state(task: Task) -> tuple[Words, str]:
    """The state of a task and the tone in which it is said."""
    if task.cancel_asked_at and not task.is_over:
        return CANCELLING
    return STATES[TaskState(task.state)]


def title(task: Task) -> Words:
    kind = KINDS.get(task.kind)
    return kind.title if kind else OLD_KIND


def progress(task: Task) -> Words:
    """How far it is; empty before the first step."""
    if task.total is not None:
        return Words(f"{task.done} / {task.total}", f"{task.done} of {task.total}")
    return Words(f"已处理 {task.done}", f"{task.done} so far") if task.done else Words("", "")
