"""Numbers that name a person, a firm, a telephone or an account: one door to all checks.

Every check takes what was typed and the day of the check, gives the stored form, and raises
NotValid with a sentence that says what to do.
"""

from __future__ import annotations

from mediation.rules.numbers.bank_accounts import check_bank_account, check_bank_card
from mediation.rules.numbers.credit_codes import check_credit_code
from mediation.rules.numbers.identity_papers import (
    PAPERS,
    PaperKind,
    check_hk_macau_permit,
    check_other_paper,
    check_paper,
    check_passport_cn,
    check_passport_foreign,
    check_taiwan_permit,
)
from mediation.rules.numbers.phone_numbers import check_fixed_line, check_mobile, check_phone
from mediation.rules.numbers.resident_ids import (
    age,
    born_on,
    check_permanent_residence,
    check_residence_permit,
    check_resident_id,
    doubts_about_resident_id,
    gender,
)
from mediation.rules.refusals import NotValid

__all__ = [
    "PAPERS",
    "NotValid",
    "PaperKind",
    "age",
    "born_on",
    "check_bank_account",
    "check_bank_card",
    "check_credit_code",
    "check_fixed_line",
    "check_hk_macau_permit",
    "check_mobile",
    "check_other_paper",
    "check_paper",
    "check_passport_cn",
    "check_passport_foreign",
    "check_permanent_residence",
    "check_phone",
    "check_residence_permit",
    "check_resident_id",
    "check_taiwan_permit",
    "doubts_about_resident_id",
    "gender",
]
