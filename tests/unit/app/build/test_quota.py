"""As many services as a spec may have fit into what AWS allows, or the spec is told what does not."""

from __future__ import annotations

import json
from collections import Counter

from generator.app.build.compile import Build, compile_spec
from generator.cfn.size import BUCKET_BYTES, CALL_BYTES
from generator.spec.schema import schema

_MOST = schema()["properties"]["services"]["maxProperties"]
_SPEC = """\
project: market
region: eu-central-1
repository: acme/market
service: {context: web, port: 3000, count: {max: MAX, cpu: 60}}
services:
SERVICES
environments:
ENVIRONMENTS
"""


def _build(services: int, *environments: str, most: int = 3, region: str = "eu-central-1") -> Build:
    others = "\n".join(
        f"  s{number:02d}: {{context: s{number:02d}, port: 80, route: {{path: [/{number}/*], priority: {number + 1}}}}}"
        for number in range(services)
    )
    triggers = "\n".join(f"  {name}: {{trigger: {{branch: {name}}}}}" for name in environments)
    text = _SPEC.replace("SERVICES", others).replace("ENVIRONMENTS", triggers).replace("max: MAX", f"max: {most}")
    build = compile_spec(text.replace("eu-central-1", region), "market.yaml")
    assert build.problems == ()
    return build


def test_as_many_services_as_a_spec_may_have_can_be_deployed() -> None:
    build = _build(_MOST, "dev")
    counts = Counter(body["Type"] for subject in build.subjects for body in subject.data["Resources"].values())
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
    assert counts["AWS::ElasticLoadBalancingV2::ListenerRule"] <= 100
    assert counts["AWS::ElasticLoadBalancingV2::TargetGroup"] <= 100
    # https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    assert counts["AWS::EC2::SecurityGroupEgress"] <= 60
    assert max(len(subject.text.encode()) for subject in build.subjects) < BUCKET_BYTES
    [dashboard] = [subject for subject in build.subjects if subject.stack == "market-dev-dashboard"]
    body = json.loads(dashboard.data["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"][0])
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
    assert len(body["widgets"]) <= 500
    assert sum(len(widget["properties"].get("metrics", ())) for widget in body["widgets"]) <= 2500


def test_the_deployer_does_not_grow_with_the_services() -> None:
    few, many = (
        {subject.stack: subject for subject in _build(services, "dev").subjects if "deployer" in subject.stack}
        for services in (1, _MOST)
    )
    assert many
    assert {name: subject.data for name, subject in few.items()} == {name: each.data for name, each in many.items()}
    for subject in many.values():
        # What an administrator deploys needs no bucket.
        assert len(subject.text.encode()) <= CALL_BYTES
        roles = [body for body in subject.data["Resources"].values() if body["Type"] == "AWS::IAM::Role"]
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        assert all(len(role["Properties"]["ManagedPolicyArns"]) <= 10 for role in roles)


def test_what_comes_near_a_quota_is_told() -> None:
    notes = [note for note in _build(_MOST, "dev", "qa").notes if "AWS allows" in note]
    assert [note.split(":")[1] for note in notes] == [
        " 246 EventBridge rules, and AWS allows 300 as long as nobody asks for more"
    ]
    assert notes[0].startswith("dev, qa in eu-central-1: ")


def test_regions_that_allow_less_are_known() -> None:
    assert [note for note in _build(30, "dev", region="eu-south-1").notes if "93 EventBridge rules" in note]
    assert not [note for note in _build(30, "dev").notes if "AWS allows" in note]


def test_tasks_count_twice_while_a_release_runs() -> None:
    assert [note for note in _build(1, "dev", most=450).notes if "904 targets of a load balancer" in note]
