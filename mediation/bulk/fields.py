"""What a list of arrivals may tell, and the names that courts and authorities give to its columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial

from mediation.rules.acceptance import causes
from mediation.rules.findings import Words
from mediation.rules.numbers import identifiers
from mediation.rules.procedures.referral_steps import Direction, Kind, kinds
from mediation.rules.refusals import NotValid
from mediation.rules.vocabulary import PRODUCTS
from mediation.spreadsheets import reading_values as values
from mediation.spreadsheets.reading_cells import Cell, plain
from mediation.spreadsheets.reading_columns import Field

NEEDED = ("number", "applicant", "respondent")
MOST = {"applicant": 80, "respondent": 80, "contact": 60, "received_by": 40, "subject": 3000, "number": 60}

TOO_LONG = Words("最多 {most} 个字，现在有 {count} 个。", "At most {most} characters; there are {count}.")
FUTURE = Words("日期晚于今天，请核对。", "The day is in the future: check it.")
LONG_AGO = Words("日期早于 1990 年，请核对。", "The day is before 1990: check it.")
NO_KIND = Words(
    "看不懂类型。请写“委派调解”或者“委托调解（简易程序）”等。",
    "The kind cannot be read: write “委派调解” or “委托调解（简易程序）”, for instance.",
)
EARLIEST = date(1990, 1, 1)

# Beside their full names, how courts call the kinds in a column.
KIND_NAMES = {
    "court_assigned": ("委派", "委派调解", "诉前委派", "诉前调解", "立案前委派"),
    "court_entrusted": ("委托", "委托调解", "普通", "普通程序", "立案后委托", "委托普通程序"),
    "court_entrusted_simple": ("简易", "简易程序", "委托简易程序", "简易程序委托", "小额诉讼"),
}


def fields_of(kind: Kind, *, on: date) -> tuple[Field, ...]:
    """The fields of lists that bring hand-overs of `kind`, read on the day `on`."""
    number = Words("案号", "Case number") if kind.court_number else Words("编号", "Their number")
    found = (
        _text("number", number, *NUMBERS, required=kind.court_number, read=values.figures),
        Field("kind", Words("类型", "Kind"), partial(kind_named, on=on), KINDS),
        _text("applicant", Words("申请人", "Applicant"), *APPLICANTS, required=True),
        _checked("applicant_paper", Words("申请人证件号码", "Applicant's paper number"), APPLICANT, PAPERS),
        _phone("applicant_phone", Words("申请人电话", "Applicant's telephone"), APPLICANT, on),
        _text(
            "applicant_address", Words("申请人住址", "Applicant's address"), *_beside(APPLICANT, ADDRESSES)
        ),
        _text("respondent", Words("被申请人", "Respondent"), *RESPONDENTS, required=True),
        _checked(
            "respondent_paper", Words("被申请人证件号码", "Respondent's paper number"), RESPONDENT, PAPERS
        ),
        _phone("respondent_phone", Words("被申请人电话", "Respondent's telephone"), RESPONDENT, on),
        _text(
            "respondent_address",
            Words("被申请人住址", "Respondent's address"),
            *_beside(RESPONDENT, ADDRESSES),
        ),
        Field("cause", Words("案由", "Cause of action"), values.text, ("案由名称", "立案案由", "纠纷类别")),
        Field("product", Words("纠纷类型", "Dispute"), product_named, ("业务类型", "产品类型")),
        Field("amount_fen", Words("标的额", "Amount"), values.amount, AMOUNTS),
        _text(
            "subject",
            Words("事由", "Matter"),
            "诉讼请求",
            "主要诉求",
            "投诉内容",
            "诉求",
            "反映问题",
            "简要案情",
        ),
        _day("sent_on", Words("委派日期", "Sent on"), SENT, on),
        _day(
            "received_on",
            Words("签收日期", "Signed for on"),
            ("材料签收日期", "签收时间", "接收日期", "收件日期"),
            on,
        ),
        _day("confirmed_on", Words("线上确认日期", "Confirmed on the platform on"), CONFIRMED, on),
        _text("received_by", Words("签收人", "Signed for by"), "接收人", "收件人"),
        _text("contact", Words("承办人及电话", "Their contact and telephone"), *CONTACTS),
    )
    returned = Field(
        "return_days",
        Words("反馈期限（工作日）", "Working days until the result is wanted"),
        values.whole,
        ("办理期限", "反馈期限", "回复期限", "办理时限"),
    )
    return found if kind.court_number else (*found, returned)


NUMBERS = (
    "收案号",
    "诉前案号",
    "诉前调案号",
    "调解案号",
    "法院案号",
    "工单编号",
    "工单号",
    "投诉编号",
    "信访编号",
    "编号",
    "文号",
)
KINDS = ("委派类型", "调解类型", "委派委托类型", "委派/委托", "程序", "适用程序")
APPLICANT = ("申请人", "原告", "投诉人", "信访人", "申请执行人", "来电人", "诉求人")
RESPONDENT = ("被申请人", "被告", "被投诉人", "被投诉机构", "被反映单位", "涉及机构", "涉诉机构")
APPLICANTS = (
    *APPLICANT,
    "申请人姓名",
    "原告姓名",
    "申请人名称",
    "原告名称",
    "原告（申请人）",
    "申请人（原告）",
    "投诉人姓名",
)
RESPONDENTS = (
    *RESPONDENT,
    "被申请人姓名",
    "被告姓名",
    "被申请人名称",
    "被告名称",
    "被告（被申请人）",
    "被申请人（被告）",
)
PAPERS = ("身份证号", "身份证号码", "证件号", "证件号码", "身份证", "统一社会信用代码", "证照号码")
PHONES = ("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式")
ADDRESSES = ("住址", "地址", "住所", "住所地", "联系地址")
AMOUNTS = (
    "标的",
    "标的金额",
    "诉讼标的",
    "诉讼标的额",
    "涉案金额",
    "金额",
    "争议金额",
    "标的额（元）",
    "标的额（万元）",
)
SENT = (
    "委派时间",
    "委托日期",
    "委托时间",
    "委派委托日期",
    "转办日期",
    "派单日期",
    "派单时间",
    "移送日期",
    "发出日期",
    "转送日期",
)
CONFIRMED = ("线上确认", "平台确认日期", "平台确认时间", "线上接收日期", "在线确认日期", "确认日期")
CONTACTS = ("承办法官", "承办人", "联系法官", "法官", "承办法官及电话", "承办人电话", "联系人", "经办人")


def _beside(sides: tuple[str, ...], things: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(side + thing for side in sides for thing in things)


def _text(
    code: str,
    words: Words,
    *aliases: str,
    required: bool = False,
    read: Callable[[Cell], str] = values.text,
) -> Field:
    return Field(code, words, partial(_short, read=read, most=MOST.get(code, 200)), aliases, required)


def _checked(code: str, words: Words, sides: tuple[str, ...], things: tuple[str, ...]) -> Field:
    return Field(code, words, values.figures, _beside(sides, things))


def _phone(code: str, words: Words, sides: tuple[str, ...], on: date) -> Field:
    return Field(code, words, partial(_telephone, on=on), _beside(sides, PHONES))


def _day(code: str, words: Words, aliases: tuple[str, ...], on: date) -> Field:
    return Field(code, words, partial(_past_day, on=on), aliases)


def _short(cell: Cell, *, read: Callable[[Cell], str], most: int) -> str:
    said = read(cell)
    if len(said) > most:
        raise NotValid(TOO_LONG.within(most=most, count=len(said)))
    return said


def _telephone(cell: Cell, *, on: date) -> str:
    said = values.figures(cell)
    return identifiers.check_phone(said, on=on) if said else ""


def _past_day(cell: Cell, *, on: date) -> date | None:
    found = values.day(cell, on=on)
    if found is not None and found > on:
        raise NotValid(FUTURE)
    if found is not None and found < EARLIEST:
        raise NotValid(LONG_AGO)
    return found


def kind_named(cell: Cell, *, on: date) -> str:
    """The code of the kind of hand-over that is named; empty for nothing. Raises NotValid."""
    said = plain(values.text(cell))
    if not said:
        return ""
    code = _kinds(on).get(said)
    if code is None:
        raise NotValid(NO_KIND)
    return code


@cache
def _kinds(on: date) -> dict[str, str]:
    found = {plain(name): code for code, names in KIND_NAMES.items() for name in names}
    for kind in kinds(Direction.IN, on=on):
        names = (*kind.words, kind.code, kind.words.zh.removeprefix("法院"))
        found.update((plain(name), kind.code) for name in names)
    return found


def product_named(cell: Cell) -> str:
    """The code of what the dispute is about; what nobody knows is “other”, and empty for nothing."""
    said = plain(values.text(cell))
    if not said:
        return ""
    for code, words in PRODUCTS.items():
        names = [plain(words.zh), plain(words.en), plain(words.zh.split("（")[0]), code]
        if said in names:
            return code
    return "other"


@cache
def _causes_by_name() -> dict[str, str]:
    return {plain(one.words.zh): one.code for one in causes.all_causes() if not one.is_group}


def cause_named(text: str) -> str:
    """The code of the cause of action with this name; empty where the list has none."""
    return _causes_by_name().get(plain(text), "")


def product_of_cause(cause: str) -> str:
    """What a dispute with this cause is usually about."""
    found = (row.product for row in causes.product_causes() if cause in row.causes)
    return next(found, "other") if cause else ""
