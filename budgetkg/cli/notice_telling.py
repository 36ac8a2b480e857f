"""A document number explained: how its mark was read, and what a store knows of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from budgetkg.cli.tables import draw
from budgetkg.cli.talk import say
from budgetkg.notices import Dossier, dossier, named_documents
from budgetkg.values.agencies import office_of
from budgetkg.values.citations import find_citations, origin_of
from budgetkg.values.titles import phases_of

if TYPE_CHECKING:
    from budgetkg.catalog import Answering
    from budgetkg.model import DocumentNumber
    from budgetkg.values.docnumber import Found

__all__ = ["as_json", "decoding_table", "explained", "named_table", "store_tables"]

_TIERS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级"}
_SIGNS = {
    "official": ("省级法定简称", "official abbreviation"),
    "customary": ("通行简称", "customary sign"),
    "name": ("全称", "full name"),
    "short-name": ("简称", "short name"),
    "first-sign": ("地名首字", "first sign of the name"),
    "relative": ("以级别代称", "named by its level"),
    "central": ("中央代字", "central mark"),
}
_BASES = {
    "sign": ("简称没有歧义", "no other place has this sign"),
    "name": ("地名没有歧义", "no other place has this name"),
    "context": ("由所属区划确定", "decided by the division of the document"),
    "central": ("列于中央代字表", "listed as a central mark"),
}
_PHASES = {
    "advance": ("提前下达", "handed down in advance"),
    "preliminary": ("预下达", "handed down provisionally"),
    "regular": ("下达", "handed down"),
    "additional": ("追加", "added"),
    "settlement": ("结算", "settled"),
    "clearing": ("清算", "cleared"),
    "withdrawal": ("收回", "withdrawn"),
}
_LIKENESS = {
    "same": ("相同", "same"),
    "shortened": ("缩写", "shortened"),
    "near": ("相近", "near"),
    "different": ("不同", "different"),
}
_DIFFERS = {"mark": ("代字", "mark"), "year": ("年份", "year"), "serial": ("顺序号", "serial")}


def as_json(number: "DocumentNumber") -> dict[str, Any]:
    """Return the contract's keys; the range and the candidates only where there are some."""
    value: dict[str, Any] = {
        "number": number.canonical,
        "printed": number.printed,
        "mark": number.mark,
        "year": number.year,
        "serial": number.serial,
        "issuer": number.issuer,
        "tier": number.tier,
    }
    if number.until is not None:
        value["until"] = number.until
    if number.decoding is not None and number.decoding.basis is None:
        value["candidates"] = _candidates(number)
    return value


def explained(text: str, found: "Found", held: "Answering | None") -> dict[str, Any]:
    """Return what --explain adds: the decoding, what the title says, and what the store knows."""
    number = found.number
    signs = number.decoding
    value: dict[str, Any] = {
        "division": number.division,
        "place": signs.place if signs else None,
        "agency": signs.agency if signs else None,
        "office": signs.office if signs else None,
        "basis": signs.basis if signs else None,
        "candidates": _candidates(number),
    }
    title = _title(text, found)
    value |= {"title": title, "phases": list(phases_of(title or "")), "origin": origin_of(title or "")}
    return value if held is None else value | {"in_store": _stored(dossier(held, number))}


def _candidates(number: "DocumentNumber") -> list[dict[str, str | None]]:
    return [
        {"issuer": one.name, "division": one.division, "tier": one.tier, "sign": one.sign}
        for one in (number.decoding.candidates if number.decoding else ())
    ]


def _title(text: str, found: "Found") -> str | None:
    mentions = find_citations(text, basis=True)
    same = (one.title for one in mentions if one.number == found.number and one.start <= found.start)
    return next((title for title in same if title), None)


def _stored(known: Dossier) -> dict[str, Any]:
    return {
        "title": known.title,
        "titles": [
            {
                "title": one.text,
                "citations": one.citations,
                "documents": one.documents,
                "phases": list(one.phases),
                "origins": list(one.origins),
                "likeness": one.likeness,
            }
            for one in known.titles
        ],
        "mentions": [
            {
                "printed": one.printed,
                "citations": one.citations,
                "document": one.document,
                "department": one.department,
                "year": one.year,
            }
            for one in known.mentions
        ],
        "read_as": [
            {"issuer": one.issuer or None, "basis": one.basis or None, "documents": one.documents}
            for one in known.readings
        ],
        "projects": [
            {
                "code": one.code,
                "project": one.project,
                "amount": None if one.amount is None else str(one.amount),
            }
            for one in known.projects
        ],
        "total": str(known.total),
        "near": [
            {"number": one.number, "differs": one.differs, "score": one.score, "title": one.title}
            for one in known.near
        ],
    }


