"""Public templates are counted as they are found, each alone; the list gives an address to each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.problems import Severity
from tests.judges.foreign import LIST, addresses, count, main, table

_TASK = """\
Resources:
  Service:
    Type: AWS::ECS::Service
    Properties:
      LaunchType: FARGATE
      TaskDefinition: {Ref: Task}
      LoadBalancers: [{ContainerName: shop, ContainerPort: 3000, TargetGroupArn: {Ref: Blue}}]
  Blue: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 3000, TargetType: ip}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: web, Image: nginx, PortMappings: [{ContainerPort: 3000}]}]
"""
_TOPIC = "Resources: {Topic: {Type: AWS::SNS::Topic}}\n"
_LIST = f"""\
# Two that are there, and one that is not.
acme/shop {"0" * 40} ecs/the service.yaml
acme/shop {"0" * 40} gone.yaml
else/where {"1" * 40} topic.yaml
"""


def _put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_text(text, encoding="utf-8")


def test_what_is_there_is_counted_by_rule_and_severity(tmp_path: Path) -> None:
    _put(tmp_path, "acme/shop/ecs/the service.yaml", _TASK)
    _put(tmp_path, "else+where/topic.yaml", _TOPIC)
    counted = count(tmp_path, addresses(_LIST))
    assert (counted.judged, counted.absent) == (2, 1)
    assert counted.findings["container-name", Severity.ERROR] == 1
    assert [error for error in counted.errors if error.endswith("[container-name]")]
    assert all(error.startswith("acme/shop/ecs/the service.yaml:") for error in counted.errors)
    lines = table(counted).splitlines()
    assert re.search(r"^container-name +1 +0 +0$", "\n".join(lines), re.M)
    assert lines[-1] == "2 templates judged, 1 absent"


def test_a_folder_that_is_not_there_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "nowhere")]) == main([]) == 2
    assert "FOLDER=" in capsys.readouterr().err


def test_the_list_gives_at_least_forty_templates_each_once_by_commit() -> None:
    listed = list(addresses(LIST.read_text("utf-8")))
    assert len({(each.repository, each.path) for each in listed}) == len(listed) >= 40
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+", each.repository) for each in listed)
    assert all(re.fullmatch(r"[0-9a-f]{40}", each.commit) for each in listed)
