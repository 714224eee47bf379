"""What a broken keyword and a node are told as."""

from __future__ import annotations

import pytest

from generator.spec import wording
from generator.spec.node import Node, find
from generator.spec.source import read
from generator.spec.wording import Breach


def _node(value: str) -> Node:
    node = find(read(f"x: {value}\n", "spec.yaml"), ["x"])
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("expected", "value", "message", "hint"),
    [
        ("integer", "abc", "must be a whole number, but is the text 'abc'", ""),
        ("integer", "'5'", "must be a whole number, but is the text '5'", "remove the quotes: 5"),
        ("integer", "''", "must be a whole number, but is an empty text", ""),
        (["integer", "null"], "1.5", "must be a whole number, but is 1.5", ""),
        ("boolean", "off", "must be true or false, but is the text 'off'", "write false"),
        ("string", "012.50", "must be a text, but is the text '012.50'", ""),
        ("string", "1.50", "must be a text, but is 1.50", 'put it in quotes: "1.50"'),
        ("string", "True", "must be a text, but is True", 'put it in quotes: "True"'),
        ("array", "a", "must be a list, but is the text 'a'", "write it as a list: [a]"),
        ("object", "", "must be a mapping of keys, but has no value", "its keys stand below it, indented"),
        ("object", "[a]", "must be a mapping of keys, but is a list", ""),
        (
            ["string", "number", "boolean"],
            "{a: b}",
            "must be a text, a number or true or false, but is a mapping of keys",
            "",
        ),
    ],
)
def test_types(expected: str | list[str], value: str, message: str, hint: str) -> None:
    breach = Breach("type", expected, None, {"type": expected})
    assert wording.wrong_value(breach, _node(value)) == (message, hint)


@pytest.mark.parametrize(
    ("allowed", "value", "message", "hint"),
    [
        (["canary", "linear", None], "liner", "is the text 'liner'; allowed: canary, linear", "did you mean linear?"),
        ([256, 512, None], "300", "is 300; allowed: 256, 512", "did you mean 256?"),
        ([256, 512], "'512'", "is the text '512'; allowed: 256, 512", "remove the quotes: 512"),
        (["1", "2"], "2", "is 2; allowed: 1, 2", 'put it in quotes: "2"'),
        (["a", "b"], "[a]", "is a list; allowed: a, b", ""),
    ],
)
def test_enumerations(allowed: list[object], value: str, message: str, hint: str) -> None:
    assert wording.wrong_value(Breach("enum", allowed, None, {}), _node(value)) == (message, hint)


def test_a_long_enumeration_is_not_listed() -> None:
    allowed = [f"region-{number}" for number in range(40)]
    words = wording.wrong_value(Breach("enum", allowed, None, {"examples": ["region-7"]}), _node("zzz"))
    assert words == ("is the text 'zzz', which is none of the 40 allowed values", "for example region-7")


@pytest.mark.parametrize(
    ("key", "known", "message", "hint"),
    [
        ("prot", ("spot", "port"), "unknown key 'prot'; did you mean 'port'?", "known keys: spot, port"),
        ("zzz", ("spot", "port"), "unknown key 'zzz'", "known keys: spot, port"),
        ("cidr", ("spot", "port"), "unknown key 'cidr'", "`cidr` belongs in network"),
        ("project", ("spot", "port"), "unknown key 'project'", "`project` belongs at the top of the spec"),
        ("approval", ("spot", "port"), "unknown key 'approval'", "`approval` belongs in an environment"),
        (
            "unhealthy",
            (),
            "unknown key 'unhealthy'",
            "`unhealthy` belongs in service.health_check or in release.alarms",
        ),
    ],
)
def test_unknown_keys(key: str, known: tuple[str, ...], message: str, hint: str) -> None:
    assert wording.unknown(key, known) == (message, hint)
