"""The figures of the explanation, the projects it lists, and its text by section.

A figure is known by what is printed before the amount (profile `[[figure]]`). Every other amount of
these sections is kept under its own words and a running number: nothing is lost.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetkg.layouts import FigureLayout, Profile
from budgetkg.model import Figure, ListedProject, Narrative, NarrativeFigure, NarrativeParagraph, Problem
from budgetkg.parsing.cells import money
from budgetkg.parsing.joining import PrintedText
from budgetkg.parsing.running_text import Paragraph
from budgetkg.values.text import half_width

__all__ = ["read_narrative"]

_CLAUSE = re.compile(r"[^,\uff0c;\uff1b。:\uff1a()\uff08\uff09、]*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_LAST_YEAR = re.compile(r"上年(?!结转|末)|去年")
_LONGEST_LABEL = 80
_LONGEST_SENTENCE = 1000
_LEADING = re.compile(r"^[,\uff0c;\uff1b、和及与以\s]+")


@dataclass(slots=True)
class _Found:
    """An amount in a paragraph, with where it begins and ends there."""

    paragraph: Paragraph
    start: int
    end: int
    figure: Figure | None
    unit: str
    key: str = ""
    label: str = ""
    before: str = ""
    direction: str | None = None


def read_narrative(
    sections: Mapping[str, Sequence[Paragraph]], profile: Profile, year: int | None, problems: list[Problem]
) -> Narrative:
    """Return the narrative; `sections` maps section ids to their paragraphs. A figure that is printed
    beside another year than the budget's gets no key; an amount that is no number is a problem."""
    figures: list[NarrativeFigure] = []
    listed: list[ListedProject] = []
    for section in profile.words["narrative"]["sections"] & sections.keys():
        found, projects = _read_section(section, sections[section], profile, year, problems)
        figures.extend(found)
        listed.extend(projects)
    figures.sort(key=lambda figure: (figure.where.first, figure.where.last))
    listed.sort(key=lambda project: project.where.first)
    text = {key: "\n".join(p.text for p in value) for key, value in sections.items() if value}
    return Narrative(tuple(_numbered(figures)), tuple(listed), text, _paragraphs(sections))


def _paragraphs(sections: Mapping[str, Sequence[Paragraph]]) -> tuple[NarrativeParagraph, ...]:
    """Every paragraph of every section, in printed order."""
    found = [NarrativeParagraph(key, p.text, p.where) for key, value in sections.items() for p in value]
    return tuple(sorted(found, key=lambda paragraph: paragraph.where.first))


def _numbered(figures: Sequence[NarrativeFigure]) -> list[NarrativeFigure]:
    """Give the figures that no profile knows their running numbers."""
    done = []
    number = 0
    for figure in figures:
        if figure.key:
            done.append(figure)
            continue
        number += 1
        done.append(replace(figure, key=str(number)))
    return done


def _read_section(
    section: str, texts: Sequence[Paragraph], profile: Profile, year: int | None, problems: list[Problem]
) -> tuple[list[NarrativeFigure], list[ListedProject]]:
    found = [amount for paragraph in texts for amount in _amounts(paragraph, profile, problems)]
    _name(found, section, profile, year)
    listed = _listed(found, profile)
    taken = {id(amount) for amount, _ in listed}
    figures = [
        _figure(amount)
        for amount in found
        if id(amount) not in taken and (amount.key or amount.direction != "unchanged")
    ]
    return figures, [project for _, project in listed]


def _amounts(paragraph: Paragraph, profile: Profile, problems: list[Problem]) -> list[_Found]:
    """Every amount with a money unit, in printed order, with the clause before it as its label."""
    text = half_width(paragraph.text)
    found: list[_Found] = []
    for match in profile.patterns["narrative"]["amount"].finditer(text):
        cell = PrintedText(match["amount"], paragraph.place(match.start(), match.end()))
        figure = money(cell, problems)
        if figure is None:
            continue
        printed = Figure(figure.text, paragraph.text[match.start() : match.end()])
        before = found[-1].end if found else 0
        clause = _CLAUSE.search(paragraph.text[before : match.start()])
        label = clause[0].strip() if clause else ""
        words = text[max(0, match.start() - _LONGEST_LABEL) : match.start()]
        found.append(_Found(paragraph, match.start(), match.end(), printed, match["unit"], "", label, words))
    found.extend(_unchanged(paragraph, text, found, profile))
    return sorted(found, key=lambda amount: amount.start)


def _unchanged(
    paragraph: Paragraph, text: str, found: Sequence[_Found], profile: Profile
) -> Iterator[_Found]:
    """Changes that words state as none (与上年持平): no number is printed, so there is none here."""
    ends = [amount.end for amount in found]
    for match in profile.patterns["narrative"]["unchanged"].finditer(text):
        before = bisect_right(ends, match.start())
        if before:
            printed = paragraph.text[match.start() : match.end()]
            unit = found[before - 1].unit
            yield _Found(paragraph, match.start(), match.end(), None, unit, "", printed, "", "unchanged")


