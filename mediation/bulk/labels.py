"""What the pages of imports say."""

from __future__ import annotations

from mediation.bulk.models import RowState, State
from mediation.rules.findings import Words

STATES = {
    State.NEW: (Words("待核对列", "Columns to be settled"), "amber"),
    State.CHECKING: (Words("正在检查", "Being checked"), "blue"),
    State.CHECKED: (Words("已检查，待导入", "Checked, not loaded yet"), "amber"),
    State.LOADING: (Words("正在导入", "Being loaded"), "blue"),
    State.LOADED: (Words("已导入", "Loaded"), "green"),
    State.UNDOING: (Words("正在撤销", "Being undone"), "blue"),
    State.UNDONE: (Words("已撤销", "Undone"), "grey"),
    State.DISCARDED: (Words("未导入", "Not loaded"), "grey"),
}

# The views of the report, in order: what needs a person comes first.
VIEWS = {
    "bad": (RowState.BAD, Words("有问题，不导入", "With faults, left out")),
    "doubtful": (RowState.DOUBTFUL, Words("可导入，请核对", "To be looked at")),
    "good": (RowState.GOOD, Words("可导入", "Good")),
    "loaded": (RowState.LOADED, Words("已登记", "Entered")),
    "taken_out": (RowState.TAKEN_OUT, Words("已撤销", "Taken out")),
    "stays": (RowState.STAYS, Words("已办理，保留", "Worked on, stays")),
}
STEPS = (
    Words("上传清单", "Hand in the list"),
    Words("核对列", "Settle the columns"),
    Words("检查结果", "What was found"),
)
