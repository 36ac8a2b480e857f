"""Strict checks of what the Reconciliation Service API 0.2 lets a service answer.

Stricter than its schemas: a field that the protocol does not know is an error, too.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

__all__ = ["check_extension", "check_manifest", "check_properties", "check_results", "check_suggestions"]

_URL = re.compile(r"https?://[^\s{}]+")
_CELLS = ({"id", "name"}, {"str"}, {"int"}, {"float"}, {"date"}, set())


def fields(value: Any, needed: Collection[str], allowed: Collection[str] = ()) -> Mapping[str, Any]:
    """Return an object that has what it needs and nothing that is not known."""
    assert isinstance(value, dict), value
    assert set(needed) <= set(value), (needed, value)
    assert set(value) <= {*needed, *allowed}, value
    return value


def text(value: Any) -> str:
    """Return a text that is not empty."""
    assert isinstance(value, str), value
    assert value
    return value


def check_type(value: Any) -> None:
    given = fields(value, ("id", "name"), ("broader", "description"))
    text(given["id"])
    text(given["name"])
    for one in given.get("broader", []):
        check_type(one)


def check_manifest(value: Any) -> None:
    needed = ("versions", "name", "identifierSpace", "schemaSpace")
    optional = (
        "defaultTypes",
        "documentation",
        "serviceVersion",
        "logo",
        "view",
        "feature_view",
        "preview",
        "suggest",
        "extend",
        "batchSize",
        "authentication",
    )
    given = fields(value, needed, optional)
    assert "0.2" in given["versions"]
    assert all(isinstance(version, str) for version in given["versions"])
    text(given["name"])
    assert _URL.fullmatch(given["identifierSpace"])
    assert _URL.fullmatch(given["schemaSpace"])
    types = given.get("defaultTypes", [])
    for one in types:
        check_type(one)
    assert len({one["id"] for one in types}) == len(types)
    if "view" in given:
        assert _URL.fullmatch(fields(given["view"], ("url",))["url"].replace("{{id}}", "x", 1))
    if "preview" in given:
        preview = fields(given["preview"], ("url", "width", "height"))
        assert _URL.fullmatch(preview["url"].replace("{{id}}", "x", 1))
        assert all(type(preview[side]) is int for side in ("width", "height"))
    for service in fields(given.get("suggest", {}), (), ("entity", "property", "type")).values():
        check_service(service)
    if "extend" in given:
        check_extend(given["extend"])
    if "batchSize" in given:
        assert type(given["batchSize"]) is int
        assert given["batchSize"] > 0


def check_service(value: Any) -> None:
    flyout = ("flyout_service_url", "flyout_service_path")
    given = fields(value, ("service_url", "service_path"), flyout)
    assert _URL.fullmatch(given["service_url"] + given["service_path"])
    if "flyout_service_path" in given:
        assert given["flyout_service_path"].count("${id}") == 1


def check_extend(value: Any) -> None:
    given = fields(value, (), ("propose_properties", "property_settings"))
    proposing = fields(given["propose_properties"], ("service_url", "service_path"))
    assert _URL.fullmatch(proposing["service_url"] + proposing["service_path"])
    for setting in given.get("property_settings", []):
        fields(setting, ("name", "label", "type", "choices"), ("default", "help_text"))
        assert setting["type"] == "select"
        for choice in setting["choices"]:
            assert all(isinstance(one, str) for one in fields(choice, ("name", "value")).values())


def check_results(value: Any, keys: Collection[str]) -> None:
    """Check the answers to a batch: one for each query, each sorted by score."""
    assert isinstance(value, dict)
    assert set(value) == set(keys)
    for answer in value.values():
        found = fields(answer, ("result",))["result"]
        assert isinstance(found, list)
        for candidate in found:
            check_candidate(candidate)
        scores = [one["score"] for one in found]
        assert scores == sorted(scores, reverse=True)
        assert sum(one["match"] for one in found) <= 1


def check_candidate(value: Any) -> None:
    needed = ("id", "name", "type", "score", "match")
    given = fields(value, needed, ("description", "features"))
    text(given["id"])
    text(given["name"])
    assert isinstance(given["description"], str)
    assert type(given["match"]) is bool
    assert type(given["score"]) in (int, float)
    assert 0 <= given["score"] <= 100
    assert given["type"]
    for one in given["type"]:
        check_type(one)
    features = given["features"]
    assert len({one["id"] for one in features}) == len(features)
    for feature in features:
        assert type(fields(feature, ("id", "value"))["value"]) in (bool, int, float)


def check_suggestions(value: Any, *, things: bool = False) -> None:
    for one in fields(value, ("result",))["result"]:
        fields(one, ("id", "name"), ("description", "notable" if things else "broader"))
        text(one["id"])
        text(one["name"])
        for kind in one.get("notable", []):
            check_type(kind)


def check_properties(value: Any) -> None:
    given = fields(value, ("type", "properties"), ("limit",))
    text(given["type"])
    for one in given["properties"]:
        fields(one, ("id", "name"))
        text(one["id"])
        text(one["name"])


def check_extension(value: Any, ids: Collection[str], properties: list[str]) -> None:
    given = fields(value, ("meta", "rows"))
    assert [fields(one, ("id", "name"), ("type",))["id"] for one in given["meta"]] == properties
    for one in given["meta"]:
        if "type" in one:
            check_type(one["type"])
    assert set(given["rows"]) == set(ids)
    for row in given["rows"].values():
        assert set(row) == set(properties)
        for cells in row.values():
            assert isinstance(cells, list)
            for cell in cells:
                assert set(cell) in _CELLS
                assert "int" not in cell or type(cell["int"]) is int
                assert all(isinstance(cell[key], str) for key in ("id", "name", "str") if key in cell)
