"""What the printed law book is made of: its chapters, their tables, and the columns shown."""

from __future__ import annotations

from dataclasses import dataclass

from mediation.rules.findings import Words


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a chapter. `columns` are shown in order; a column `words` stands for the pair
    `words_zh` / `words_en`, and `text` for `zh` / `en`. `group` breaks the section where the value
    of that column changes.
    """

    table: str
    title: Words
    columns: tuple[str, ...]
    lead: Words = Words("", "")
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: Words
    sections: tuple[Section, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        Words("受理", "Taking a case"),
        (
            Section(
                "eligibility_questions",
                Words("受理前的问题", "Questions before filing"),
                ("code", "ask", "hint"),
            ),
            Section(
                "eligibility",
                Words("回答和结论", "Answers and what follows"),
                ("question", "answer", "outcome", "words", "advice"),
            ),
            Section(
                "red_lines",
                Words("红线", "Red lines"),
                ("code", "outcome", "signs", "beside", "fact", "words", "advice"),
                Words(
                    "叙述中出现“词语”一栏之一（并且出现“同时”一栏之一）时提示；由人决定。",
                    "Raised where the account has one of the words (and one of those beside it); "
                    "a person decides.",
                ),
            ),
            Section("routing", Words("分派", "Routing"), ("order", "when", "limit", "goes_to", "words")),
            Section(
                "conflicts",
                Words("回避", "Conflicts of interest"),
                ("code", "years", "outcome", "waivable", "words"),
            ),
            Section(
                "privacy_lines", Words("个人信息同意", "Consents"), ("code", "required", "text", "detail")
            ),
        ),
    ),
    Chapter(
        Words("程序", "Procedure"),
        (
            Section("states", Words("案件状态", "States of a case"), ("code", "text", "public")),
            Section(
                "transitions",
                Words("每一步及其后果", "Every step and what follows"),
                ("text", "from", "to", "guards", "starts", "stops", "document"),
            ),
            Section(
                "regimes",
                Words("组织的法律类型", "Legal regimes"),
                (
                    "code",
                    "name",
                    "may_charge",
                    "consumer_disputes",
                    "seal",
                    "agreement",
                    "confirmation",
                    "oral_allowed",
                ),
            ),
        ),
    ),
    Chapter(
        Words("期限", "Deadlines"),
        (
            Section(
                "deadlines",
                Words("全部期限", "All deadlines"),
                (
                    "code",
                    "text",
                    "start",
                    "length",
                    "who",
                    "extension_max",
                    "extension_consents",
                    "suspends",
                    "rolls",
                    "warn_before",
                    "note",
                ),
                Words(
                    "起算当日不计入；月、年按对应日届满；末日为休息日的，按“顺延”一栏处理。",
                    "The first day is not counted; months and years end on the corresponding day; a last day "
                    "that is a rest day moves where the column says so.",
                ),
            ),
            Section(
                "reminders",
                Words("提醒和升级", "Reminders and escalation"),
                ("step", "told"),
                Words(
                    "从最后一日起算；遇休息日提前到前一个工作日，届满后的顺延到下一个工作日。",
                    "Counted from the last day; a step on a rest day is taken on the working day before it, "
                    "after the last day on the next working day.",
                ),
                group="deadlines",
            ),
            Section(
                "interruptions",
                Words("诉讼时效中断事由", "What interrupts the limitation of actions"),
                ("text", "is_procedure", "is_acknowledgement"),
            ),
            Section(
                "letter_ladder",
                Words("通知的送达顺序", "How a letter goes out"),
                ("group", "addressee", "order", "channel", "after_days"),
                Words(
                    "同一步的渠道同时发送；未读且未证明送达的，过“隔几个工作日”一栏的天数走下一步；无法使用的步骤直接跳过。",
                    "Channels of one step go together; a letter neither read nor proven to have arrived "
                    "takes the next step after the working days named; a step that cannot be used "
                    "is passed over.",
                ),
            ),
            Section("statutory_days", Words("法定节日", "Statutory days"), ("month", "day", "name")),
            Section(
                "holidays",
                Words("放假和调休上班", "Rest days and make-up working days"),
                ("name", "kind", "first_on", "last_on"),
                group="year",
            ),
        ),
    ),
    Chapter(
        Words("协议", "The settlement"),
        (
            Section("effect", Words("何时生效", "When it takes effect"), ("regime", "form", "needs", "note")),
            Section(
                "signature_levels",
                Words("电子签名的级别", "Levels of electronic signatures"),
                ("regime", "track", "least", "note"),
            ),
            Section(
                "lint",
                Words("条款审查", "What the lint finds"),
                ("text", "outcome", "code"),
            ),
            Section(
                "clauses",
                Words("条款库", "Library of clauses"),
                ("code", "name", "text", "act"),
                Words(
                    "花括号内为参数；措辞变更时增加新行，已起草的协议保留原措辞。",
                    "Parameters stand in braces. A change of wording adds a row; drafts keep theirs.",
                ),
                group="topic",
            ),
            Section("vague_words", Words("含糊的词语", "Vague words"), ("word", "fault", "cured_by")),
            Section(
                "confirmation_papers", Words("司法确认材料", "Papers for confirmation"), ("needed", "text")
            ),
            Section(
                "court_grounds",
                Words("不予受理和驳回的事由", "Grounds of not taking and of turning down"),
                ("ruling", "text", "code"),
                group="matter",
            ),
            Section(
                "court_exceptions",
                Words("确认法院的例外", "Courts that do not follow from the place"),
                ("place", "level", "courts", "text"),
                Words(
                    "一般规则：受邀请的，向作出邀请的法院；否则向当事人住所地、标的物所在地、"
                    "调解组织所在地的基层法院，属中级法院管辖的向中级法院。",
                    "In general: the court that invited; else the basic court of a party's domicile, of the "
                    "object or of the organisation's seat, or the intermediate court where the dispute "
                    "belongs to it.",
                ),
            ),
        ),
    ),
    Chapter(
        Words("利息", "Interest"),
        (
            Section("interest_caps", Words("利率上限", "Caps"), ("lender", "text", "mandatory", "note")),
            Section(
                "lpr", Words("贷款市场报价利率（LPR）", "Loan prime rate"), ("one_year", "five_years", "note")
            ),
            Section(
                "benchmark",
                Words("贷款基准利率", "Benchmark loan rates"),
                ("to_6_months", "to_1_year", "to_3_years", "to_5_years", "over_5_years", "note"),
            ),
            Section(
                "affordability",
                Words("负担能力", "Affordability"),
                ("code", "percent_or_months", "text", "note"),
            ),
        ),
    ),
    Chapter(
        Words("案由和要素", "Causes and elements"),
        (
            Section("causes", Words("案由", "Causes of action"), ("number", "text", "code", "note")),
            Section(
                "complaint_classes", Words("投诉分类", "Classes of complaint"), ("facet", "digits", "text")
            ),
            Section(
                "product_causes",
                Words("由产品到案由", "From product to cause"),
                ("product", "causes", "business", "complaint_cause", "note"),
            ),
            Section("element_sets", Words("要素表", "Sets of elements"), ("text", "causes", "note")),
            Section("elements", Words("要素", "Elements"), ("part", "number", "text"), group="set"),
        ),
    ),
    Chapter(
        Words("转出", "Leaving mediation"),
        (
            Section("authorities", Words("机关", "Authorities"), ("code", "text", "line")),
            Section(
                "referral_kinds",
                Words("移送和转办的类型", "Kinds of hand-over"),
                (
                    "direction",
                    "authority",
                    "text",
                    "matter",
                    "answer",
                    "work",
                    "prepare",
                    "decision",
                    "result",
                    "after",
                    "paper",
                    "slip",
                ),
            ),
            Section(
                "referral_states", Words("移送的状态", "States of a hand-over"), ("code", "text", "public")
            ),
            Section(
                "referral_transitions",
                Words("移送的每一步", "Every step of a hand-over"),
                ("text", "from", "to", "guards", "starts", "stops"),
            ),
            Section(
                "referrals",
                Words("何事转何处", "What goes where"),
                ("reasons", "trade", "authority", "act", "text", "note"),
            ),
            Section(
                "result_words",
                Words("名册里结果的写法", "How lists write results"),
                ("text", "written", "outcomes"),
                Words(
                    "对账时，对方名册写得比我方概括的，按本表视为一致。",
                    "In a reconciliation a list may say a result less exactly than we do: these agree.",
                ),
            ),
            Section(
                "reconciliation_states",
                Words("对账的状态", "States of a reconciliation"),
                ("code", "text", "public"),
            ),
            Section(
                "reconciliation_transitions",
                Words("对账的每一步", "Every step of a reconciliation"),
                ("text", "from", "to", "guards"),
            ),
            Section(
                "difference_reasons",
                Words("对账差异的处理理由", "Reasons for closing a difference of a reconciliation"),
                ("text", "needs_text"),
            ),
        ),
    ),
    Chapter(
        Words("支付令", "Payment orders"),
        (
            Section(
                "payment_order_questions",
                Words("能否申请", "Whether one may be applied for"),
                ("ask", "right", "text"),
            ),
            Section(
                "payment_order_states",
                Words("支付令的状态", "States of an order"),
                ("code", "text", "public"),
            ),
            Section(
                "payment_order_transitions",
                Words("支付令的每一步", "Every step of an order"),
                ("text", "from", "to", "guards", "starts", "stops"),
            ),
            Section(
                "court_fees",
                Words("财产案件受理费", "Court fees for claims of money"),
                ("text", "base", "percent"),
                Words(
                    "分段累计；申请支付令交纳三分之一。",
                    "Each part at its own rate; a payment order costs one third.",
                ),
            ),
        ),
    ),
    Chapter(
        Words("法院和案号", "Courts and case numbers"),
        (
            Section(
                "courts",
                Words("法院代字", "Codes of courts"),
                ("text", "code", "level", "superior", "confidence"),
            ),
            Section("case_types", Words("类型代字", "Type words"), ("word", "text", "style")),
        ),
    ),
    Chapter(
        Words("归档和统计", "Keeping and counting"),
        (
            Section(
                "retention", Words("保管期限", "How long papers are kept"), ("text", "years", "kind", "note")
            ),
            Section(
                "file_order",
                Words("卷内目录", "Order of the papers in a case file"),
                ("position", "text", "needed"),
            ),
            Section("indicators", Words("指标", "Indicators"), ("text", "over", "under", "note")),
            Section(
                "sources",
                Words("整表来源", "Sources of whole tables"),
                ("table", "text", "as_of", "source", "note"),
            ),
        ),
    ),
)

# Places by the thousand, the fields under each element, lists of kinds of paper: to be read in the files
# themselves.
NOT_PRINTED = frozenset(
    {
        "divisions",
        "townships",
        "element_fields",
        "element_choices",
        "clause_parameters",
        "delivery_states",
        "delivery_steps",
        "webhook_retries",
        "webhook_states",
        "webhook_steps",
        "package_contents",
    }
)
