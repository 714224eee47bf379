"""A volume is spelled as CloudFormation has it wherever a template has a task: that of a job is its service's."""

from __future__ import annotations

from generator.app.build.compile import compile_spec
from generator.cfn.walk import resources

_SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
  volumes:
    uploads: {path: /srv, efs: fs-0abc1234def567890, access_point: fsap-0abc1234def567890}
services:
  nightly: {kind: job, schedule: rate(1 day), command: [node, nightly.js]}
network: {vpc: vpc-0abc1234def567890, private_subnets: [subnet-0eee5555fff666677, subnet-0123456789abcdef0],
  public_subnets: [subnet-0aaa1111bbb222233, subnet-0ccc3333ddd444455]}
environments:
  prod: {trigger: {tag: "v*"}}
"""


def test_the_volume_of_a_job() -> None:
    build = compile_spec(_SPEC, "shop.yaml")
    assert build.problems == ()
    [schedule] = [subject for subject in build.subjects if subject.stack == "shop-prod--nightly-schedule"]
    [(_, task)] = resources(schedule.data, "AWS::ECS::TaskDefinition")
    [volume] = task["Volumes"]
    assert volume["EFSVolumeConfiguration"]["FilesystemId"] == "fs-0abc1234def567890"
    assert volume["EFSVolumeConfiguration"]["AuthorizationConfig"]["IAM"] == "ENABLED"
