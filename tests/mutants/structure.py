"""Mutants of the templates' structure: references, exports, order, limits."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Mutant, add, drop, put, reword
from tests.mutants.world import World


def _renamed_export(noun: str, output: str) -> Any:
    return add(noun, f"Outputs/{output}/Export", {"Name": "renamed"})


def _many_outputs(world: World) -> None:
    outputs = world.templates["ecs"]["Outputs"]
    outputs.update({f"Output{number}": {"Value": "x"} for number in range(200)})


def _swapped_roles(world: World) -> None:
    outputs = world.templates["iam"]["Outputs"]
    one, other = outputs["CodebuildRoleArn"], outputs["CodepipelineRoleArn"]
    one["Value"], other["Value"] = other["Value"], one["Value"]


_OWN_VPC = "the VPC exists already, and is none of ours"
_LOGS = "there are no access logs"

MUTANTS = (
    Mutant("dangling-ref", put("pipeline", "Resources/Pipeline/Properties/ArtifactStore/Location", {"Ref": "Gone"})),
    Mutant("dangling-sub", put("iam", "Resources/TaskRole/Properties/RoleName", {"Fn::Sub": "task-${Gone}"})),
    Mutant("wrong-attribute", put("ecs", "Outputs/ClusterArn/Value", {"Fn::GetAtt": ["Cluster", "ClusterArn"]})),
    Mutant("attribute-of-nothing", put("iam", "Outputs/KeyArn/Value", {"Fn::GetAtt": ["Keys", "Arn"]})),
    Mutant("misspelt-property", add("alb", "Resources/BlueTargetGroup/Properties/HealthCheckPaths", "/")),
    Mutant("misspelt-type", put("ecs", "Resources/Cluster/Type", "AWS::ECS::Clusters")),
    Mutant("property-of-wrong-type", put("ecs", "Resources/ScalableTarget/Properties/MinCapacity", "two")),
    Mutant("required-property-gone", drop("codedeploy", "Resources/DeploymentGroup/Properties/ServiceRoleArn")),
    Mutant("service-does-not-wait", drop("ecs", "Resources/Service/DependsOn")),
    Mutant("scaling-does-not-wait", drop("ecs", "Resources/ScalableTarget/DependsOn")),
    Mutant("route-does-not-wait", drop("network", "Resources/PublicRoute/DependsOn"), _OWN_VPC),
    Mutant("balancer-does-not-wait", drop("alb", "Resources/LoadBalancer/DependsOn"), _LOGS),
    Mutant("waits-for-nothing", put("ecs", "Resources/Service/DependsOn", "Gone")),
    Mutant("waits-for-itself", put("ecs", "Resources/Service/DependsOn", "Service")),
    Mutant("export-gone", drop("alb", "Outputs/ProductionListenerArn/Export")),
    Mutant("export-renamed", _renamed_export("iam", "CodedeployRoleArn")),
    Mutant("output-gone", drop("network", "Outputs/TaskSubnetIds")),
    Mutant("export-twice", reword("alb", "-BlueTargetGroupArn", "-GreenTargetGroupArn")),
    Mutant("import-misspelt", reword("ecs", "-alb-BlueTargetGroupArn", "-alb-BlueTargetGroupArm")),
    Mutant("import-of-a-later-stack", reword("alb", "-network-VpcId", "-pipeline-VpcId")),
    Mutant("roles-exchanged", _swapped_roles),
    Mutant("key-where-a-role-is-meant", reword("pipeline", "-iam-CodebuildRoleArn", "-iam-KeyArn")),
    Mutant("listener-where-a-group-is-meant", reword("ecs", "BlueTargetGroupArn", "ProductionListenerArn")),
    Mutant("too-many-outputs", _many_outputs),
    Mutant("too-large", put("ecs", "Resources/Cluster/Properties/ClusterSettings/0/Value", "x" * 2**20)),
    Mutant("long-description", put("ecs", "Description", "x" * 1025)),
    Mutant("long-target-group-name", put("alb", "Resources/BlueTargetGroup/Properties/Name", "x" * 33)),
    Mutant(
        "long-bucket-name",
        put(
            "pipeline",
            "Resources/ArtifactBucket/Properties/BucketName",
            {"Fn::Sub": "x" * 50 + "-${AWS::AccountId}-${AWS::Region}"},
        ),
    ),
    Mutant(
        "capital-in-bucket-name",
        put("pipeline", "Resources/ArtifactBucket/Properties/BucketName", {"Fn::Sub": "Shop-${AWS::AccountId}"}),
    ),
    Mutant(
        "long-role-name",
        put("iam", "Resources/TaskRole/Properties/RoleName", {"Fn::Sub": "x" * 60 + "-${AWS::Region}"}),
    ),
    Mutant("long-rule-name", put("monitoring", "Resources/TaskFailedRule/Properties/Name", "x" * 65)),
    Mutant(
        "one-name-twice",
        put("alb", "Resources/GreenTargetGroup/Properties/Name", "shop"),
    ),
    Mutant("kept-bucket-is-removed-wrongly", put("pipeline", "Resources/ArtifactBucket/DeletionPolicy", "Keep")),
)
