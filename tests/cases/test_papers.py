"""The papers that acts issue: which, in which language, and how each calls the matter."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from mediation import clock
from mediation.access.by import By
from mediation.cases.models import Case
from mediation.documents import compose
from mediation.documents.kinds import DocumentKind
from mediation.documents.kinds.parts import Contact
from mediation.documents.models import IssuedDocument
from mediation.documents.operations import facts_of, made_from
from mediation.documents.queries import documents_of_case
from mediation.proceedings import operations as proceedings
from mediation.rules.vocabulary import DISPUTES, PRODUCTS, REMEDIES
from tests import cast
from tests.builders import APPLICANT, BANK, actor, case_in, centre, walk

pytestmark = pytest.mark.usefixtures("founded", "undrawn")

TAGS = re.compile(r"<[^>]+>")


def papers_of(case: Case, kind: DocumentKind) -> list[IssuedDocument]:
    return [paper for paper in documents_of_case(case.id) if paper.kind == kind]


def text_of(paper: IssuedDocument) -> str:
    """What the paper says, without its markup."""
    return TAGS.sub("", compose.compose(*made_from(paper)))


BOTH, BETWEEN, WITH = f"林雅珍与{BANK}", f"林雅珍与{BANK}之间", f"与{BANK}的"


@pytest.mark.parametrize(
    ("state", "then", "kind", "says", "remark"),
    [
        ("accepted", (), "acceptance_notice", f"{BETWEEN}的信用卡纠纷（", "names both sides itself"),
        ("correction_requested", (), "correction_notice", f"就{WITH}信用卡纠纷（", "to one side"),
        ("submitted", ("refuse",), "non_acceptance_notice", f"就{WITH}信用卡纠纷（", "to one side"),
        ("submitted", ("withdraw",), "withdrawal_confirmation", f"就{WITH}信用卡纠纷（", "to one side"),
        ("consulting", ("notify_rights",), "rights_notice", f"将对{BOTH}信用卡纠纷（", "no name yet"),
        ("consulting", ("decline",), "termination_notice", f"{BOTH}信用卡纠纷（案件编号", "no name yet"),
        ("accepted", ("transfer",), "transfer_letter", "在处理信用卡纠纷（", "names both sides itself"),
        ("concluded", (), "agreement", f"{BETWEEN}的信用卡纠纷（", "names both sides itself"),
    ],
)
def test_each_paper_names_the_matter_and_the_sides_once(
    session: Session, state: str, then: tuple[str, ...], kind: DocumentKind, says: str, remark: str
) -> None:
    case = case_in(state)
    walk(case, *then)
    text = text_of(papers_of(case, kind)[0])
    assert says in text, remark
    assert APPLICANT.name in text
    assert BANK in text
    assert f"{BOTH}之间的{BOTH}" not in text


def test_every_product_has_a_name_for_its_dispute() -> None:
    assert set(DISPUTES) == set(PRODUCTS)
    assert all(words.zh.endswith("纠纷") for words in DISPUTES.values())


@pytest.mark.parametrize(
    ("lang", "languages"),
    [("zh", ["zh"]), ("en", ["zh", "en"])],
    ids=["a Chinese reader", "an English reader"],
)
def test_who_reads_english_gets_the_chinese_paper_and_an_english_copy(
    session: Session, lang: str, languages: list[str]
) -> None:
    case = case_in("accepted", lang=lang)
    for kind in (DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE_NOTICE):
        assert [paper.lang for paper in papers_of(case, kind)] == languages


def test_the_english_copy_calls_the_matter_in_english(session: Session) -> None:
    case = case_in("accepted", lang="en")
    chinese, english = papers_of(case, DocumentKind.ACCEPTANCE_NOTICE)
    assert facts_of(chinese).dispute == "信用卡纠纷"
    assert facts_of(english).dispute == "Credit card"


def test_the_other_side_gets_its_rights_in_chinese_only(session: Session) -> None:
    case = case_in("consulting", lang="en")
    walk(case, "notify_rights")
    given = [
        (paper.lang, facts_of(paper).addressees) for paper in papers_of(case, DocumentKind.RIGHTS_NOTICE)
    ]
    mine, theirs = (APPLICANT.name,), (BANK,)
    assert given == [("zh", mine), ("en", mine), ("zh", theirs)]


@pytest.mark.parametrize("action", ["decline", "end_unreachable", "end_other"])
def test_the_notice_of_an_end_names_arbitration_authority_and_court(session: Session, action: str) -> None:
    case = case_in("consulting")
    walk(case, action)
    notice = facts_of(papers_of(case, DocumentKind.TERMINATION_NOTICE)[0])
    assert [route.name.zh for route in notice.routes] == ["仲裁", "行政途径", "诉讼"]
    assert notice.filed_at == case.filed_at


def test_the_english_copy_says_in_english_all_that_the_house_says(session: Session) -> None:
    """Names, addresses and what people wrote stay as they are."""
    case = case_in("under_mediation", lang="en")
    receipt = facts_of(papers_of(case, DocumentKind.RECEIPT)[1])
    assert receipt.wishes[: len(case.remedies)] == tuple(REMEDIES[code].en for code in case.remedies)
    assert receipt.issuer.hours == centre().hours_en
    starts_at = clock.now() - timedelta(hours=2)
    held = proceedings.Held(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        mode="on_site",
        place="Room 1",
        present="",
        record="Both sides came.",
        result="continues",
    )
    proceedings.record_session(case, held, By(actor(cast.CENTRE_MEDIATOR), clock.now()))
    chinese, english = (facts_of(paper) for paper in papers_of(case, DocumentKind.SESSION_RECORD))
    assert chinese.informed != english.informed
    said = [english.informed, *(one.sex + one.id_type for one in english.parties)]
    assert [text for text in said if not text.isascii()] == []


@pytest.mark.parametrize(
    ("state", "kind", "named", "remark"),
    [
        (
            "accepted",
            DocumentKind.ACCEPTANCE_NOTICE,
            False,
            "no mediator yet: no blank name",
        ),
        ("under_mediation", DocumentKind.RIGHTS_NOTICE, True, "the mediator"),
    ],
)
def test_a_paper_names_a_contact_only_when_there_is_one(
    session: Session, state: str, kind: DocumentKind, named: bool, remark: str
) -> None:
    case = case_in(state)
    contact = facts_of(papers_of(case, kind)[0]).contact
    assert contact == (Contact(case.mediator_name, centre().phone) if named else Contact()), remark


@pytest.mark.parametrize(
    ("action", "says", "remark"),
    [
        ("withdraw", "方式：网上", "the applicant, with number and code"),
        ("settle_and_withdraw", "方式：由工作人员登记", "the mediator, who was told"),
    ],
)
def test_the_paper_of_a_withdrawal_says_how_it_was_made(
    session: Session, action: str, says: str, remark: str
) -> None:
    case = case_in("under_mediation")
    walk(case, action)
    assert says in text_of(papers_of(case, DocumentKind.WITHDRAWAL_CONFIRMATION)[0]), remark
