"""How a person calls the fields of a paper, for the sentence that names the one to correct."""

from __future__ import annotations

from mediation.rules.findings import Words

_NAMES = {
    "name": Words("姓名或名称", "Name"),
    "mediators": Words("调解员", "Mediators"),
    "recorder": Words("记录人", "Recorder"),
    "issuer": Words("调解组织", "Mediation body"),
    "address": Words("住址", "Address"),
    "phone": Words("电话", "Telephone"),
    "id_number": Words("证件号码", "Identity number"),
    "representative": Words("法定代表人（负责人）", "Legal representative"),
    "agents": Words("代理人", "Agent"),
    "parties": Words("当事人", "Party"),
    "applicants": Words("申请人", "Applicant"),
    "respondents": Words("被申请人", "Respondent"),
    "addressees": Words("致送对象", "Addressee"),
    "dispute": Words("纠纷名称", "Name of the dispute"),
    "main_facts": Words("纠纷主要事实", "Main facts"),
    "disputed": Words("争议事项", "Disputed matters"),
    "responsibility": Words("各方责任", "Responsibility"),
    "terms": Words("协议内容", "Terms"),
    "items": Words("条款", "Term"),
    "text": Words("内容", "Text"),
    "account": Words("收款账户", "Account"),
    "holder": Words("户名", "Account holder"),
    "bank": Words("开户行", "Bank"),
    "number": Words("账号", "Account number"),
    "breach_clause": Words("违约责任", "Breach clause"),
    "costs": Words("费用", "Costs"),
    "place": Words("地点", "Place"),
    "reason": Words("原因", "Reason"),
    "routes": Words("其他途径", "Other routes"),
    "receiver": Words("接收单位", "Receiving body"),
    "matter": Words("事由", "Matter"),
    "materials": Words("材料目录", "List of papers"),
}


def name_of(path: str) -> Words:
    """`parties.2.name` as 当事人2·姓名或名称; what has no name of its own keeps its path."""
    zh: list[str] = []
    en: list[str] = []
    for part in path.split("."):
        if part.isdigit() and zh:
            zh[-1] += part
            en[-1] += f" {part}"
        elif known := _NAMES.get(part):
            zh.append(known.zh)
            en.append(known.en)
    return Words("·".join(zh), ", ".join(en)) if zh else Words(path, path)