def decoding_table(text: str, found: "Found") -> str:
    """Return how a number was read, part by part."""
    number = found.number
    signs = number.decoding
    rows = [[say("文号", "number"), number.canonical, ""]]
    if signs is None:
        unknown = say("代字表中没有，发文机关不明", "not in the agency table: the issuer is unknown")
        rows.append([say("机关代字", "mark"), number.mark, unknown])
    elif signs.basis == "central":
        rows.append([say("机关代字", "mark"), number.mark, f"{number.issuer}（{_word(_BASES, 'central')}）"])
    else:
        rows += _local_rows(number)
    rows.append([say("年份", "year"), str(number.year or "—"), _year_note(number)])
    until = "" if number.until is None else say(f"至 {number.until} 号", f"up to {number.until}")
    rows.append([say("顺序号", "serial"), str(number.serial), until])
    title = _title(text, found)
    if title:
        said = [_word(_PHASES, phase) for phase in phases_of(title)] + [origin_of(title) or ""]
        rows.append([say("题名", "title"), title, "、".join(word for word in said if word)])
    return draw([say("部分", "part"), say("原字", "signs"), say("解读", "reading")], rows)


def _local_rows(number: "DocumentNumber") -> Iterable[list[str]]:
    signs = number.decoding
    if signs is None:
        return
    place = say("地方", "place")
    if signs.basis is None:
        few = say("简称有歧义，候选：", "the sign is shared; candidates:")
        one = say("只有地名首字相符，未经证实：", "only the first sign of the name agrees, not confirmed:")
        yield [place, signs.place, few if len(signs.candidates) > 1 else one]
        for candidate in signs.candidates:
            name = candidate.name or say("机关全称不确定", "agency's name not sure")
            yield ["", "", f"{candidate.division} {name}（{_word(_SIGNS, candidate.sign)}）"]
    else:
        tier = say(_TIERS[number.tier or "county"], number.tier or "")
        yield [place, signs.place, f"{number.division}（{tier}，{_word(_BASES, signs.basis)}）"]
    issuer = number.issuer or say("全称不能确定", "name not certain")
    yield [say("机关", "agency"), signs.agency, issuer]
    if signs.office:
        office = office_of(signs)
        yield [say("业务", "office"), signs.office, say(*office) if office else say("未列", "not listed")]


def _year_note(number: "DocumentNumber") -> str:
    return say("令没有年份", "a decree has no year") if number.year is None else ""


def store_tables(held: "Answering", number: "DocumentNumber") -> str:
    """Return who prints a number how, under which titles, and what may be a misprint of it."""
    known = dossier(held, number)
    if not known.is_known and not known.near:
        return ""
    parts = [_mentions_table(known), _titles_table(known), _readings_note(known), _near_table(known)]
    return "\n".join(part for part in parts if part)


def _mentions_table(known: Dossier) -> str:
    if not known.mentions:
        return ""
    heads = [say("原文", "printed"), say("次数", "times"), say("年度", "year"), say("部门", "department")]
    rows = [[one.printed, str(one.citations), one.year, one.department] for one in known.mentions]
    return draw(heads, rows, {1})


def _titles_table(known: Dossier) -> str:
    if not known.titles:
        return ""
    heads = [
        say("题名", "title"),
        say("文件数", "documents"),
        say("阶段", "phase"),
        say("来源", "origin"),
        say("与首行相比", "beside the first"),
    ]
    rows = [
        [
            one.text,
            str(one.documents),
            "、".join(one.phases),
            "、".join(one.origins),
            _word(_LIKENESS, one.likeness) if place else "",
        ]
        for place, one in enumerate(known.titles)
    ]
    return draw(heads, rows, {1})


def _readings_note(known: Dossier) -> str:
    issuers = {one.issuer for one in known.readings if one.issuer}
    if len(issuers) < 2:
        return ""
    listed = "、".join(sorted(issuers))
    return say(
        f"注意：各文件所属区划不同，此文号指不同机关的文件：{listed}\n",
        f"note: documents of different divisions mean different agencies by this number: {listed}\n",
    )


def _near_table(known: Dossier) -> str:
    if not known.near:
        return ""
    heads = [
        say("相近文号（可能误印，未合并）", "near number (perhaps a misprint; not merged)"),
        say("不同处", "differs in"),
        say("相似度", "likeness"),
        say("题名", "title"),
    ]
    rows = [[one.number, _word(_DIFFERS, one.differs), one.score, one.title or ""] for one in known.near]
    return draw(heads, rows)


def named_table(text: str, held: "Answering") -> str:
    """Return what a text names without a number: how often the store cites it, and what is alike."""
    found = named_documents(text, held)
    if not found:
        return ""
    heads = [
        say("题名（无文号）", "title (no number)"),
        say("归一题名", "one title for all"),
        say("引用次数", "cited"),
        say("相近题名（未合并）", "titles alike (not merged)"),
    ]
    rows = [
        [one.title, one.key, str(one.cited), "；".join(f"{title}（{score}）" for title, score in one.alike)]
        for one in found
    ]
    return draw(heads, rows, {2})


def _word(words: dict[str, tuple[str, str]], key: str) -> str:
    return say(*words[key])
