"""Every exception: one class, one code, one way out.

What is wrong inside a document is no exception but a `Problem` that travels with the
records. These are for a run that cannot go on.
"""

__all__ = [
    "AccessError",
    "AmbiguousEntityError",
    "AnswerError",
    "BudgetKGError",
    "CutAnswerError",
    "DocumentUnreadableError",
    "EncodingUnknownError",
    "EndpointError",
    "EntityUnknownError",
    "LinkFileError",
    "LinkUnknownError",
    "NotADisclosureError",
    "NotMoneyError",
    "NotPercentError",
    "ParameterError",
    "QueryError",
    "QueryUnknownError",
    "ReadingEndedError",
    "StoreError",
    "TimeLimitError",
    "UnknownUnitError",
    "UsageError",
    "WorkerError",
]


class BudgetKGError(Exception):
    """Something stopped the run. `code`, `fix_zh` and `fix_en` are attributes, never cut from text.

    `zh` and `en` say what is wrong; `place` is the file (and line) it concerns, if any.
    """

    code = "BKG-E00"
    exit_code = 2
    fix_zh = "请附上出错的命令与文件，报告此问题"
    fix_en = "report it with the command and the file"

    def __init__(self, zh: str, en: str, place: str | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error travel from one process to another with all that it says."""
        return type(self), (self.zh, self.en, self.place), self.__dict__

    def text(self, lang: str = "en") -> str:
        """Return place, code, what is wrong and what to do, in two lines.

        >>> print(UsageError("没有这样的层级", "no such level", "-p level").text("en"))
        -p level: BKG-E10 no such level
          fix: run the command with --help
        """
        what, fix, word = (self.zh, self.fix_zh, "办法") if lang == "zh" else (self.en, self.fix_en, "fix")
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.code} {what}\n  {word}: {fix}"


class DocumentUnreadableError(BudgetKGError):
    """The file is missing, a folder, not readable, empty or binary."""

    code = "BKG-E01"
    fix_zh = "请检查路径与权限；文件须为文本"
    fix_en = "check the path and its permissions; the file must be text"


class EncodingUnknownError(BudgetKGError):
    """The bytes are no text in an encoding that is read."""

    code = "BKG-E02"
    fix_zh = "请另存为 UTF-8（也可读 GB18030 与 UTF-16）"
    fix_en = "save the file as UTF-8 (GB18030 and UTF-16 are read, too)"


class NotADisclosureError(BudgetKGError):
    """The text is no department budget disclosure of a known layout."""

    code = "BKG-E03"
    fix_zh = "请确认这是部门预算公开文件；新版式请添加版式配置"
    fix_en = "check that it is a department budget disclosure; a new layout needs a profile"


class UnknownUnitError(BudgetKGError):
    """A money unit that is not in the table: never guessed."""

    code = "BKG-E04"
    fix_zh = "金额单位须为 元、万元 或 亿元"
    fix_en = "the money unit must be 元, 万元 or 亿元"


class UsageError(BudgetKGError):
    """Arguments that do not fit together."""

    code = "BKG-E10"
    fix_zh = "请用 --help 查看用法"
    fix_en = "run the command with --help"


class StoreError(BudgetKGError):
    """The store is missing, locked, or not a store."""

    code = "BKG-E20"
    fix_zh = "请先用 budgetkg build 建库，或检查 --store 的路径"
    fix_en = "build it first with budgetkg build, or check the path given to --store"


class QueryUnknownError(BudgetKGError):
    """No saved query has this name."""

    code = "BKG-E30"
    fix_zh = "用 budgetkg query --list 查看全部查询"
    fix_en = "budgetkg query --list shows all saved queries"


class ParameterError(BudgetKGError):
    """A parameter is unknown, missing or of the wrong type."""

    code = "BKG-E31"
    fix_zh = "用 budgetkg query --show 名称 查看参数"
    fix_en = "budgetkg query --show NAME explains its parameters"


class QueryError(BudgetKGError):
    """The SPARQL text is wrong or not allowed."""

    code = "BKG-E32"
    fix_zh = "请按提示修改查询"
    fix_en = "mend the query as the message says"


class EntityUnknownError(BudgetKGError):
    """Nothing in the store has this IRI, code, number or name."""

    code = "BKG-E33"
    fix_zh = "请给出 IRI、项目编码、文号或完整名称"
    fix_en = "give an IRI, a project code, a document number or an exact name"


class AmbiguousEntityError(BudgetKGError):
    """Several things have this name; the message lists the first, `candidates` holds the IRIs of all."""

    code = "BKG-E34"
    fix_zh = "请改用所列 IRI 之一"
    fix_en = "use one of the IRIs listed"
    candidates: tuple[str, ...] = ()


class TimeLimitError(BudgetKGError):
    """A time limit was reached."""

    code = "BKG-E40"
    exit_code = 4
    fix_zh = "请缩小范围或提高时限"
    fix_en = "narrow the question or raise the limit"


class WorkerError(BudgetKGError):
    """The process that answers queries ended by itself: no memory was left, or the engine failed."""

    code = "BKG-E41"
    exit_code = 4
    fix_zh = "请缩小范围或提高内存上限；若简单的查询也如此，请报告此问题"
    fix_en = "narrow the question or raise the memory limit; if a small question does the same, report it"


class ReadingEndedError(BudgetKGError):
    """A process that reads documents was ended from outside, for want of memory or by a person."""

    code = "BKG-E42"
    exit_code = 4
    fix_zh = "请以较小的 --jobs 再运行一次；已读入的文件不受影响"
    fix_en = "run it again with fewer --jobs; what was read stays"


class EndpointError(BudgetKGError):
    """A remote endpoint cannot be reached, has moved, or failed."""

    code = "BKG-E50"
    fix_zh = "请检查 --endpoint 的网址，并确认服务器在运行"
    fix_en = "check the URL given to --endpoint, and that the server runs"


class AccessError(BudgetKGError):
    """A remote endpoint does not let us in."""

    code = "BKG-E51"
    fix_zh = (
        "请设置 BUDGETKG_ENDPOINT_USER 与 BUDGETKG_ENDPOINT_PASSWORD"
        "（BUDGETKG_ENDPOINT_AUTH=basic 或 digest），或 BUDGETKG_ENDPOINT_TOKEN"
    )
    fix_en = (
        "set BUDGETKG_ENDPOINT_USER and BUDGETKG_ENDPOINT_PASSWORD (BUDGETKG_ENDPOINT_AUTH=basic or digest), "
        "or BUDGETKG_ENDPOINT_TOKEN"
    )


class AnswerError(BudgetKGError):
    """What a remote endpoint answered is no whole answer to a query."""

    code = "BKG-E52"
    fix_zh = "请确认网址是 SPARQL 查询端点（常以 /sparql 或 /query 结尾），或缩小查询范围"
    fix_en = "check that the URL is the query endpoint (often /sparql or /query), or narrow the question"


class CutAnswerError(BudgetKGError):
    """A remote endpoint gave only the first rows of its answer."""

    code = "BKG-E53"
    fix_zh = "请缩小查询范围，或提高服务器的行数上限（Virtuoso：ResultSetMaxRows）"
    fix_en = "narrow the question, or raise the row limit of the server (Virtuoso: ResultSetMaxRows)"


class LinkFileError(BudgetKGError):
    """A file of links or decisions cannot be read as it stands."""

    code = "BKG-E60"
    fix_zh = "请按提示改正所列各行后重试；未写入任何内容"
    fix_en = "mend the lines named and run it again; nothing was written"


class LinkUnknownError(BudgetKGError):
    """No proposed or decided link has this number."""

    code = "BKG-E61"
    fix_zh = "用 budgetkg link --review 查看各候选的编号"
    fix_en = "budgetkg link --review shows the candidates with their numbers"


class NotMoneyError(BudgetKGError):
    """A cell that should hold money is no number; the parser turns this into a problem and reads on."""

    code = "BKG-P01"
    fix_zh = "请核对原件；若原件有误，金额保持未知"
    fix_en = "check the original; if it is wrong there, the amount stays unknown"


class NotPercentError(BudgetKGError):
    """A cell that should hold a percentage is none; the parser turns this into a problem and reads on."""

    code = "BKG-P02"
    fix_zh = "请核对原件；若原件有误，百分比保持未知"
    fix_en = "check the original; if it is wrong there, the percentage stays unknown"
