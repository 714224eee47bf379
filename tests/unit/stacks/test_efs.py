"""The file system of an environment, and the folder that a service has in it."""

from __future__ import annotations

import pytest

from generator.model.network import Network
from generator.stacks.efs import EFS
from generator.stacks.iam import IAM
from generator.stacks.routes import ROUTES
from generator.stacks.volume import VOLUME
from tests.unit.project import FOLDER, VPC, container, project, service
from tests.unit.stacks.built import built, imported

FILES = container(volumes=FOLDER)


def test_no_environment_has_one_that_no_service_asked_for() -> None:
    assert EFS.is_needed(project(container=FILES))
    assert not EFS.is_needed(project())
    assert not VOLUME.exists(service())


@pytest.mark.parametrize(
    ("network", "subnets"),
    [(Network(), 2), (Network(placement="private", zones=3), 3), (VPC, len(VPC.private_subnets))],
)
def test_each_subnet_of_the_tasks_has_a_mount_target(network: Network, subnets: int) -> None:
    template = EFS.template(project(network=network, container=FILES))
    assert template.count("AWS::EFS::MountTarget") == subnets
    found = template.to_dict()["Resources"]["MountTarget2"]["Properties"]["SubnetId"]
    assert found["Fn::Select"][0] == 1


def test_what_is_in_it_is_encrypted_backed_up_and_kept() -> None:
    body = EFS.template(project(container=FILES)).to_dict()["Resources"]["FileSystem"]
    assert (body["DeletionPolicy"], body["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    properties = body["Properties"]
    assert (properties["Encrypted"], properties["BackupPolicy"]) == (True, {"Status": "ENABLED"})
    assert properties["KmsKeyId"] == imported("base", "KeyArn")


def test_a_service_has_a_folder_of_its_name_and_is_never_root() -> None:
    made = built(VOLUME, service(container=FILES, name="api"))["AccessPoint"]
    assert made["RootDirectory"]["Path"] == "/api"
    assert made["PosixUser"] == {"Uid": "1000", "Gid": "1000"}


def test_its_tasks_alone_are_let_in_and_by_its_access_point_alone() -> None:
    made = service(container=FILES)
    rule = built(ROUTES, made)["FileSystemFromService"]
    assert rule["SourceSecurityGroupId"] == {"Fn::GetAtt": ["ServiceSecurityGroup", "GroupId"]}
    assert (rule["FromPort"], rule["ToPort"]) == (2049, 2049)
    [policy] = built(IAM, made)["TaskRole"]["Policies"]
    [statement] = policy["PolicyDocument"]["Statement"]
    assert statement["Resource"] == [imported("efs", "FileSystemArn")]
    assert statement["Condition"] == {
        "StringEquals": {"elasticfilesystem:AccessPointArn": imported("volume", "AccessPointArn")}
    }
