"""What the demonstration city is made of: invented, well-formed, and different in every case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from mediation.access.roles import USER_ROLES, Role
from mediation.clock import day_of
from mediation.demo import city
from mediation.demo.acts import ACTS
from mediation.demo.load import SHOWN
from mediation.demo.scenario import filed_at, moments
from mediation.organisations.models import Trade
from mediation.rules.numbers.credit_codes import check_credit_code
from mediation.rules.numbers.identity_papers import PaperKind, check_paper
from mediation.rules.numbers.phone_numbers import check_mobile, check_phone
from mediation.rules.time.workdays import calendar
from mediation.rules.vocabulary import (
    FILING_CHANNELS,
    MODES,
    NEEDS,
    PRODUCTS,
    REMEDIES,
    SESSION_RESULTS,
)

TODAY = date(2026, 11, 23)
XIAMEN = {"350203", "350205", "350206", "350211", "350212", "350213"}

# Pieces of names under which real institutions are known.
KNOWN = """
    工商 农业银行 中国银行 建设银行 交通银行 邮储 邮政储蓄 招商 中信 光大 华夏 民生 平安 兴业 浦发 广发
    渤海 浙商 恒丰 微众 网商 厦门银行 厦门国际 厦门农商 海峡银行 人保 中国人寿 太平 太保 新华 泰康 友邦
    阳光 众安 大地 君龙 富邦 国寿 安邦 华泰 国泰 海通 银河 申万 中金 中银 东方 长城 金圆 国贸 瑞达 蚂蚁
    支付宝 财付通 微信 拉卡拉 银联 京东 度小满 马上 捷信 金美信 招联 美团 百度 腾讯 阿里 陆金所 360
"""

scenarios = pytest.mark.parametrize("scenario", city.scenarios(), ids=lambda one: one.key)


def invented_names() -> Iterator[str]:
    yield from (one["name"] for one in city.bodies()["institutions"].values())
    yield from (one["name"] for one in city.firms().values())
    yield from (one["short_name"] for one in city.bodies()["institutions"].values())


def test_no_institution_or_firm_has_a_name_of_a_real_one() -> None:
    borrowed = [(name, piece) for name in invented_names() for piece in KNOWN.split() if piece in name]
    assert borrowed == []


def test_institutions_of_every_trade_can_be_found_by_name_and_pinyin() -> None:
    institutions = city.bodies()["institutions"].values()
    assert {one["trade"] for one in institutions} == {trade.value for trade in Trade}
    assert len(institutions) >= 20
    assert all(one["name_en"] and one["short_name"] and one["pinyin"].isascii() for one in institutions)
    assert len({one["name"] for one in institutions}) == len(institutions)


def test_every_credit_code_has_its_check_digit_and_belongs_to_one_body() -> None:
    bodies = [*city.bodies()["institutions"].values(), *city.firms().values()]
    codes = [one["uscc"] for one in bodies]
    assert [check_credit_code(code, on=TODAY) for code in codes] == codes
    assert len(set(codes)) == len(codes)


def test_every_identity_paper_is_of_right_form_and_belongs_to_one_person() -> None:
    papers = [tuple(one["paper"]) for one in city.people().values()]
    assert [check_paper(PaperKind(kind), number, on=TODAY) for kind, number in papers] == [
        number for _, number in papers
    ]
    assert len(set(papers)) == len(papers)


def test_no_identity_number_can_be_that_of_a_living_person() -> None:
    numbers = [one["paper"][1] for one in city.people().values() if one["paper"][0] == "resident_id"]
    assert len(numbers) >= 40
    assert {number[14:17] for number in numbers} <= {"996", "997", "998", "999"}


def test_sex_and_birth_date_agree_with_the_identity_number() -> None:
    for name, one in city.people().items():
        if one["paper"][0] == "resident_id":
            number = one["paper"][1]
            assert number[6:14] == f"{one['born_on']:%Y%m%d}", name
            assert (int(number[16]) % 2 == 1) == (one["gender"] == "male"), name


def test_every_telephone_is_in_a_range_that_is_not_in_use() -> None:
    mobiles = [one["phone"] for one in [*city.people().values(), *city.firms().values()]]
    mobiles += [one.script["helper"][2] for one in city.scenarios() if "helper" in one.script]
    assert all(check_mobile(number, on=TODAY).startswith("154") for number in mobiles)
    assert len(set(mobiles)) == len(mobiles)
    lines = [one["phone"] for one in city.bodies()["institutions"].values()]
    assert all(check_phone(number, on=TODAY).startswith("0592-9") for number in lines)


def test_names_are_of_every_kind_that_a_register_must_take() -> None:
    names = "".join(city.people())
    assert all(rare in names for rare in ("䶮", "㛃", "𬱖", "·", "'", "ễ", "č"))
    assert {one["paper"][0] for one in city.people().values()} >= {
        "resident_id",
        "passport_foreign",
        "taiwan_permit",
        "hk_macau_permit",
    }


def test_every_role_is_held_and_every_station_has_several_mediators() -> None:
    users = city.users().values()
    assert {role for one in users for role in one["roles"]} == {role.value for role in USER_ROLES}
    mediators = Counter(one["at"] for one in users if Role.MEDIATOR in one["roles"])
    assert all(mediators[place] >= 3 for place in ("centre", "jimei", "tongan"))


def test_the_six_districts_have_one_place_each() -> None:
    places = [city.bodies()["centre"], *city.bodies()["stations"].values()]
    served = [district for place in places for district in place["districts"]]
    assert sorted(served) == sorted(XIAMEN)


def test_no_two_disputes_are_told_alike() -> None:
    assert max(Counter(one.script["narrative"] for one in city.scenarios()).values()) == 1
    assert max(Counter(one.key for one in city.scenarios()).values()) == 1
    openings = Counter(one.script["narrative"][:12] for one in city.scenarios())
    assert max(openings.values()) == 1


def test_there_are_some_sixty_disputes_of_every_product_and_in_both_languages() -> None:
    told = [one.script for one in city.scenarios()]
    assert len(told) >= 60
    assert {one["product"] for one in told} == set(PRODUCTS)
    assert sum(one.get("lang") == "en" for one in told) >= 8


def test_the_cases_whose_codes_are_shown_exist() -> None:
    assert set(SHOWN) <= {one.key for one in city.scenarios()}


@scenarios
def test_a_dispute_is_told_at_length_with_codes_that_the_house_knows(scenario: city.Scenario) -> None:
    told = scenario.script
    least, most = (200, 900) if told.get("lang") == "en" else (80, 250)
    assert least <= len(told["narrative"]) <= most
    assert set(told["remedies"]) <= set(REMEDIES)
    assert set(told.get("needs", ())) <= set(NEEDS)
    assert told.get("channel", "web") in FILING_CHANNELS
    assert {act["do"] for act in scenario.acts} <= set(ACTS)
    assert {act["mode"] for act in scenario.acts if "mode" in act} <= set(MODES)
    assert {act["result"] for act in scenario.acts if "result" in act} <= set(SESSION_RESULTS)


@scenarios
def test_acts_happen_one_after_another_on_working_days_before_today(scenario: city.Scenario) -> None:
    filed = filed_at(scenario, 5, today=TODAY)
    acts = moments(scenario, 5, today=TODAY)
    assert acts == sorted(set(acts))
    assert all(filed < at for at in acts)
    assert all(calendar().is_workday(day_of(at)) and day_of(at) < TODAY for at in acts)
