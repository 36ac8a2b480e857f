"""The unit hint in a project's name: 宣传部-…, 组织部邯财行[2023]6号…, 统战部--….

The forms name no unit. A name may begin with one, before a dash, a document number or a title
mark; it is a hint as printed, and no link.
"""

import re
from collections.abc import Sequence

from budgetkg.layouts import Profile
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.text import compact

__all__ = ["unit_hint"]

_BEFORE_SEPARATOR = re.compile(r"^([\u3400-\u9fff]{2,20}?)\s*(?:[-—–\uff0d]+|(?=《))")


def unit_hint(name: str, unit_names: Sequence[str], profile: Profile) -> str | None:
    """Return the hint, if what stands first in the name is called like a body.

    `unit_names` are the units of the department: a hint may also be the end of one of their names.
    """
    candidate = _candidate(name)
    if candidate is None:
        return None
    is_organ = re.search(profile.patterns["organ"]["suffix"].pattern + "$", candidate)
    is_unit = any(compact(unit).endswith(candidate) for unit in unit_names)
    return candidate if is_organ or is_unit else None


def _candidate(name: str) -> str | None:
    found = find_document_numbers(name)
    if found and found[0].start > 0:
        before = re.sub(r"[\s\-—–]+$", "", name[: found[0].start])
        return before if re.fullmatch(r"[\u3400-\u9fff]{2,20}", before) else None
    match = _BEFORE_SEPARATOR.match(name)
    return match[1] if match else None
