"""司法确认: may a court confirm the settlement, which court, and with what papers.

The window is deadline C14 (30 days from the effective date; nothing extends it). The settlement's
own soundness is `terms_lint`. Sources: 民事诉讼法 205-206, 民诉法解释 351-358, 人民调解法 33.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mediation.rules.acceptance.regimes import Confirmation, regime
from mediation.rules.dated import Dated, in_force
from mediation.rules.findings import Finding, Outcome, Words
from mediation.rules.numbers.courts_table import courts
from mediation.rules.numbers.divisions import full_name, within
from mediation.rules.rows import rows_of

WINDOW = "C14"

# First character of a court's code, by the first two digits of the place (案号若干规定, annex).
# fmt: off
PROVINCE_CHARACTERS: Mapping[str, str] = {
    "11": "京", "12": "津", "13": "冀", "14": "晋", "15": "内", "21": "辽", "22": "吉", "23": "黑",
    "31": "沪", "32": "苏", "33": "浙", "34": "皖", "35": "闽", "36": "赣", "37": "鲁", "41": "豫",
    "42": "鄂", "43": "湘", "44": "粤", "45": "桂", "46": "琼", "50": "渝", "51": "川", "52": "黔",
    "53": "云", "54": "藏", "61": "陕", "62": "甘", "63": "青", "64": "宁", "65": "新",
}
# fmt: on


# Who may act for a side (民事诉讼法 61); each needs a power of attorney.
AGENTS = {
    "lawyer": Words("律师、基层法律服务工作者", "a lawyer or legal worker at the grass roots"),
    "relative_or_staff": Words("近亲属或者工作人员", "a near relative, or a member of its staff"),
    "recommended": Words(
        "所在社区、单位或者有关社会团体推荐的公民",
        "a citizen recommended by the community, the employer or a social body",
    ),
}

# Papers that each side has of its own; the others are of both together.
OF_EACH_SIDE = frozenset({"identity", "service_address", "promise", "power_of_attorney"})


@dataclass(frozen=True, slots=True)
class Mediated:
    """The facts of a settled dispute that decide on its court.

    Places are six-digit division codes. `inviting_court` is the code of the court that invited
    the organisation to mediate before filing (委派), empty when it acted by itself.
    `intermediate`: the dispute would belong to an intermediate court at first instance.
    """

    domiciles: tuple[str, ...]
    seats: tuple[str, ...]
    inviting_court: str = ""
    object_place: str = ""
    intermediate: bool = False
    financial: bool = True


@dataclass(frozen=True, slots=True)
class CourtChoice:
    """A court that may confirm, and why. `certain` is false where a person must check the court."""

    code: str
    words: Words
    reason: Words
    legal_basis: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts that decide whether a court may confirm at all."""

    regime_code: str
    effective_on: date | None
    lawfully_set_up: bool = True
    both_apply: bool = True
    settles_title: bool = False
    identity_relation: bool = False
    other_procedure: bool = False
    within_window: bool = True


@dataclass(frozen=True, slots=True)
class Paper(Dated):
    """One row of the papers to hand in."""

    code: str
    needed: str
    words: Words


@dataclass(frozen=True, slots=True)
class CourtException(Dated):
    """A place whose court does not follow from its code."""

    place: str
    level: str
    courts: tuple[str, ...]
    words: Words


def all_papers() -> tuple[Paper, ...]:
    """Every row, in the order of the bundle."""
    return rows_of("confirmation_papers", Paper)


def court_exceptions() -> tuple[CourtException, ...]:
    """Every row, in table order."""
    return rows_of("court_exceptions", CourtException)


def papers(
    *, on: date, property_: bool = False, agent: bool = False, oral: bool = False
) -> tuple[Paper, ...]:
    """What to hand in on the day `on`, in order. Source: 民诉法解释 354; 法释〔2011〕5号 3."""
    given = {"always": True, "property": property_, "agent": agent, "oral": oral}
    rows = [row for row in in_force(all_papers(), on) if given[row.needed]]
    return tuple(row for row in rows if not (oral and row.code == "agreement"))


def may_be_confirmed(settled: Settled, *, on: date) -> list[Finding]:
    """What stands against confirmation, each with its article; empty when nothing does."""
    row = regime(settled.regime_code, on=on)
    by_law = row.confirmation is Confirmation.YES or (
        row.confirmation is Confirmation.IF_LAW and settled.lawfully_set_up
    )
    tests = (
        (
            not by_law,
            "not_lawfully_set_up",
            Words("本组织的协议不能申请司法确认。", "A settlement of this organisation cannot be confirmed."),
            row.confirmation_basis,
        ),
        (
            settled.effective_on is None,
            "not_effective",
            Words("协议尚未生效。", "The settlement has not taken effect yet."),
            "民事诉讼法第205条",
        ),
        (
            not settled.both_apply,
            "not_joint",
            Words("须双方共同申请。", "Both sides must apply together."),
            "民事诉讼法第205条",
        ),
        (
            not settled.within_window,
            "window_closed",
            Words("自协议生效之日起已超过30日。", "More than 30 days have passed since it took effect."),
            "民事诉讼法第205条",
        ),
        (
            settled.identity_relation,
            "identity_relation",
            Words("涉及身份关系，法院不予受理。", "It concerns a relation of identity."),
            "民诉法解释第355条第3项",
        ),
        (
            settled.other_procedure,
            "other_procedure",
            Words(
                "适用其他特别程序、公示催告或破产程序。",
                "Another special, public-notice or bankruptcy procedure applies.",
            ),
            "民诉法解释第355条第4项",
        ),
        (
            settled.settles_title,
            "title_to_property",
            Words("涉及物权、知识产权确权。", "It settles title to property or an intellectual right."),
            "民诉法解释第355条第5项",
        ),
    )
    return [Finding(Outcome.BLOCK, code, words, basis) for fails, code, words, basis in tests if fails]