def _name(found: Sequence[_Found], section: str, profile: Profile, year: int | None) -> None:
    """Give amounts their keys: the label of a figure ends where the amount begins."""
    connect = profile.patterns["narrative"]["connect"].pattern
    for figure in profile.figures:
        if figure.section != section:
            continue
        pattern = re.compile(f"(?:{figure.label.pattern})(?:{connect})$")
        for position, amount in enumerate(found):
            if amount.direction == "unchanged" and not amount.key and figure.after:
                if _is_change_of(figure, found, position):
                    amount.key = figure.key
                    break
                continue
            match = None if amount.key or amount.direction else pattern.search(amount.before)
            if match and _is_meant(figure, found, position, match, year):
                amount.key = figure.key
                amount.label = amount.paragraph.text[amount.start - len(match[0]) : amount.start].strip()
                amount.direction = _direction(match.groupdict().get("direction"), profile)
                break


def _is_meant(
    figure: FigureLayout, found: Sequence[_Found], position: int, match: re.Match[str], year: int | None
) -> bool:
    """Whether an amount with the right words is this figure: a change belongs to what stands before it,
    any other figure to the budget year."""
    if figure.after:
        return _is_change_of(figure, found, position)
    if figure.any_year or "direction" in match.groupdict():
        return True
    start = _clause_start(found, position)
    clause = half_width(found[position].paragraph.text[start : found[position].start])
    years = {int(printed) for printed in _YEAR.findall(clause)}
    return years <= {year} and not _LAST_YEAR.search(clause)


def _is_change_of(figure: FigureLayout, found: Sequence[_Found], position: int) -> bool:
    subject = _subject(found, position)
    return subject is None or subject.key in figure.after


def _clause_start(found: Sequence[_Found], position: int) -> int:
    """Where the words of an amount begin: after the amount before it, or with its sentence."""
    amount = found[position]
    before = found[position - 1] if position else None
    end = before.end if before and before.paragraph is amount.paragraph else 0
    return max(end, _sentence_start(amount.paragraph.text, amount.start))


def _sentence_start(text: str, end: int) -> int:
    """Where the sentence begins that is printed before `end`."""
    farthest = max(0, end - _LONGEST_SENTENCE)
    return max(text.rfind("。", farthest, end) + 1, farthest)


def _subject(found: Sequence[_Found], position: int) -> _Found | None:
    """What a change is a change of: the amount before it in its sentence, else the first one of the
    sentence before."""
    amount = found[position]
    text = amount.paragraph.text
    sentence = _sentence_start(text, amount.start)
    above = _sentence_start(text, max(sentence - 1, 0))
    subject = None
    for other in reversed(found[:position]):
        if other.paragraph is not amount.paragraph or other.start < above:
            break
        if other.start >= sentence:
            return other
        subject = other
    return subject


def _direction(word: str | None, profile: Profile) -> str | None:
    words = profile.words["narrative"]
    for direction in ("increase", "decrease"):
        if word in words[direction]:
            return direction
    return None


def _figure(amount: _Found) -> NarrativeFigure:
    where = amount.paragraph.place(amount.start, amount.end)
    return NarrativeFigure(amount.key, amount.label, amount.figure, amount.unit, where, amount.direction)


def _listed(found: Sequence[_Found], profile: Profile) -> list[tuple[_Found, ListedProject]]:
    """The projects that a sentence lists after the project total, each with its amount. A name is all
    that stands between the amount before it and its own: names hold commas."""
    patterns = profile.patterns["narrative"]
    done = []
    lead: re.Pattern[str] = patterns["listed_lead"]
    end: re.Pattern[str] = patterns["listed_end"]
    after = patterns["listed_after"].pattern
    previous: _Found | None = None
    inside = False
    for amount in found:
        same = previous is not None and previous.paragraph is amount.paragraph
        between = amount.paragraph.text[previous.end : amount.start] if same and previous else ""
        if same and previous and previous.key == after:
            match = lead.search(half_width(between))
            inside = match is not None
            between = between[match.end() :] if match else between
        elif not same or "。" in between or end.search(between) or amount.key:
            inside = False
        if inside and amount.figure:
            name = _LEADING.sub("", between)
            done.append((amount, _listed_project(amount, amount.figure, name)))
        previous = amount
    return done


def _listed_project(amount: _Found, figure: Figure, name: str) -> ListedProject:
    start = amount.start - len(name)
    return ListedProject(name, figure, amount.unit, amount.paragraph.place(start, amount.end))
