"""送达地址确认书 (D17): where papers reach a party, electronic service among it (民事诉讼法 art. 90)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mediation.documents.asking import asked
from mediation.documents.kinds.kind import ByHand, DocumentKind, Kind, Known
from mediation.documents.kinds.parts import DESCRIPTION, Issuer, Lang, Party
from mediation.documents.kinds.sample_people import (
    APPLICANT,
    CASE_NUMBER,
    COURT_CASE_NUMBER,
    DISPUTE,
    ISSUER,
    RARE,
)
from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """`parties` is the one party; an electronic account left empty is a way that was not chosen."""

    issuer: Issuer
    case_number: str
    dispute: str
    parties: tuple[Party, ...]
    address: str = field(default="", metadata=asked("送达地址", "Address", must=True))
    recipient: str = field(default="", metadata=asked("收件人", "Recipient", must=True))
    phone: str = field(default="", metadata=asked("收件人电话", "Telephone", must=True))
    electronic: bool = field(default=False, metadata=asked("同意电子送达", "Agrees to electronic service"))
    sms: str = field(default="", metadata=asked("短信（手机号码）", "Text message (number)"))
    wechat: str = field(default="", metadata=asked("微信号", "WeChat"))
    fax: str = field(default="", metadata=asked("传真", "Fax"))
    email: str = field(default="", metadata=asked("电子邮箱", "E-mail"))
    other: str = field(default="", metadata=asked("其他方式和账号", "Another way, and the account"))
    court_case_number: str = field(
        default="", metadata=asked("法院案号（有的话）", "Court case number, if any")
    )
    confirmed_on: date | None = field(
        default=None,
        metadata=asked("日期", "Day", hint=("不填则留待签署时写。", "Leave empty to be written at signing.")),
    )
    lang: Lang = Lang.ZH


KIND = Kind(
    DocumentKind.SERVICE_ADDRESS,
    Words("送达地址确认书", "Confirmation of the Address for Service"),
    "址",
    ServiceAddress,
    sample=ServiceAddress(
        issuer=ISSUER,
        case_number=CASE_NUMBER,
        dispute=DISPUTE,
        parties=(APPLICANT,),
        address="鹭岛市思明区莲前街道演示里12号301室",
        recipient=RARE,
        phone="13800000000",
        electronic=True,
        sms="13800000000",
        email="chen@mail.example",
        court_case_number=COURT_CASE_NUMBER,
        confirmed_on=date(2026, 3, 2),
    ),
    omit=DESCRIPTION - {"address", "phone"} | {"agents", "issuer"},
    form="D17",
    file_place=11,
    editable=True,
    by_hand=ByHand(
        known={
            "address": Known.SIDE_ADDRESS,
            "recipient": Known.SIDE_CONTACT,
            "phone": Known.SIDE_PHONE,
            "sms": Known.SIDE_PHONE,
            "email": Known.SIDE_EMAIL,
        },
        one_sided=True,
    ),
)
