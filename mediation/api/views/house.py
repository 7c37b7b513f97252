"""Endpoints about the caller and the codes."""

from __future__ import annotations

from collections.abc import Mapping

from mediation.api.declaring import Call, endpoint
from mediation.api.shapes.base import both
from mediation.api.shapes.house import Code, Codes, KindTold, Me, StateTold
from mediation.rules.dated import in_force
from mediation.rules.findings import Words
from mediation.rules.numbers.identity_papers import PAPERS
from mediation.rules.procedures import lifecycle, referral_steps
from mediation.rules.vocabulary import HANDOVER_RESULTS, OUTCOMES, PRODUCTS, SENDERS, TURNS

ROOM = Words("令牌和代码", "Token and codes")


@endpoint(
    "GET",
    "/me",
    room=ROOM,
    words=Words("查看自己的令牌", "Who the token is"),
    more=Words("用来检查令牌是否配置正确。", "For checking that the token is set up right."),
    answer=Me,
)
def me(call: Call) -> Me:
    token = call.token
    return Me(
        body=both(token.organisation.words),
        body_kind=token.organisation.kind,
        token_name=token.name,
        token_prefix=token.prefix,
        scopes=token.scopes,
        per_minute=token.per_minute,
        expires_on=token.expires_on,
        now=call.by.at,
    )


@endpoint(
    "GET",
    "/codes",
    room=ROOM,
    words=Words("代码表", "The codes"),
    more=Words(
        "移送类型、状态、结果等代码的中英文含义和法律依据。代码不会变，措辞可能调整。",
        "What kinds, states and results mean in both languages, with the legal basis. A code never changes; "
        "its words may.",
    ),
    answer=Codes,
)
def codes(call: Call) -> Codes:
    body = call.token.organisation
    fitting = {body.kind, *body.authorities}
    return Codes(
        kinds=[
            KindTold(
                code=kind.code,
                words=both(kind.words),
                direction=kind.direction.value,
                authority=kind.authority,
                matter=kind.matter,
                court_number=kind.court_number,
                for_you=kind.authority in fitting,
                legal_basis=kind.legal_basis,
            )
            for kind in in_force(referral_steps.all_kinds(), call.on)
        ],
        referral_states=[
            StateTold(code=state.code, words=both(state.words), phase=state.phase)
            for state in referral_steps.states().values()
        ],
        matters=_listed(referral_steps.MATTERS),
        results=_listed(HANDOVER_RESULTS),
        case_states=_listed({state.code: state.public_words for state in lifecycle.states().values()}),
        outcomes=_listed(OUTCOMES),
        products=_listed(PRODUCTS),
        turns=_listed(TURNS),
        senders=_listed(SENDERS),
        paper_kinds=_listed({kind.value: words for kind, words in PAPERS.items()}),
    )


def _listed(words: Mapping[str, Words]) -> list[Code]:
    return [Code(code=code, words=both(said)) for code, said in words.items()]
