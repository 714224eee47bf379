"""Every resource is drawn once and every reference is a line; nothing covers anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from generator.gate.system import System
from generator.picture.graph import Graph, Key
from generator.picture.layout import layout
from generator.picture.mermaid import mermaid
from generator.picture.svg import svg
from tests.strategies.spec import texts
from tests.unit.picture import geometry
from tests.unit.picture.pictures import graphs

_CASES = sorted((Path(__file__).parents[2] / "golden").glob("*/spec.yaml"))
_SVG = "{http://www.w3.org/2000/svg}"


def _references(value: Any, own: set[str]) -> Iterator[str]:
    """Logical ids of the same template that a value refers to: told apart by the text of its functions alone."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref" and item in own:
                yield item
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.split(".")[0]
            elif key == "Fn::Sub":
                text = item if isinstance(item, str) else item[0]
                yield from (
                    name.split(".")[0] for name in re.findall(r"\$\{([^!}]+)\}", text) if name.split(".")[0] in own
                )
            elif key == "DependsOn":
                yield from [item] if isinstance(item, str) else item
            yield from _references(item, own)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item, own)


def _check(system: System, graph: Graph) -> None:
    drawn = layout(graph)
    resources = [Key(each.template.stack, each.id) for each in system.resources]
    assert sorted(box.node.key for box in drawn.boxes) == sorted(resources)
    lines = [line.edge for line in drawn.lines]
    assert len(lines) == len(set(lines))
    for template in system.templates:
        own = set(template.data["Resources"])
        for name, body in template.data["Resources"].items():
            for target in set(_references(body, own)) - {name}:
                assert (Key(template.stack, name), Key(template.stack, target)) in lines
    assert [line.edge for line in drawn.lines] == [*graph.edges]
    for look in (
        geometry.overlaps,
        geometry.crossings,
        geometry.askew,
        geometry.loose,
        geometry.outside,
        geometry.shared,
    ):
        assert look(drawn) == [], look.__name__


@pytest.mark.parametrize("path", _CASES, ids=lambda path: path.parent.name)
def test_each_resource_is_a_box_and_each_reference_a_line_around_all_others(path: Path) -> None:
    for system, graph in graphs(path.read_text(encoding="utf-8")):
        _check(system, graph)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts())
def test_it_holds_of_any_spec(text: str) -> None:
    for system, graph in graphs(text):
        _check(system, graph)


def _prod(case: str = "maximal") -> Graph:
    text = next(path for path in _CASES if path.parent.name == case).read_text(encoding="utf-8")
    return [graph for _, graph in graphs(text)][-1]


def test_the_file_has_a_box_for_each_resource_and_a_line_for_each_reference() -> None:
    graph = _prod()
    text = svg(layout(graph), "shop prod", "all of it")
    root = ElementTree.fromstring(text)
    classes = [str(each.get("class")).split()[0] for each in root.iter()]
    assert classes.count("box") == len([*graph.nodes])
    assert classes.count("line") == len(graph.edges)
    assert classes.count("band") == len(graph.columns)
    assert [title.text for title in root.findall(f"{_SVG}title")] == ["shop prod"]
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert text == svg(layout(_prod()), "shop prod", "all of it")


def test_a_title_is_text_whatever_is_in_it() -> None:
    text = svg(layout(_prod()), "</title><script>alert(1)</script>", "\"'&<")
    root = ElementTree.fromstring(text)
    assert root.findtext(f"{_SVG}title") == "</title><script>alert(1)</script>"
    assert not [*root.iter(f"{_SVG}script")]


def test_mermaid_has_the_same_boxes_and_lines() -> None:
    graph = _prod()
    text = mermaid(graph)
    assert len(re.findall(r'^    n\d+\["[^"]+"\](?::::open)?$', text, re.M)) == len([*graph.nodes])
    assert len(re.findall(r"^  n\d+ --> n\d+$", text, re.M)) == len(graph.edges)
    assert text.count("  subgraph ") == text.count("  end\n") == len(graph.columns)


def test_what_the_internet_reaches_has_another_colour() -> None:
    exposed = {node.key.id: node.exposure for node in _prod("minimal").nodes if node.exposure}
    assert exposed["LoadBalancer"] == "has public addresses"
    assert exposed["ProductionListener"] == "open to everyone at port 80"
    assert not {"Key", "LogBucket", "Topic", "Cluster"} & exposed.keys()


def test_a_release_is_connected_from_the_balancer_to_the_tasks_also_where_only_names_say_so() -> None:
    edges = {(edge.source.id, edge.target.id) for edge in _prod().edges}
    assert {
        ("DeploymentGroup", "Service"),
        ("DeploymentGroup", "BlueTargetGroup"),
        ("DeploymentGroup", "GreenTargetGroup"),
        ("DeploymentGroup", "BlueErrorsAlarm"),
        ("Pipeline", "BuildProject"),
        ("Pipeline", "DeploymentGroup"),
        ("ProductionRule", "ProductionListener"),
        ("Service", "Cluster"),
    } <= edges
