"""Twelve complaints as they are typed, what they are settled on, and what the paper must then say.

Amounts in capitals, days and last days for confirmation are written here by hand, not computed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.journeys.road import CENTRE, JIMEI, TONGAN

Typed = dict[str, Any]


@dataclass(frozen=True)
class Complaint:
    """`answers` are those of the wizard that differ from the usual ones; institutions by name.

    `terms` go into the form of the draft; with `equal` (how many, first day) the form fills in
    the instalments itself. `paper` is what the agreement must say, spaces apart. `last_hand_on` is
    the day of the respondent's seal, the last one: from then it binds.
    """

    remark: str
    name: str
    other: str
    answers: dict[str, Typed]
    mediator: tuple[str, str]
    terms: Typed
    paper: tuple[str, ...]
    place: str = CENTRE
    lang: str = "zh"
    equal: tuple[int, str] | None = None
    by_staff: bool = False
    last_hand_on: date = date(2026, 3, 12)
    confirm_by: date = date(2026, 4, 13)  # thirty days end on a Saturday
    evidence: tuple[str, ...] = field(default=("jpeg",))


LATE_SEAL: Typed = {"last_hand_on": date(2026, 3, 16), "confirm_by": date(2026, 4, 15)}


def person(
    number: str, phone: str, district: str, address: str, kind: str = "resident_id"
) -> dict[str, Typed]:
    return {
        "about-you": {"paper_kind": kind, "paper_number": number},
        "contact": {"phone": phone, "email": ""},
        "address": {"district": district, "address": address},
    }


def against(
    trade: str, name: str, product: str, amount: str, narrative: str, *remedies: str
) -> dict[str, Typed]:
    known = {"kind": "known", "amount": amount} if amount else {"kind": "none", "amount": ""}
    return {
        "institution-type": {"trade": trade},
        "institution": {"institution": name},
        "product": {"product": product},
        "amount": known,
        "what-happened": {"narrative": narrative},
        "what-you-want": {"remedies": list(remedies), "remedy_text": ""},
    }


def one_sum(text: str, amount: str, day: str, bank: str, number: str, **more: str) -> Typed:
    """A single payment by the respondent to an account of the applicant."""
    return {
        "items-0-text": text,
        "items-0-act": "pay",
        "items-0-debtor": "respondent",
        "total_fen": amount,
        "instalments-0-due_on": day,
        "instalments-0-fen": amount,
        "account_bank": bank,
        "account_number": number,
        **more,
    }


COMPLAINTS = (
    Complaint(
        remark="annual fee of a card, a name with a rare character",
        name="苏䶮",
        other="鹭江湾银行股份有限公司",
        answers=person("350203198911059975", "15405921074", "350203", "鹭帆街 66 号 801 室")
        | against(
            "bank",
            "鹭江湾银行",
            "credit_card",
            "1260",
            "办卡时业务员说不激活就不收年费，三年后账单上列出年费 1260 元，我从没用过这张卡。",
            "refund",
        ),
        mediator=("chenhy", "陈海燕"),
        terms=one_sum(
            "被申请人退还申请人信用卡年费 1260 元。",
            "1260",
            "2026-04-30",
            "鹭江湾银行演示支行",
            "6200000592000000128",
        ),
        paper=(
            "1,260.00",
            "壹仟贰佰陆拾元整",
            "2026年4月30日",
            "户名苏䶮",
            "鹭江湾银行演示支行",
            "6200000592000000128",
        ),
    ),
    Complaint(
        remark="the applicant pays a lender back in three unequal instalments",
        name="周㛃",
        other="筼筜里消费金融有限公司",
        answers=person("35020619940808996X", "15405921370", "350206", "缘岸东里 12 号 1404 室")
        | against(
            "consumer_finance",
            "筼筜里消费金融",
            "loan",
            "2.5万",
            "去年失业后分期还不上，一共欠 25000 元，想和公司商量一个能做到的还款办法。",
            "reschedule",
        ),
        mediator=("zengsy", "曾思源"),
        terms={
            "items-0-text": "申请人偿还欠款 25000 元，被申请人不再收取违约金。",
            "items-0-act": "pay",
            "items-0-debtor": "applicant",
            "payer": "applicant",
            "total_fen": "25,000.00",
            "instalments-0-due_on": "2026-04-15",
            "instalments-0-fen": "5000",
            "instalments-1-due_on": "2026年5月15日",
            "instalments-1-fen": "8000.50",
            "instalments-2-due_on": "20260615",
            "instalments-2-fen": "１１，９９９．５０元",
            "account_holder": "筼筜里消费金融有限公司",
            "account_bank": "五缘湾银行演示支行",
            "account_number": "6200000592000000227",
        },
        paper=(
            "贰万伍仟元整",
            "1 2026年4月15日 5,000.00 伍仟元整",
            "2 2026年5月15日 8,000.50 捌仟元零伍角整",
            "3 2026年6月15日 11,999.50 壹万壹仟玖佰玖拾玖元伍角整",
            "合计 25,000.00",
            "周㛃应向筼筜里消费金融有限公司支付",
        ),
        evidence=("png",),
    ),
    Complaint(
        remark="collection calls, no money, a name outside of the basic plane",
        name="陈𬱖",
        other="凤凰木消费金融有限公司",
        answers=person("350211199110309983", "15405921777", "350211", "学涯北里 22 号 905 室")
        | against(
            "consumer_finance",
            "凤凰木消费金融",
            "collection",
            "",
            "催收的人给我的同事打电话，把我的欠款告诉了全部门。我愿意还钱，只要求不要再打给别人。",
            "stop_contact",
            "explanation",
        ),
        place=JIMEI,
        mediator=("linjie", "林㛃"),
        terms={
            "items-0-text": "被申请人停止向申请人以外的人联系催收，只在每日 9 时至 18 时联系申请人本人。",
            "items-0-act": "stop",
            "items-0-debtor": "respondent",
            "items-0-due_on": "2026-03-20",
            "items-1-text": "被申请人就此前的催收方式向申请人书面致歉。",
            "items-1-act": "apologise",
            "items-1-debtor": "respondent",
            "items-1-due_on": "2026-03-31",
        },
        paper=(
            "1. 被申请人停止向申请人以外的人联系催收",
            "2. 被申请人就此前的催收方式向申请人书面致歉。（履行期限：不晚于2026年3月31日）",
            "陈𬱖",
            "调解员 林㛃（签名）",
        ),
        evidence=("png", "jpeg"),
        **LATE_SEAL,
    ),
    Complaint(
        remark="a mis-sold wealth product, in English, equal instalments that do not divide evenly",
        name="Marianne Lindqvist",
        other="五缘湾商业银行股份有限公司",
        lang="en",
        answers=person(
            "XX0012086", "15405922628", "350203", "No. 8, Yunshanli, room 1201", "passport_foreign"
        )
        | against(
            "bank",
            "Wuyuan Bay",
            "wealth",
            "100000.01",
            "The branch sold me a fund as a deposit. It lost 100,000.01 yuan. Nobody asked about risk.",
            "compensation",
        ),
        mediator=("zhengyw", "郑雅文"),
        terms={
            "items-0-text": "被申请人赔偿申请人损失 100000.01 元。 The respondent compensates the applicant.",
            "items-0-act": "pay",
            "items-0-debtor": "respondent",
            "total_fen": "100000.01",
            "account_bank": "木棉道银行演示支行",
            "account_number": "6200000592000000326",
        },
        equal=(3, "2026-03-31"),
        paper=(
            "100,000.01",
            "壹拾万元零壹分",
            "1 2026年3月31日 33,333.34 叁万叁仟叁佰叁拾叁元叁角肆分",
            "2 2026年4月30日 33,333.34",
            "3 2026年5月31日 33,333.33 叁万叁仟叁佰叁拾叁元叁角叁分",
            "户名Marianne Lindqvist",
        ),
        evidence=("pdf",),
    ),
    Complaint(
        remark="an insurance claim refused, at a station",
        name="洪丽萍",
        other="日光石财产保险股份有限公司厦门分公司",
        answers=person("350211197003089963", "15405921814", "350211", "浔尾道 47 号 403 室")
        | against(
            "insurer",
            "日光石财产保险",
            "insurance_claim",
            "8.6万",
            "车在路口被撞，交警认定对方全责，保险公司说我没有及时报案，只赔两成，差 86000 元。",
            "claim_payment",
        ),
        place=JIMEI,
        mediator=("hongyq", "洪玉琴"),
        terms=one_sum(
            "被申请人向申请人支付保险金 72500 元。",
            "72500",
            "2026-04-10",
            "同安小城银行演示支行",
            "6200000592000000425",
        ),
        paper=("72,500.00", "柒万贰仟伍佰元整", "2026年4月10日", "6200000592000000425", "集美枫桥驿站"),
        evidence=("jpeg", "pdf"),
    ),
    Complaint(
        remark="a loan repaid early, in English, credited to the account in dispute",
        name="Rajesh Menon",
        other="天竺岭农村商业银行股份有限公司",
        lang="en",
        answers=person(
            "XZ0012083", "15405922739", "350211", "No. 300, Xunwei Road, room 1603", "passport_foreign"
        )
        | against(
            "bank",
            "Tianzhu Ridge",
            "loan",
            "12835.50",
            "I repaid my loan two years early and was charged 12,835.50 yuan that no clause mentions.",
            "refund",
        ),
        place=JIMEI,
        mediator=("caiwl", "蔡文龙"),
        terms=one_sum(
            "被申请人退还提前还款违约金 12835.50 元。", "12835.5", "2026-03-31", "", "", means="same_account"
        ),
        paper=("12,835.50", "壹万贰仟捌佰叁拾伍元伍角整", "退回原账户（卡）", "2026年3月31日"),
    ),
    Complaint(
        remark="a credit record and no money, in English",
        name="Kate Brennan",
        other="环岛蓝银行股份有限公司厦门分行",
        lang="en",
        answers=person("XN0012069", "15405922887", "350203", "No. 8, Yunshanli, room 601", "passport_foreign")
        | against(
            "bank",
            "Island Ring Blue",
            "credit_record",
            "",
            "A bill went to an address that I had changed in writing. I paid at once; the record says late.",
            "correction",
        ),
        mediator=("zengsy", "曾思源"),
        terms={
            "items-0-text": "被申请人向征信系统报送更正，删除申请人 2025 年 11 月的错误逾期记录。",
            "items-0-act": "correct_record",
            "items-0-debtor": "respondent",
            "items-0-due_on": "2026-04-08",
        },
        paper=("报送更正", "履行期限：不晚于2026年4月8日", "Kate Brennan", "环岛蓝银行股份有限公司厦门分行"),
        evidence=("pdf", "jpeg"),
    ),
    Complaint(
        remark="a stolen card, in English, two instalments",
        name="Thomas O'Rourke",
        other="木棉道银行股份有限公司厦门分行",
        lang="en",
        answers=person(
            "PX0012079", "15405922665", "350206", "No. 101, Yuan'an, room 2505", "passport_foreign"
        )
        | against(
            "bank",
            "Kapok Road",
            "card_fraud",
            "9800",
            "Somebody paid 9,800 yuan with my card in a city where I was not. I reported it at once.",
            "compensation",
            "explanation",
        ),
        mediator=("chenhy", "陈海燕"),
        terms=one_sum(
            "被申请人承担申请人损失 7840 元，申请人自行承担其余部分。",
            "7840",
            "2026-04-01",
            "木棉道银行演示支行",
            "6200000592000000524",
        )
        | {"instalments-0-fen": "4000", "instalments-1-due_on": "2026-05-06", "instalments-1-fen": "3840"},
        paper=(
            "柒仟捌佰肆拾元整",
            "1 2026年4月1日 4,000.00 肆仟元整",
            "2 2026年5月6日 3,840.00 叁仟捌佰肆拾元整",
        ),
    ),
    Complaint(
        remark="a small firm's loan, equal instalments by the firm",
        name="厦门榫语阁木作有限公司",
        other="马銮渡村镇银行股份有限公司",
        answers={
            "applicant": {"answer": "small_firm"},
            "about-firm": {
                "name": "厦门榫语阁木作有限公司",
                "uscc": "913502030000DM415M",
                "legal_representative": "钟木生",
                "contact_name": "钟木生",
            },
            "contact": {"phone": "15405925041", "email": ""},
            "address": {"district": "350203", "address": "溪岸旧里 40 号"},
        }
        | against(
            "bank",
            "马銮渡村镇银行",
            "loan",
            "36万",
            "流动资金贷款到期，客户拖欠货款，希望不抽贷，分六个月还清剩余本金 36 万元。",
            "reschedule",
        ),
        mediator=("zengsy", "曾思源"),
        terms={
            "items-0-text": "申请人分期偿还贷款本金 360000 元，被申请人不计收罚息。",
            "items-0-act": "pay",
            "items-0-debtor": "applicant",
            "payer": "applicant",
            "total_fen": "36万",
            "account_holder": "马銮渡村镇银行股份有限公司",
            "account_bank": "马銮渡村镇银行演示支行",
            "account_number": "6200000592000000623",
        },
        equal=(6, "2026-04-20"),
        paper=(
            "叁拾陆万元整",
            "1 2026年4月20日 60,000.00 陆万元整",
            "6 2026年9月20日 60,000.00",
            "合计 360,000.00",
            "913502030000DM415M",
            "钟木生",
        ),
        evidence=("pdf",),
    ),
    Complaint(
        remark="an institution applies against a person",
        name="同翔里小额贷款有限公司",
        other="高建发",
        answers=against(
            "small_lender",
            "同翔里小额贷款",
            "loan",
            "18600",
            "借款人逾期八个月，尚欠本金 18600 元，本公司愿意减免利息，希望商定分期。",
            "repayment",
        )
        | {
            "applicant": {"answer": "institution"},
            "other-side": {
                "kind": "person",
                "name": "高建发",
                "number": "350212196602209973",
                "phone": "15405922184",
                "address": "厦门市同安区银埕街 8 号",
            },
            "about-institution": {"contact_name": "李样例", "uscc": "", "legal_representative": ""},
            "contact": {"phone": "15405925055", "email": "office@example.com"},
            "address": {"district": "350212", "address": "银埕街 90 号"},
        },
        place=TONGAN,
        mediator=("xugd", "许国栋"),
        terms={
            "items-0-text": "被申请人偿还借款本金 18600 元，申请人放弃利息。",
            "items-0-act": "pay",
            "items-0-debtor": "respondent",
            "total_fen": "18600",
            "account_bank": "天竺岭农商行演示支行",
            "account_number": "6200000592000000722",
        },
        equal=(12, "2026-04-30"),
        paper=(
            "高建发应向同翔里小额贷款有限公司支付",
            "壹万捌仟陆佰元整",
            "1 2026年4月30日 1,550.00",
            "11 2027年2月28日 1,550.00",
            "12 2027年3月30日 1,550.00",
            "同安枫桥驿站",
        ),
        evidence=("pdf", "png"),
    ),
    Complaint(
        remark="an elderly person, typed in by staff at the counter",
        name="邵阿凤",
        other="万石林人寿保险股份有限公司厦门分公司",
        by_staff=True,
        answers=person("350212194311119987", "15405922073", "350212", "梅坂里 2 号")
        | against(
            "insurer",
            "万石林人寿",
            "insurance_sale",
            "3万",
            "去银行存三万元养老钱，回家孙女才发现是十年期保险，本人不识字，以为签的是存单。",
            "refund",
        )
        | {
            "received": {
                "channel": "counter",
                "received_on": "2026-03-02",
                "referrer": "",
                "remark": "本人由孙女陪同",
            },
            "who-fills-in": {
                "helper": "family",
                "helper_name": "邵小样",
                "helper_relation": "孙女",
                "helper_phone": "15405922074",
            },
            "needs": {"needs": ["large_type", "dialect", "read_aloud"], "needs_text": ""},
        },
        place=TONGAN,
        mediator=("shaolh", "邵丽华"),
        terms=one_sum(
            "双方解除保险合同，被申请人退还保费 30000 元。",
            "30000",
            "2026-03-31",
            "天竺岭农商行演示支行",
            "6200000592000000821",
        ),
        paper=("30,000.00", "叁万元整", "户名邵阿凤", "万石林人寿保险股份有限公司厦门分公司"),
        **LATE_SEAL,
    ),
    Complaint(
        remark="a frozen payment account, in English, paid in cash",
        name="Lucía Fernández Prado",
        other="白海豚湾支付有限公司",
        lang="en",
        answers=person(
            "XA0012088", "15405922813", "350211", "No. 210, Xunwei Road, room 1808", "passport_foreign"
        )
        | against(
            "payment",
            "White Dolphin",
            "account",
            "648.06",
            "My account was frozen for two months and 648.06 yuan were never paid out. Nobody answers.",
            "refund",
            "explanation",
        ),
        place=JIMEI,
        mediator=("hongyq", "洪玉琴"),
        terms=one_sum("被申请人向申请人返还余额 648.06 元。", "648.06", "2026-03-25", "", "", means="cash"),
        paper=("648.06", "陆佰肆拾捌元零陆分", "支付方式：现金", "Lucía Fernández Prado"),
        evidence=("png", "pdf", "jpeg"),
    ),
)
