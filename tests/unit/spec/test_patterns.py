"""Each pattern of the schema, by the front door: a good value and one character more -> a complaint at its place."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecError
from generator.spec import source
from generator.spec.loader import load
from generator.spec.node import Step, plain
from generator.spec.rules.existing_load_balancer import OF_OURS
from generator.spec.schema import resolved, schema
from tests.strategies.spec import dump

Way = tuple[Step, ...]

_GOLDEN = Path(__file__).parents[2] / "golden"


def _spec() -> Any:
    """The maximal golden spec, and what those of containers and jobs have beside it: every key."""
    document, containers, jobs = (
        plain(source.read((_GOLDEN / name / "spec.yaml").read_text(encoding="utf-8"), "spec.yaml"))
        for name in ("maximal", "containers", "jobs")
    )
    document["environments"]["dev"]["service"]["health_check"] = "/"
    for section in ("service", "build", "load_balancer", "release"):
        document[section] = {**containers.get(section, {}), **document[section]}
    _behind_what_exists(document["environments"]["dev"])
    for key in ("volumes", "sidecars", "target", "depends_on", "security_groups"):  # In a VPC that exists, as they do.
        document["environments"]["dev"]["service"][key] = document["service"].pop(key)
    document["cluster"] = "platform"
    document["patches"] = containers["patches"]
    document["services"]["nightly"] = jobs["services"]["nightly"]
    document["service"]["publish"] = ["orders"]
    document["services"]["mailer"] = {"kind": "worker", "context": "mailer", "queue": {"subscribe": ["orders"]}}
    image = {"image": "ghcr.io/acme/feed", "port": 8090, "route": {"path": ["/feed"], "priority": 900}}
    document["services"]["feed"] = {**image, "release": {"pipeline": False}}
    document["release"].pop("before")  # Which a service without a pipeline could not have.
    return document


def _behind_what_exists(environment: Any) -> None:
    """What a load balancer says that is made has no meaning there, and the main service has a route."""
    start = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/platform/0123456789abcdef"
    ours = dict.fromkeys(OF_OURS, None)
    existing = {
        "listener": f"{start}/0011223344556677",
        "security_group": "sg-0abc1234def567890",
        "test_listener": f"{start}/8899aabbccddeeff",
    }
    environment["load_balancer"] = {**ours, "existing": existing}
    environment["route"] = {"host": ["dev.example.com"], "priority": 310}


def _values(part: dict[str, Any], value: object, way: Way = ()) -> Iterator[tuple[str, Way]]:
    """Each text of a document that a pattern judges: the pattern, and the way to the text."""
    part = resolved(part)
    for branch in part.get("anyOf", ()):
        yield from _values(branch, value, way)
    if isinstance(value, str) and "pattern" in part:
        yield part["pattern"], way
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _values(part.get("items", {}), item, (*way, index))
    if isinstance(value, dict):
        for key, item in value.items():
            inner = part.get("properties", {}).get(key) or part.get("additionalProperties") or {}
            yield from _values(inner, item, (*way, key))


def _keys(part: dict[str, Any], value: object, way: Way = ()) -> Iterator[tuple[str, Way]]:
    """Each key that a pattern judges: the pattern, and the way to what stands at the key."""
    part = resolved(part)
    if isinstance(value, dict):
        for key, item in value.items():
            if "propertyNames" in part:
                pattern = resolved(part["propertyNames"]).get("pattern")
                yield from [(pattern, (*way, key))] if pattern else []
            inner = part.get("properties", {}).get(key) or part.get("additionalProperties") or {}
            yield from _keys(inner, item, (*way, key))


VALUES = [*_values(schema(), _spec())]
KEYS = [*_keys(schema(), _spec())]


def _patterns(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_patterns, part))
    if not isinstance(part, dict):
        return set()
    own = {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
    return own.union(*map(_patterns, part.values()))


def test_every_pattern_is_tried() -> None:
    # What a spec extends is read before it is judged: test_extension.py.
    extends = schema()["properties"]["extends"]["pattern"]
    assert {pattern for pattern, _ in [*VALUES, *KEYS]} == _patterns(schema()) - {extends}


def test_the_spec_is_accepted_without_the_character() -> None:
    assert load(dump(_spec()), "spec.yaml").projects


_WAYS = [way for _, way in VALUES]
_TAGS = [way for way in _WAYS if "tags" in way]


@pytest.mark.parametrize(
    ("end", "ways"),
    [
        ("\n", _WAYS),
        ("\n\n", _WAYS),
        ("\0", _WAYS),
        # A separator of lines is a space to IAM, in whose tags spaces are allowed.
        ("\u2028", [way for way in _WAYS if way not in _TAGS]),
        ("\u200b", _TAGS),
    ],
    ids=["line", "lines", "nul", "separator", "no space"],
)
def test_a_value_with_one_more_character(end: str, ways: list[Way]) -> None:
    """Each of them is told, although all are wrong at once."""
    document = _spec()
    for way in ways:
        _at(document, way[:-1])[way[-1]] += end
    assert {_dotted(way) for way in ways} - _complaints(document) == set()


@pytest.mark.parametrize("way", [way for _, way in KEYS], ids=lambda way: ".".join(map(str, way)))
def test_a_key_with_a_new_line(way: Way) -> None:
    document = _spec()
    home = _at(document, way[:-1])
    entries = {f"{key}\n" if key == way[-1] else key: value for key, value in home.items()}
    home.clear()
    home |= entries
    assert _dotted((*way[:-1], f"{way[-1]}\n")) in _complaints(document)


@pytest.mark.parametrize(
    ("way", "values"),
    [
        (("repository",), ["acme/..", "acme/.", "acme/shop.git", "acme/shop.GIT", "acme/shop.wiki", "acme/"]),
        (("git", "main"), ["a..b", "x.lock", "x.lock/y", "HEAD", "a.", "refs/heads/main", "0123456789" * 4, "a//b"]),
        (("git", "develop"), ["@", "-a", "a/-b", "a/.b", "a/b/"]),
        (("git", "tag_prefix"), ["v..", "v1", "-v"]),
        (("git", "owners"), [["#x@y.z"], ["a b@y.z"], ["a@b"], ["@a/"], ["a@b..c"], ["a@.b.c"]]),
        (("notifications", "email"), [["a@b"], ["<a@b.c>"], ["a@b..c"], ["a" * 250 + "@b.cd"]]),
        (("environments", "prod", "trigger", "tag"),
         ["shop-v{", "shop-v}", "shop-v[", "shop-v]", "shop-v{a{b}}", "shop-v[]", "shop-v~1", "shop-v\\*", "shop-v{}"]),
        (("release", "hooks", "before_install"), ["arn:aws", "arn:x", "arn:aws:lambda:function"]),
        (("tags",), [{"--endpoint-url": "x"}, {"-a": "x"}, {"a\x7f": "x"}]),
    ],
)  # fmt: skip
def test_a_value_that_would_mean_something_else_where_it_lands(way: Way, values: list[object]) -> None:
    for value in values:
        document = _spec()
        _at(document, way[:-1])[way[-1]] = value
        complaints = _complaints(document)
        assert any(path.startswith(_dotted(way)) for path in complaints), value


@pytest.mark.parametrize(
    ("way", "values"),
    [
        (("repository",), ["a/b.git.x", "acme/..a", "acme/.github", "a-b/c.d_e-f"]),
        (("git", "main"), ["HEADS", "a.b", "refs", "locks/x.lockx", "release/1.x", "0123456789abcdef"]),
        (("git", "owners"), [["o.b+c@d-e.example.com"], ["@a-b/c.d_e"]]),
        (("notifications", "email"), [["o'brien+x@mail.example.co.uk"]]),
        (("environments", "prod", "trigger", "tag"),
         ["shop-v*", "shop-v[0-9]*", "shop-v[!0]*", "shop-v{1,2}.*", "shop-v{[0-4],1?}.*", "shop-v1.2.3-rc.1+b"]),
        (("release", "hooks", "before_install"), ["arn", "arn-check:live", "check:$LATEST"]),
        (("tags",), [{"a-b=c": "-x", "größe": ""}]),
    ],
)  # fmt: skip
def test_a_value_that_means_what_it_says(way: Way, values: list[object]) -> None:
    for value in values:
        document = _spec()
        _at(document, way[:-1])[way[-1]] = value
        assert load(dump(document), "spec.yaml").projects, value


def _complaints(document: Any) -> set[str]:
    with pytest.raises(SpecError) as error:
        load(dump(copy.deepcopy(document)), "spec.yaml")
    return {problem.location.path for problem in error.value.problems if problem.location.line}


def _at(document: Any, way: Way) -> Any:
    for step in way:
        document = document[step]
    return document


def _dotted(way: Way) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way).removeprefix(".")
