"""What a paper calls itself, its mediators and its seal under each legal regime of the issuer.

Sources: 人民调解法 (2010); 商事调解条例 (in force 2026-05-01); 法释〔2016〕14号 (特邀调解); 民事诉讼法
(2023) arts 205-206 for judicial confirmation of agreements made by lawfully founded bodies.
"""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class RegimeWording:
    """`law` is the instrument that a paper may cite; `confirmable` whether art. 205 CPL opens."""

    agreement: Words
    mediator: Words
    seal: Words
    law: Words
    free_of_charge: bool = True
    confirmable: bool = True


PEOPLES_LAW = Words("《中华人民共和国人民调解法》", "the People's Mediation Law (人民调解法)")

_WORDING = {
    "RM": RegimeWording(
        Words("人民调解协议书", "People's Mediation Agreement"),
        Words("人民调解员", "People's mediator"),
        Words("人民调解委员会（印章）", "People's mediation committee (seal)"),
        PEOPLES_LAW,
    ),
    "HY": RegimeWording(
        Words("调解协议书", "Mediation Agreement"),
        Words("调解员", "Mediator"),
        Words("调解组织（印章）", "Mediation body (seal)"),
        Words("国家金融监督管理总局等《关于推进金融纠纷调解工作高质量发展的意见》", "金发〔2025〕14号"),
    ),
    "SS": RegimeWording(
        Words("商事调解协议", "Commercial Mediation Agreement"),
        Words("商事调解员", "Commercial mediator"),
        Words("商事调解组织（印章）", "Commercial mediation body (seal)"),
        Words("《商事调解条例》", "the Regulations on Commercial Mediation (商事调解条例)"),
        free_of_charge=False,
    ),
    "TY": RegimeWording(
        Words("调解协议书", "Mediation Agreement"),
        Words("特邀调解员", "Court-invited mediator"),
        Words("特邀调解组织（印章）", "Court-invited mediation body (seal)"),
        Words("《最高人民法院关于人民法院特邀调解的规定》", "法释〔2016〕14号"),
    ),
    "XZ": RegimeWording(
        Words("行政调解协议书", "Administrative Mediation Agreement"),
        Words("调解员", "Mediator"),
        Words("（印章）", "(seal)"),
        Words("有关法律、法规、规章", "the applicable laws and regulations"),
        confirmable=False,
    ),
}


def wording_of(regime: str) -> RegimeWording:
    """The wording for a regime's code; raises KeyError for one that does not exist."""
    return _WORDING[regime.upper()]
