"""Mutants of the templates' structure: references, exports, order, limits."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Mutant, add, drop, put, reword
from tests.mutants.world import World


def _renamed_export(noun: str, output: str) -> Any:
    return add(noun, f"Outputs/{output}/Export", {"Name": "renamed"})


def _many_outputs(world: World) -> None:
    outputs = world.templates["ecs"].setdefault("Outputs", {})
    outputs.update({f"Output{number}": {"Value": "x"} for number in range(201)})


def _swapped_roles(world: World) -> None:
    outputs = world.templates["iam"]["Outputs"]
    one, other = outputs["CodebuildRoleArn"], outputs["CodepipelineRoleArn"]
    one["Value"], other["Value"] = other["Value"], one["Value"]


_OWN_VPC = "the VPC exists already, and is none of ours"

MUTANTS = (
    Mutant(
        "dangling-ref",
        "E1020",
        put("pipeline", "Resources/Pipeline/Properties/ArtifactStore/Location", {"Ref": "Gone"}),
    ),
    Mutant("dangling-sub", "E1019", put("iam", "Resources/TaskRole/Properties/RoleName", {"Fn::Sub": "task-${Gone}"})),
    Mutant(
        "wrong-attribute", "E6101", put("base", "Outputs/ClusterArn/Value", {"Fn::GetAtt": ["Cluster", "ClusterArn"]})
    ),
    Mutant("attribute-of-nothing", "E6101", put("base", "Outputs/KeyArn/Value", {"Fn::GetAtt": ["Keys", "Arn"]})),
    Mutant("misspelt-property", "E3002", add("routes", "Resources/BlueTargetGroup/Properties/HealthCheckPaths", "/")),
    Mutant("misspelt-type", "E3006", put("base", "Resources/Topic/Type", "AWS::SNS::Topics")),
    Mutant("property-of-wrong-type", "E3012", put("ecs", "Resources/ScalableTarget/Properties/MinCapacity", "two")),
    Mutant(
        "required-property-gone", "E3003", drop("codedeploy", "Resources/DeploymentGroup/Properties/ServiceRoleArn")
    ),
    Mutant("service-does-not-wait", "depends-on", drop("ecs", "Resources/Service/DependsOn")),
    Mutant("scaling-does-not-wait", "depends-on", drop("ecs", "Resources/ScalableTarget/DependsOn")),
    Mutant("route-does-not-wait", "depends-on", drop("network", "Resources/PublicRoute/DependsOn"), _OWN_VPC),
    Mutant("waits-for-nothing", "depends-on", put("ecs", "Resources/Service/DependsOn", "Gone")),
    Mutant("waits-for-itself", "depends-on", put("ecs", "Resources/Service/DependsOn", "Service")),
    Mutant("export-gone", "imports", drop("alb", "Outputs/ProductionListenerArn/Export")),
    Mutant("export-renamed", "imports", _renamed_export("iam", "CodedeployRoleArn")),
    Mutant("output-gone", "imports", drop("network", "Outputs/TaskSubnetIds")),
    Mutant("export-twice", "export-twice", reword("routes", "-BlueTargetGroupArn", "-GreenTargetGroupArn")),
    Mutant("import-misspelt", "imports", reword("ecs", "-routes-BlueTargetGroupArn", "-routes-BlueTargetGroupArm")),
    Mutant("import-of-a-later-stack", "imports", reword("routes", "-network-VpcId", "-pipeline-VpcId")),
    Mutant("roles-exchanged", "role-trust", _swapped_roles),
    Mutant("key-where-a-role-is-meant", "output-use", reword("pipeline", "-iam-CodebuildRoleArn", "-base-KeyArn")),
    Mutant(
        "listener-where-a-group-is-meant",
        "output-use",
        reword("ecs", "-routes-BlueTargetGroupArn", "-alb-ProductionListenerArn"),
    ),
    Mutant("too-many-outputs", "template-limits", _many_outputs),
    Mutant("too-large", "template-limits", put("base", "Resources/Topic/Properties/TopicName", "x" * 2**20)),
    Mutant("long-description", "template-limits", put("ecs", "Description", "x" * 1025)),
    Mutant(
        "long-target-group-name", "name-limits", put("routes", "Resources/BlueTargetGroup/Properties/Name", "x" * 33)
    ),
    Mutant(
        "long-bucket-name",
        "name-limits",
        put(
            "base",
            "Resources/ArtifactBucket/Properties/BucketName",
            {"Fn::Sub": "x" * 50 + "-${AWS::AccountId}-${AWS::Region}"},
        ),
    ),
    Mutant(
        "capital-in-bucket-name",
        "name-limits",
        put("base", "Resources/ArtifactBucket/Properties/BucketName", {"Fn::Sub": "Shop-${AWS::AccountId}"}),
    ),
    Mutant(
        "long-role-name",
        "name-limits",
        put("iam", "Resources/TaskRole/Properties/RoleName", {"Fn::Sub": "x" * 60 + "-${AWS::Region}"}),
    ),
    Mutant("fifo-topic-of-a-standard-name", "name-limits", add("base", "Resources/Topic/Properties/FifoTopic", True)),
    Mutant("long-rule-name", "name-limits", put("monitoring", "Resources/TaskFailedRule/Properties/Name", "x" * 65)),
    Mutant(
        "one-name-twice",
        "release-service",
        put("routes", "Resources/GreenTargetGroup/Properties/Name", "shop"),
    ),
    Mutant("kept-bucket-is-removed-wrongly", "E3035", put("base", "Resources/ArtifactBucket/DeletionPolicy", "Keep")),
)
