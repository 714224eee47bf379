"""A spec over the files that it extends: what counts, and where each value is said to be."""

from __future__ import annotations

import pytest

from generator.errors import SpecError
from generator.spec.base import Base
from generator.spec.loader import load, locate

SPEC = """\
extends: ../platform.yaml
project: shop
repository: acme/shop
service: {port: 3000, memory: null}
tags: {team: checkout}
environments:
  dev: {trigger: {branch: develop}, tags: {office: null}}
"""
PLATFORM = """\
extends: world.yaml
region: eu-central-1
service: {cpu: 256, memory: 1024}
tags: {office: Berlin}
"""
WORLD = """\
region: us-west-2
tags: {office: Reno, company: acme}
release: {percent: 20}
"""
BASES = (Base("platform.yaml", "platform.yaml", PLATFORM), Base("world.yaml", "world.yaml", WORLD))


def _problems(spec: str = SPEC, platform: str = PLATFORM, world: str = WORLD) -> list[str]:
    bases = (Base("platform.yaml", "platform.yaml", platform), Base("world.yaml", "world.yaml", world))
    with pytest.raises(SpecError) as caught:
        load(spec, "specs/shop.yaml", bases)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_nearer_counts() -> None:
    [project] = load(SPEC, "specs/shop.yaml", BASES).projects
    [service] = project.services
    assert project.region == "eu-central-1"
    assert (service.container.cpu, service.container.memory) == (256, 512)
    assert service.release.percent == 20
    assert project.tags == {"team": "checkout", "company": "acme"}, "the environment's null takes a default away"


def test_a_null_takes_a_default_away() -> None:
    text = PLATFORM.replace("cpu: 256, memory: 1024", "memory: 2048, spot: true")
    [project] = load(SPEC, "specs/shop.yaml", (Base("platform.yaml", "platform.yaml", text), BASES[1])).projects
    assert (project.services[0].container.memory, project.services[0].container.spot) == (512, True)


def test_a_value_is_where_it_is_written() -> None:
    keys = (("service", "cpu"), ("service", "port"), ("release", "percent"))
    places = [locate(SPEC, "specs/shop.yaml", "dev", "main", *key, bases=BASES) for key in keys]
    assert [(place.file, place.line) for place in places] == [
        ("platform.yaml", 3),
        ("specs/shop.yaml", 4),
        ("world.yaml", 3),
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"platform": PLATFORM.replace("256", "257")}, "platform.yaml:3:16: error: service.cpu: "),
        ({"world": WORLD.replace("20", "200")}, "world.yaml:3:20: error: release.percent: "),
        ({"world": WORLD + "percnt: 3\n"}, "world.yaml:4:1: error: percnt: "),
        ({"world": "region: [\n"}, "world.yaml:2:1: error: "),
        ({"spec": SPEC.replace("port: 3000, ", "")}, "specs/shop.yaml:4:10: error: service: port is missing"),
        ({"platform": PLATFORM + "project: x\n"}, "platform.yaml:5:1: error: project: belongs to one project"),
        ({"world": WORLD + "environments: {}\n"}, "world.yaml:4:1: error: environments: belongs to one project"),
        ({"spec": SPEC.replace("../platform.yaml", "{}")}, "specs/shop.yaml:1:10: error: extends: "),
        ({"world": WORLD + "extends: [a.yaml]\n"}, "world.yaml:4:10: error: extends: must be the path of a YAML file"),
        ({"world": WORLD + "extends:\n"}, "world.yaml:4:1: error: extends: must be the path of a YAML file"),
        ({"spec": SPEC + "release: null\nnetwork: null\n"}, "specs/shop.yaml:9:10: error: network: has no value"),
        ({"spec": SPEC.replace("memory: null", "spot: null")}, "specs/shop.yaml:4:29: error: service.spot: has no"),
        ({"spec": SPEC.replace("tags: {office", "extends: a.yaml, tags: {office")}, "specs/shop.yaml:7:"),
    ],
)
def test_a_complaint_names_the_file_that_has_it(changed: dict[str, str], told: str) -> None:
    assert any(problem.startswith(told) for problem in _problems(**changed)), _problems(**changed)


@pytest.mark.parametrize("value", ["5", "[../platform.yaml]", '"../a\\0.yaml"'])
def test_what_is_no_path_is_told_as_such(value: str) -> None:
    with pytest.raises(SpecError, match=r"must be (a text|the path of a YAML file)"):
        load(SPEC.replace("../platform.yaml", value), "specs/shop.yaml")


def test_the_text_alone_is_not_enough() -> None:
    with pytest.raises(SpecError, match="leads to a file that was not read"):
        load(SPEC, "specs/shop.yaml")
