"""How a person calls the fields of a paper, for the sentence that names the one to correct."""

from __future__ import annotations

from dataclasses import fields

from mediation.documents.asking import label_of
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
    "agreed": Words("协议内容", "What was agreed"),
    "unit": Words("单位", "Unit"),
    "handlers": Words("承办人", "Handled by"),
    "attorney": Words("受托人", "Agent"),
    "representative_title": Words("职务", "Post"),
    "ethnicity": Words("民族", "Ethnicity"),
    "occupation": Words("职业或职务", "Occupation"),
    "relation": Words("关系", "Relation"),
    "authority": Words("代理权限", "Authority"),
    "id_type": Words("证件类型", "Kind of paper"),
    "sex": Words("性别", "Sex"),
    "contact": Words("联系人", "Contact"),
    "case_number": Words("案件编号", "Case number"),
    "file_code": Words("机构代字", "Mark of the body"),
    "station": Words("驿站", "Station"),
    "facts": Words("无争议事实", "Undisputed facts"),
    "candidates": Words("名册候选人", "Candidates"),
    "appointer": Words("指定人", "Appointed by"),
    "exchanges": Words("记录", "Record"),
    "question": Words("问", "Question"),
    "answer": Words("答", "Answer"),
}


def name_of(path: str, facts: type) -> Words:
    """`parties.2.name` as 当事人2·姓名或名称, for a path into facts of this class.

    A field that has no name here is called as its mark calls it, and one without a mark by its path.
    """
    labels = {field.name: label_of(field) for field in fields(facts)}
    zh: list[str] = []
    en: list[str] = []
    for place, part in enumerate(path.split(".")):
        if part.isdigit() and zh:
            zh[-1] += part
            en[-1] += f" {part}"
        elif known := _NAMES.get(part) or (None if place else labels.get(part)):
            zh.append(known.zh)
            en.append(known.en)
    return Words("·".join(zh), ", ".join(en)) if zh else Words(path, path)
