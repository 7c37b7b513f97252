"""Tests of what follows: breach, costs, and rights of those who do not sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mediation.rules.agreement.terms import Terms
from mediation.rules.agreement.terms_found import Found
from mediation.rules.agreement.terms_wording import ADVICE_ON_WORDS
from mediation.rules.findings import Words

_ACCELERATION = ("全部", "剩余", "加速", "提前到期", "一次性", "accelerat", "whole", "balance", "remaining")


def breach(terms: Terms, signing_on: date) -> Iterator[Found]:
    owed_later = any(one.due_on > signing_on for one in terms.instalments)
    owed_later = owed_later or any(one.due_on and one.due_on > signing_on for one in terms.items)
    clause = terms.breach_words
    if owed_later and not clause:
        yield Found(
            "breach_clause_missing",
            Words("没有写不按期履行怎么办。", "It does not say what follows if a party does not perform."),
            Words(
                "写明违约后果，例如剩余款项全部到期。",
                "Say what follows, for example that the whole balance falls due.",
            ),
        )
    elif len(terms.instalments) > 1 and not any(word in clause.lower() for word in _ACCELERATION):
        yield Found(
            "no_acceleration",
            Words(
                "违约条款没有约定剩余各期提前到期；一期逾期时只能就该期申请执行。",
                "The breach clause does not make the balance fall due; only a missed part could be enforced.",
            ),
        )
    if terms.pays and not terms.cost_words:
        yield Found(
            "costs_silent",
            Words(
                "没有约定费用负担，视为各自承担。", "Nothing is said about costs; each side bears its own."
            ),
        )


def rights_of_others(terms: Terms, signing_on: date) -> Iterator[Found]:
    if terms.third_parties:
        names = "、".join(terms.third_parties), ", ".join(terms.third_parties)
        if terms.third_parties_sign:
            yield Found(
                "third_party_signs",
                Words(
                    f"协议涉及{names[0]}的权益，须由其本人签署。",
                    f"The terms touch the rights of {names[1]}, who must sign too.",
                ),
            )
        else:
            yield Found(
                "third_party_rights",
                Words(
                    f"协议处分了{names[0]}的权益，其并非签署人。",
                    f"The terms dispose of rights of {names[1]}, who does not sign.",
                ),
                Words("请其一并签署，或删去相关内容。", "Have them sign as well, or take that part out."),
            )
    if terms.settles_title:
        yield Found(
            "title_to_property",
            Words(
                "协议涉及物权或知识产权确权：可以调解，不能司法确认。",
                "The terms say who owns property or an intellectual right: no court confirms that.",
            ),
            ADVICE_ON_WORDS["title_in_words"],
        )
