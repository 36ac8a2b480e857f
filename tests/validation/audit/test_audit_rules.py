"""Every audit rule, on a document whose sums are exact and on the same document with one figure changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetkg import build
from budgetkg.store import Store, open_store
from budgetkg.validation.audit import audit, load_rules
from budgetkg.validation.findings import Report


@dataclass(frozen=True)
class Change:
    """One line of the sample, written otherwise; `rules` are all that the figure takes part in."""

    rule: str
    old: str
    new: str
    rules: str
    kind: str = "contradiction"
    occurrence: int = 0


CHANGES = (
    Change("A1", "34\t收入总计\t1689.27\t支出总计\t1689.27", "34\t收入总计\t1688.27\t支出总计\t1689.27", "A1 A2 A3"),
    Change("A2", "33\t上年结转结余\t8.50\t年终结转结余", "33\t上年结转结余\t9.50\t年终结转结余", "A2 A3"),
    Change("A3", "1\t\t合计\t1689.27\t1680.77\t1656.77\t", "1\t\t合计\t1689.27\t1680.77\t1651.77\t", "A6 A7"),
    Change("A4", "1\t\t合计\t1689.27\t1188.77\t500.50", "1\t\t合计\t1690.27\t1188.77\t500.50", "A4 A5 A6"),
    Change("A5", "6\t2070109\t群众文化\t324.68\t203.18\t121.50", "6\t2070109\t群众文化\t324.68\t202.18\t121.50", "A5 A6"),
    Change("A6", "3\t20701\t文化和旅游\t1121.29\t1112.79\t1088.79\t\t20.00", "3\t20701\t文化和旅游\t1121.29\t1112.79\t1088.79\t\t21.00", "A6 A7"),
    Change("A7", "7\t2070113\t旅游宣传\t150.00\t150.00\t126.00\t", "7\t2070113\t旅游宣传\t150.00\t150.00\t125.00\t", "A6 A7"),
    Change("A8", "八、社会保障和就业支出\t108.72\t108.72", "八、社会保障和就业支出\t109.72\t108.72", "A6 A8"),
    Change("A9", "1\t\t合计\t1644.27\t1188.77\t455.50", "1\t\t合计\t1643.27\t1188.77\t455.50", "A5 A6 A9"),
    Change("A10", "1\t\t合计\t1188.77\t1027.27\t161.50", "1\t\t合计\t1189.77\t1027.27\t161.50", "A10 A11 A12"),
    Change("A11", "3\t30101\t基本工资\t328.40\t328.40", "3\t30101\t基本工资\t329.40\t328.40", "A11 A12"),
    Change("A12", "2\t301\t工资福利支出\t1009.66\t1009.66", "2\t301\t工资福利支出\t1010.66\t1010.66", "A12"),
    Change("A13", "6\t二、公务用车购置及运维费\t12.00\t12.00", "6\t二、公务用车购置及运维费\t13.00\t13.00", "A13"),
    Change("A15", "八、社会保障和就业支出\t108.72\t108.72", "八、社会保障和就业支出\t109.72\t108.72\t1.00", "A6"),
    Change("A16", "预算数\t40.00\t其中：财政资金\t40.00", "预算数\t41.00\t其中：财政资金\t41.00", "A16"),
    Change("A18", "预算数\t40.00\t其中：财政资金\t40.00", "预算数\t40.00\t其中：财政资金\t39.00", "A18"),
    Change("A20", "峰峰示例图书馆小计\t\t\t\t\t\t\t4.95\t4.95", "峰峰示例图书馆小计\t\t\t\t\t\t\t5.95\t5.95", "A20"),
    Change("A22", "2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t55.60", "A22"),
    Change("A23", "项目支出增加60.20万元", "项目支出增加61.20万元", "A23"),
)


def changed(text: str, change: Change) -> str:
    parts = text.split(change.old)
    assert len(parts) > 1, change.rule
    at = change.occurrence + 1
    return change.old.join(parts[:at]) + change.new + change.old.join(parts[at:])