def court_code_of(place: str) -> str:
    """The code that the numbering rule gives the basic court of a county: 350203 -> 闽0203."""
    return PROVINCE_CHARACTERS[place[:2]] + place[2:6]


# Roads on which a case may come whose agreement goes to no court for confirmation: after filing, the
# court that sent the case makes the agreement its own (调解书) or lets the suit be withdrawn.
BEFORE_THE_COURT = frozenset({"entrusted", "entrusted_simple"})


def window_opens(*, track: str, regime_code: str, settles_title: bool, on: date) -> bool:
    """Whether the thirty days for confirmation begin when an agreement takes effect.

    Sources: 特邀调解规定 20 (entrusted after filing); 民诉法解释 355 (title); the organisation's law.
    """
    confirmable = regime(regime_code, on=on).confirmation is not Confirmation.NO
    return confirmable and not settles_title and track not in BEFORE_THE_COURT


def courts_for(facts: Mediated, *, on: date) -> tuple[CourtChoice, ...]:
    """The courts that may confirm, each once, in the order of the law; the parties choose among them.

    A court that `tables/courts.csv` does not have is named by its code and marked uncertain.
    Raises KeyError for an unknown place.
    """
    if facts.inviting_court:
        reason = Words(
            "受该院邀请开展先行调解，向作出邀请的法院申请。",
            "It invited the mediation, so the application goes to it.",
        )
        return (_choice(facts.inviting_court, reason, "民事诉讼法第205条第1项"),)
    chosen: dict[str, CourtChoice] = {}
    for place, why in _connections(facts):
        for choice in _court_at(place, why, facts, on):
            chosen.setdefault(choice.code or place, choice)
    return tuple(chosen.values())


def _choice(code: str, reason: Words, legal_basis: str, certain: bool = True) -> CourtChoice:
    court = courts().get(code)
    words = court.words if court else Words(code, code)
    return CourtChoice(code, words, reason, legal_basis, certain and court is not None)


def _connections(facts: Mediated) -> Iterable[tuple[str, Words]]:
    for place in facts.domiciles:
        yield place, Words("当事人住所地", "a party's domicile")
    if facts.object_place:
        yield facts.object_place, Words("标的物所在地", "the place of the object")
    for place in facts.seats:
        yield place, Words("调解组织所在地", "the organisation's seat")


def _court_at(place: str, why: Words, facts: Mediated, on: date) -> Iterable[CourtChoice]:
    where = full_name(place)
    exceptions = in_force(court_exceptions(), on)
    if facts.intermediate and facts.financial:
        for row in exceptions:
            if row.level == "financial" and within(place, row.place):
                reason = Words(
                    f"{where.zh}是{why.zh}；{row.words.zh}。", f"{where.en} is {why.en}; {row.words.en}."
                )
                yield from (_choice(code, reason, row.legal_basis) for code in row.courts)
                return
    odd = next((row for row in exceptions if row.level == "basic" and row.place == place), None)
    reason = _why_here(where, why, facts.intermediate, odd)
    for basic in (odd.courts or ("",)) if odd else (court_code_of(place),):
        code = _superior_of(basic) if facts.intermediate else basic
        yield _choice(code, reason, "民事诉讼法第205条第2项", certain=odd is None)


def _why_here(where: Words, why: Words, intermediate: bool, odd: CourtException | None) -> Words:
    level = (
        Words("纠纷属中级人民法院管辖", "the dispute belongs to an intermediate court")
        if intermediate
        else Words("由其基层人民法院管辖", "so its basic court has it")
    )
    tail = Words(f"；{odd.words.zh}", f"; {odd.words.en}") if odd else Words("", "")
    return Words(
        f"{where.zh}是{why.zh}，{level.zh}{tail.zh}。", f"{where.en} is {why.en}, {level.en}{tail.en}."
    )


def _superior_of(basic: str) -> str:
    """The code of the intermediate court above a basic one: by the table, else by the numbering rule."""
    court = courts().get(basic)
    above = (code for code, one in courts().items() if court and one.words.zh == court.superior)
    return next(above, basic[:3])
