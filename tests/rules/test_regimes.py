"""What follows from the law under which an organisation mediates."""

from __future__ import annotations

from datetime import date

import pytest

from mediation.rules.acceptance.regimes import (
    Confirmation,
    Form,
    Signing,
    copies,
    effective_on,
    fits_consumer_dispute,
    may_charge,
    regime,
    regimes,
    requirements,
)
from mediation.rules.dated import NotInForce
from mediation.rules.findings import Outcome

TODAY = date(2026, 11, 22)
PARTIES = ("applicant", "respondent")


def november(**days: int) -> list[Signing]:
    return [Signing(signer, date(2026, 11, day)) for signer, day in days.items()]


ALL = {"applicant": 3, "respondent": 5, "mediator": 4, "organisation": 9}
EFFECTS = [
    # regime, form, signings, effective day of November, missing, remark
    ("RM", Form.WRITTEN, ALL, 9, (), "the seal came last (art. 29)"),
    ("RM", Form.WRITTEN, ALL | {"respondent": 12}, 12, (), "a party came last"),
    ("RM", Form.WRITTEN, ALL | {"mediator": 20}, 20, (), "the mediator came last"),
    (
        "RM",
        Form.WRITTEN,
        {"applicant": 3, "respondent": 5, "mediator": 4},
        None,
        ("organisation",),
        "no seal yet",
    ),
    (
        "RM",
        Form.WRITTEN,
        {"applicant": 3, "mediator": 4, "organisation": 9},
        None,
        ("respondent",),
        "one party short",
    ),
    ("RM", Form.WRITTEN, {}, None, ("applicant", "respondent", "mediator", "organisation"), "nobody yet"),
    ("RM", Form.ORAL, {"agreement": 7}, 7, (), "oral: the day of agreement (art. 30)"),
    ("RM", Form.ORAL, {}, None, ("agreement",), "oral, day not recorded"),
    ("TY", Form.WRITTEN, ALL, 5, (), "assigned by a court: the parties' hands only (art. 24)"),
    ("TY", Form.WRITTEN, {"applicant": 3, "respondent": 5}, 5, (), "binds before the seal"),
    ("TY", Form.ELECTRONIC, {"applicant": 8, "respondent": 2}, 8, (), "online: when all parties have signed"),
    ("SS", Form.WRITTEN, ALL, 9, (), "mediator and seal too (art. 22)"),
    ("HY", Form.WRITTEN, ALL, 5, (), "a contract: the parties' hands, the safe earlier day"),
    ("XZ", Form.WRITTEN, ALL, 9, (), "by local rules"),
]


@pytest.mark.parametrize(
    ("code", "form", "days", "day", "missing", "remark"), EFFECTS, ids=[r[5] for r in EFFECTS]
)
def test_a_settlement_binds_since_the_last_hand_that_its_regime_needs(
    code: str, form: Form, days: dict[str, int], day: int | None, missing: tuple[str, ...], remark: str
) -> None:
    effect = effective_on(november(**days), regime_code=code, parties=PARTIES, form=form, on=TODAY)
    assert effect.effective_on == (date(2026, 11, day) if day else None), remark
    assert effect.missing == missing
    assert effect.steps
    assert effect.legal_basis


def test_a_second_signature_does_not_move_the_day() -> None:
    again = [*november(**ALL), Signing("respondent", date(2026, 11, 30))]
    assert effective_on(again, regime_code="RM", parties=PARTIES, on=TODAY).effective_on == date(2026, 11, 9)


def test_every_party_of_a_larger_dispute_must_sign() -> None:
    parties = (*PARTIES, "guarantor")
    effect = effective_on(november(**ALL), regime_code="RM", parties=parties, on=TODAY)
    assert effect.missing == ("guarantor",)


def test_the_steps_name_each_hand_and_its_day() -> None:
    steps = effective_on(november(**ALL), regime_code="RM", parties=PARTIES, on=TODAY).steps
    assert [step.zh for step in steps] == [
        "申请人：2026-11-03 签名。",
        "被申请人：2026-11-05 签名。",
        "调解员：2026-11-04 签名。",
        "调解组织（盖章）：2026-11-09 盖章。",
        "以上最后一项在 2026-11-09 完成，协议自该日起生效。",
    ]


def test_an_oral_settlement_is_for_peoples_mediation_only() -> None:
    with pytest.raises(NotInForce):
        effective_on([], regime_code="SS", parties=PARTIES, form=Form.ORAL, on=TODAY)
    oral = {row.regime for row in requirements() if row.form is Form.ORAL}
    assert oral == {row.code for row in regimes() if row.oral_allowed}


def test_commercial_mediation_begins_with_its_regulation() -> None:
    with pytest.raises(NotInForce):
        regime("SS", on=date(2026, 4, 30))
    assert regime("SS", on=date(2026, 5, 1)).confirmation is Confirmation.YES


REGIMES = [
    # regime, may charge, consumer disputes, seal, number word
    ("RM", False, True, "人民调解委员会印章", "人调"),
    ("HY", False, True, "调解组织印章", "金调"),
    ("SS", True, False, "商事调解组织印章", "商调"),
    ("TY", False, True, "调解组织印章", "特调"),
    ("XZ", False, True, "行政机关印章", "行调"),
]


@pytest.mark.parametrize(("code", "charges", "consumers", "seal", "number_word"), REGIMES)
def test_fee_seal_number_and_consumer_disputes_follow_the_regime(
    code: str, charges: bool, consumers: bool, seal: str, number_word: str
) -> None:
    row = regime(code, on=TODAY)
    assert (row.seal.zh, row.number_word) == (seal, number_word)
    assert may_charge(code, on=TODAY).outcome is (Outcome.PASS if charges else Outcome.BLOCK)
    assert (fits_consumer_dispute(code, on=TODAY) is None) == consumers


def test_a_copy_for_each_party_and_one_to_keep() -> None:
    assert copies(2) == 3
