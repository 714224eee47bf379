"""The cluster, its tasks, what scales them, and their images, asked of ECS, Application Auto Scaling and ECR."""

from __future__ import annotations

from typing import Any

from tests.deploy.found.row import Client, Found, Properties, Row, only, tag_list


def _tags(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"Key": tag["key"], "Value": tag["value"]} for tag in tags]


def _cluster(client: Client, name: str, properties: Properties) -> Found:
    answer = client("ecs").describe_clusters(clusters=[name], include=["SETTINGS", "TAGS", "CONFIGURATIONS"])
    shown = only(answer["clusters"])
    assert shown["status"] == "ACTIVE"
    shown["clusterSettings"] = shown["settings"]
    shown["tags"] = _tags(shown["tags"])
    return Found(shown, {"Arn": shown["clusterArn"]})


def _service(client: Client, arn: str, properties: Properties) -> Found:
    ecs = client("ecs")
    answer = ecs.describe_services(cluster=properties["Cluster"], services=[arn], include=["TAGS"])
    shown = only(answer["services"])
    assert shown["status"] == "ACTIVE"
    definition = ecs.describe_task_definition(taskDefinition=shown["taskDefinition"])["taskDefinition"]
    shown |= {
        "cluster": shown["clusterArn"].rpartition("/")[2],
        # Said by its family, or as this very revision.
        "taskDefinition": definition["family" if ":" not in properties["TaskDefinition"] else "taskDefinitionArn"],
        "tags": _tags(shown["tags"]),
    }
    return Found(shown, {"Name": shown["serviceName"]})


def _definition(client: Client, arn: str, properties: Properties) -> Found:
    answer = client("ecs").describe_task_definition(taskDefinition=arn, include=["TAGS"])
    shown = answer["taskDefinition"]
    assert shown["status"] == "ACTIVE"
    return Found({**shown, "tags": _tags(answer["tags"])})


def _scalable_target(client: Client, identity: str, properties: Properties) -> Found:
    scaling = client("application-autoscaling")
    answer = scaling.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=[properties["ResourceId"]])
    shown = only(answer["ScalableTargets"])
    tags = scaling.list_tags_for_resource(ResourceARN=shown["ScalableTargetARN"])["Tags"]
    return Found({**shown, "Tags": tag_list(tags)})


def _scaling_policy(client: Client, arn: str, properties: Properties) -> Found:
    scaling = client("application-autoscaling")
    answer = scaling.describe_scaling_policies(ServiceNamespace="ecs", PolicyNames=[properties["PolicyName"]])
    shown: dict[str, Any] = only(policy for policy in answer["ScalingPolicies"] if policy["PolicyARN"] == arn)
    target = "|".join(shown[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace"))
    return Found({**shown, "ScalingTargetId": target})


def _repository(client: Client, name: str, properties: Properties) -> Found:
    ecr = client("ecr")
    shown = only(ecr.describe_repositories(repositoryNames=[name])["repositories"])
    policy = ecr.get_lifecycle_policy(repositoryName=name)["lifecyclePolicyText"]
    shown["lifecyclePolicy"] = {"LifecyclePolicyText": policy}
    if "RepositoryPolicyText" in properties:
        shown["RepositoryPolicyText"] = ecr.get_repository_policy(repositoryName=name)["policyText"]
    shown["tags"] = ecr.list_tags_for_resource(resourceArn=shown["repositoryArn"])["tags"]
    return Found(shown, {"Arn": shown["repositoryArn"], "RepositoryUri": shown["repositoryUri"]})


ROWS = {
    "AWS::ApplicationAutoScaling::ScalableTarget": Row(_scalable_target),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Row(_scaling_policy),
    "AWS::ECR::Repository": Row(_repository),
    "AWS::ECS::Cluster": Row(_cluster),
    "AWS::ECS::Service": Row(
        _service,
        {
            "AvailabilityZoneRebalancing": "ministack does not know it yet.",
            "ServiceConnectConfiguration": "ministack does not know it yet.",
        },
    ),
    "AWS::ECS::TaskDefinition": Row(_definition),
}
