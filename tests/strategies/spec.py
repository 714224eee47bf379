"""Hypothesis strategies for specs that are valid: every key of the spec language, and every shape of every value.

Keys that have to suit each other (cpu and memory, certificate and region) are drawn together.
"""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import strategies as st

from generator.model.git import Git
from generator.spec.partition import partition
from generator.spec.rules.region_services import MISSING
from generator.spec.schema import schema
from tests import rarer
from tests.strategies.network import load_balancers, networks
from tests.strategies.release import releases
from tests.strategies.service import image_parts, service_parts
from tests.strategies.word import ACCOUNT, ID, Data, emails, free_texts, paths, some, words

_REGIONS: list[str] = [
    region
    for region in schema()["$defs"]["region"]["enum"]
    # What a spec names here, by ARN or as an image of ECR, is in the partition aws.
    if region and region not in MISSING and partition(region) == "aws"
]


def specs() -> st.SearchStrategy[Data]:
    """A valid spec as data."""
    return _specs()


def texts() -> st.SearchStrategy[str]:
    """A valid spec as YAML, in block or flow style."""
    return st.builds(dump, specs(), flow=st.booleans())


def dump(data: Data, *, flow: bool = False) -> str:
    """The YAML of a spec."""
    return str(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=flow, width=1000))


@st.composite
def _specs(draw: st.DrawFn) -> Data:
    region = draw(st.sampled_from(_REGIONS))
    prefix = draw(st.sampled_from(["v", "release-", "shop-v"]))
    project: Data = {"project": draw(words) + "s", "region": region, "repository": "acme/shop"}
    project |= draw(
        some(connection=_connections(region), tags=_tags(), accept=_accepted(), permissions_boundary=_boundaries())
    )
    environments = draw(_environments(prefix))
    service = {"port": draw(st.integers(1, 65535))}
    # A group of keys that have to suit each other stands in the project or in environments, never half in each.
    homes: list[Data] = [project, *environments.values()]
    for key, section in _sections(region, prefix, has_test_port=draw(st.booleans())).items():
        for home in draw(st.sampled_from([[], [project], homes[1:]])):
            home[key] = draw(section)
    for section in service_parts():
        for home in draw(st.sampled_from([[], [service], [home.setdefault("service", {}) for home in homes[1:]]])):
            home |= draw(section)
    for section in image_parts():
        # The same for every environment that says it, since they share images.
        value = draw(section)
        for home in draw(st.sampled_from([[], [service], [home.setdefault("service", {}) for home in homes[1:]]])):
            home |= value
    if prefix != Git.tag_prefix:
        project["git"] = project.get("git", {}) | {"tag_prefix": prefix}
    beside = draw(_beside())
    if beside:
        project["services"] = beside
        if draw(st.booleans()):
            environments[draw(st.sampled_from(sorted(environments)))]["services"] = {
                draw(st.sampled_from(sorted(beside))): None
            }
    spec = {**project, "service": service, "environments": environments}
    rarer.put(draw, spec)
    made: Data = _placed(spec, region)
    return made


def _placed(value: Any, region: str) -> Any:
    """With ARNs and images of the partition that the spec's region is in."""
    if isinstance(value, dict):
        return {key: _placed(item, region) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, region) for item in value]
    if not isinstance(value, str):
        return value
    return value.replace("arn:aws:", f"arn:{partition(region)}:").replace(".ecr.us-west-2.", f".ecr.{region}.")


def _beside() -> st.SearchStrategy[Data]:
    """Services beside the main one, mostly none: each with a route that no other has."""
    own = some(
        build=st.sampled_from([{"version_file": "VERSION", "test": []}, {"test": ["make test"]}]),
        paths=st.sampled_from([[], ["libs/**"]]),
        release=st.sampled_from([{"strategy": "all-at-once"}, {"pipeline": False}]),
        architecture=st.sampled_from(["x86_64", "arm64"]),
    )

    def build(names: list[str], bodies: list[Data]) -> Data:
        return {
            name: {
                "port": 8000 + number,
                "context": f"services/{name}",
                "route": {"path": [f"/{name}/*"], "priority": 100 * number},
                **body,
            }
            for number, (name, body) in enumerate(zip(names, bodies, strict=False), start=1)
        }

    names = st.sampled_from([[], [], [], ["svc-a"], ["svc-a", "svc-b"]])
    return st.builds(build, names, st.lists(own, min_size=2, max_size=2))


def _environments(prefix: str) -> st.SearchStrategy[Data]:
    """One to three environments, each with a trigger of its own."""

    def build(names: list[str], bodies: list[Data], has_tag: bool) -> Data:
        branches: Data = {
            name: {"trigger": {"branch": f"branch/{name}"}, **body} for name, body in zip(names, bodies, strict=True)
        }
        if has_tag:
            branches[names[-1]]["trigger"] = {"tag": f"{prefix}*"}
        return branches

    names = st.lists(words, min_size=3, max_size=3, unique=True)
    body = some(approval=st.booleans(), account=st.just(ACCOUNT), connection=st.none(), tags=_tags())
    drawn = st.builds(build, names, st.lists(body, min_size=3, max_size=3), st.booleans())
    return st.builds(lambda all_of_them, count: dict([*all_of_them.items()][-count:]), drawn, st.integers(1, 3))


def _sections(region: str, prefix: str, *, has_test_port: bool) -> dict[str, st.SearchStrategy[Data]]:
    return {
        "build": _builds(),
        "network": networks(),
        "load_balancer": load_balancers(region, has_test_port=has_test_port),
        "release": releases(region, has_test_port=has_test_port),
        "git": _git(prefix),
        "notifications": some(email=st.lists(emails, max_size=3, unique=True)),
    }


def _builds() -> st.SearchStrategy[Data]:
    rest = some(
        test=st.lists(free_texts.filter(str.strip), max_size=3),
        version_file=st.sampled_from(["package.json", "pyproject.toml", "VERSION", "none"]),
    )
    machines: st.SearchStrategy[Data] = st.sampled_from([
        {},
        *({"compute": size} for size in ("small", "medium", "large", "xlarge")),
        {"compute": "small", "cache": True},
        {"compute": "2xlarge", "cache": False},
    ])  # fmt: skip
    return st.builds(lambda one, other: one | other, rest, machines)


def _git(prefix: str) -> st.SearchStrategy[Data]:
    return some(
        main=paths.map("main-{}".format),
        develop=paths,
        tag_prefix=st.just(prefix),
        approvals=st.integers(0, 6),
        owners=st.lists(st.one_of(words.map("@{}".format), words.map("@acme/{}".format), emails), unique=True),
        signed_commits=st.booleans(),
        linear_history=st.booleans(),
    )


def _connections(region: str) -> st.SearchStrategy[str]:
    services = st.sampled_from(["codeconnections", "codestar-connections"])
    return services.map(lambda service: f"arn:aws:{service}:{region}:{ACCOUNT}:connection/{ID}")


def _boundaries() -> st.SearchStrategy[str]:
    return words.map(f"arn:aws:iam::{ACCOUNT}:policy/{{}}".format)


def _accepted() -> st.SearchStrategy[Data]:
    return st.dictionaries(st.sampled_from(schema()["$defs"]["accept"]["propertyNames"]["enum"]), words, max_size=2)


def _tags() -> st.SearchStrategy[Data]:
    return st.dictionaries(words, st.one_of(words, st.integers(0, 99), st.booleans()), max_size=3)
