"""A client that others wrote reconciles a table with the service."""

import pytest
from served import Served

pandas = pytest.importorskip("pandas")
reconciler = pytest.importorskip("reconciler")


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """The client remembers answers by address and query: another server is another address."""
    from reconciler import webutils

    webutils.perform_query.cache_clear()


def test_a_table_of_names_and_numbers(served: Served) -> None:
    table = pandas.DataFrame(
        {
            "单位": ["峰峰示例图书馆", "峰峰示例文化馆", "峰峰示例 博物馆", "峰峰示例图书"],
            "部门": ["588", "588", "588", "588"],
        }
    )
    found = reconciler.reconcile(
        table["单位"],
        type_id="https://w3id.org/budgetkg/def#Unit",
        property_mapping={"department": table["部门"]},
        reconciliation_endpoint=f"{served.address}/reconcile",
    )
    rows = {row.input_value: row for row in found.itertuples()}
    assert set(rows) == set(table["单位"])
    for name in table["单位"][:3]:
        assert bool(rows[name].match)
        assert rows[name].id.endswith(name.replace(" ", ""))
        assert rows[name].type_id == "https://w3id.org/budgetkg/def#Unit"
    assert not bool(rows["峰峰示例图书"].match)
    assert rows["峰峰示例图书"].score < 100


def test_document_numbers_in_many_spellings(served: Served) -> None:
    spelled = ["邯财教[2023]104号", "邯财教〔2023〕第0104号", "邯财教（2023）104 号"]
    found = reconciler.reconcile(
        pandas.Series(spelled),
        type_id="https://w3id.org/budgetkg/def#FundingNotice",
        reconciliation_endpoint=f"{served.address}/reconcile",
    )
    assert list(found["match"]) == [True] * 3
    assert set(found["id"]) == {"https://w3id.org/budgetkg/id/legal/邯财教/2023/104"}
