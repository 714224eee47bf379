"""Mutants of configuration: ports, health checks, logs, scaling, the build machine, the registry."""

from __future__ import annotations

from tests.mutants.mutant import NO_SHARED_REPOSITORY, Mutant, add, drop, put, reword, without
from tests.mutants.world import World

_BLUE = "Resources/BlueTargetGroup/Properties"
_BUILD = "Resources/BuildProject/Properties"
_CONTAINER = "Resources/BootstrapTaskDefinition/Properties/ContainerDefinitions/0"
_HTTPS = "it speaks HTTP"
_LOGS = "there are no access logs"


def _instance_targets(world: World) -> None:
    for colour in ("Blue", "Green"):
        world.get("routes", f"Resources/{colour}TargetGroup/Properties")["TargetType"] = "instance"


def _slow_health_check(world: World) -> None:
    for colour in ("Blue", "Green"):
        properties = world.get("routes", f"Resources/{colour}TargetGroup/Properties")
        properties["HealthCheckTimeoutSeconds"] = properties["HealthCheckIntervalSeconds"]


def _local_cache_in_a_vpc(world: World) -> None:
    properties = world.get("pipeline", _BUILD)
    properties["Cache"] = {"Type": "LOCAL", "Modes": ["LOCAL_SOURCE_CACHE"]}
    properties["VpcConfig"] = {
        "VpcId": "vpc-0abc1234def567890",
        "Subnets": ["subnet-0aaa1111bbb222233"],
        "SecurityGroupIds": ["sg-0aaa1111bbb222233"],
    }


def _plain_http_allowed(world: World) -> None:
    statements = world.get("base", "Resources/ArtifactBucketPolicy/Properties/PolicyDocument/Statement")
    [denial] = [item for item in statements if item["Sid"] == "TlsOnly"]
    denial["Effect"] = "Allow"


def _scales_elsewhere(world: World) -> None:
    target = world.get("ecs", "Resources/ScalableTarget/Properties")
    _, _, name = target["ResourceId"].split("/")
    target["ResourceId"] = f"service/other/{name}"


MUTANTS = (
    Mutant("target-type-instance", "target-type", _instance_targets),
    Mutant("green-is-unlike-blue", "target-group-twins", put("routes", f"{_BLUE}/HealthCheckPath", "/other")),
    Mutant("health-check-longer-than-its-interval", "health-check", _slow_health_check),
    Mutant("health-path-without-slash", "health-check", put("routes", f"{_BLUE}/HealthCheckPath", "health")),
    Mutant("health-check-off", "health-check", put("routes", f"{_BLUE}/HealthCheckEnabled", False)),
    Mutant("health-check-of-another-port", "health-check", add("routes", f"{_BLUE}/HealthCheckPort", "9")),
    Mutant("port-of-the-target-group", "container-port", put("routes", f"{_BLUE}/Port", 81)),
    Mutant(
        "port-of-the-service",
        "container-port",
        put("ecs", "Resources/Service/Properties/LoadBalancers/0/ContainerPort", 81),
    ),
    Mutant("port-of-the-container", "container-name", put("ecs", f"{_CONTAINER}/PortMappings/0/ContainerPort", 81)),
    Mutant(
        "test-listener-for-everybody",
        "open-test-listener",
        put("network", "Resources/LoadBalancerSecurityGroup/Properties/SecurityGroupIngress/-1/CidrIp", "0.0.0.0/0"),
    ),
    Mutant(
        "port-of-the-security-group",
        "security-group-port",
        put("routes", "Resources/ServiceFromLoadBalancer/Properties/FromPort", 9999),
    ),
    Mutant(
        "port-that-the-balancer-may-not-reach",
        "security-group-egress",
        put("routes", "Resources/LoadBalancerToService/Properties/FromPort", 65000),
    ),
    Mutant(
        "listener-that-nobody-reaches",
        "security-group-port",
        put("alb", "Resources/ProductionListener/Properties/Port", 8443),
    ),
    Mutant("container-of-another-name", "container-name", put("ecs", f"{_CONTAINER}/Name", "other")),
    Mutant(
        "service-for-another-container",
        "container-name",
        put("ecs", "Resources/Service/Properties/LoadBalancers/0/ContainerName", "other"),
    ),
    Mutant(
        "log-group-of-another-name", "log-group", put("ecs", "Resources/LogGroup/Properties/LogGroupName", "/other")
    ),
    Mutant("logs-for-ever", "log-retention", drop("ecs", "Resources/LogGroup/Properties/RetentionInDays")),
    Mutant("logs-for-nine-days", "E3030", put("ecs", "Resources/LogGroup/Properties/RetentionInDays", 9)),
    Mutant(
        "build-logs-to-nowhere", "log-group", put("pipeline", f"{_BUILD}/LogsConfig/CloudWatchLogs/GroupName", "/other")
    ),
    Mutant(
        "log-prefix-gone", "log-options", drop("ecs", f"{_CONTAINER}/LogConfiguration/Options/awslogs-stream-prefix")
    ),
    Mutant(
        "cpu-that-fargate-lacks", "fargate-task", put("ecs", "Resources/BootstrapTaskDefinition/Properties/Cpu", "300")
    ),
    Mutant(
        "memory-that-fargate-lacks",
        "fargate-task",
        put("ecs", "Resources/BootstrapTaskDefinition/Properties/Memory", "100"),
    ),
    Mutant("container-larger-than-its-task", "fargate-task", put("ecs", f"{_CONTAINER}/Memory", 999_999)),
    Mutant(
        "bootstrap-of-another-processor",
        "architecture",
        put("ecs", "Resources/BootstrapTaskDefinition/Properties/RuntimePlatform/CpuArchitecture", "SPARC"),
    ),
    Mutant(
        "latest-image", "released-image", put("ecs", f"{_CONTAINER}/Image", "public.ecr.aws/docker/library/node:latest")
    ),
    Mutant("task-runs-as-execution-role", "task-role", reword("ecs", "-iam-TaskRoleArn", "-iam-ExecutionRoleArn")),
    Mutant(
        "scaling-of-another-service",
        "scaling-target",
        put("ecs", "Resources/ScalableTarget/Properties/ResourceId", "service/x/other"),
    ),
    Mutant("scaling-in-another-cluster", "scaling-target", _scales_elsewhere),
    Mutant(
        "scales-down-to-nothing", "scaling-policy", put("ecs", "Resources/ScalableTarget/Properties/MinCapacity", 0)
    ),
    Mutant(
        "scales-by-another-dimension",
        "scaling-policy",
        put("ecs", "Resources/ScalableTarget/Properties/ScalableDimension", "rds:cluster:ReadReplicaCount"),
    ),
    Mutant("bounds-exchanged", "scaling-target", put("ecs", "Resources/ScalableTarget/Properties/MinCapacity", 1000)),
    Mutant("desired-count", "desired-count", add("ecs", "Resources/Service/Properties/DesiredCount", 1)),
    Mutant("launch-type", "launch-type", add("ecs", "Resources/Service/Properties/LaunchType", "FARGATE")),
    Mutant(
        "capacity-that-the-cluster-lacks",
        "capacity-provider",
        put("ecs", "Resources/Service/Properties/CapacityProviderStrategy/0/CapacityProvider", "MINE"),
    ),
    Mutant(
        "old-tls",
        "listener-tls",
        put("alb", "Resources/ProductionListener/Properties/SslPolicy", "ELBSecurityPolicy-2016-08"),
        _HTTPS,
    ),
    Mutant(
        "certificate-gone", "listener-tls", drop("alb", "Resources/ProductionListener/Properties/Certificates"), _HTTPS
    ),
    Mutant(
        "access-logs-encrypted-by-kms",
        "access-logs",
        put(
            "base",
            "Resources/LogBucket/Properties/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm",
            "aws:kms",
        ),
        _LOGS,
    ),
    Mutant(
        "access-logs-to-another-prefix",
        "access-logs",
        reword("base", "/load-balancer/AWSLogs", "/balancer/AWSLogs"),
        _LOGS,
    ),
    Mutant(
        "access-logs-not-allowed",
        "access-logs",
        without(
            "base",
            "Resources/LogBucketPolicy/Properties/PolicyDocument/Statement",
            lambda item: item["Sid"] == "LoadBalancerLogs",
        ),
        _LOGS,
    ),
    Mutant("privileged-off", "docker-privileged", put("pipeline", f"{_BUILD}/Environment/PrivilegedMode", False)),
    Mutant("local-cache-in-a-vpc", "build-cache", _local_cache_in_a_vpc),
    Mutant(
        "build-image-of-another-processor",
        "architecture",
        put("pipeline", f"{_BUILD}/Environment/Type", "ARM_LAMBDA_CONTAINER"),
    ),
    Mutant(
        "buildspec-of-another-name", "buildspec-file", put("pipeline", f"{_BUILD}/Source/BuildSpec", "ci/build.yml")
    ),
    Mutant(
        "variable-renamed",
        "build-variables",
        put("pipeline", f"{_BUILD}/Environment/EnvironmentVariables/0/Name", "REGISTRY_URL"),
    ),
    Mutant(
        "bucket-may-become-public",
        "public-bucket",
        put("base", "Resources/ArtifactBucket/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy", False),
    ),
    Mutant(
        "plain-http-to-the-bucket",
        "tls-only",
        without(
            "base",
            "Resources/ArtifactBucketPolicy/Properties/PolicyDocument/Statement",
            lambda item: item["Sid"] == "TlsOnly",
        ),
    ),
    Mutant("plain-http-allowed-in-words-that-deny-it", "tls-only", _plain_http_allowed),
    Mutant(
        "movable-tags",
        "immutable-tags",
        put("ecr", "Resources/Repository/Properties/ImageTagMutability", "MUTABLE"),
        NO_SHARED_REPOSITORY,
    ),
    Mutant(
        "images-for-ever",
        "lifecycle-policy",
        drop("ecr", "Resources/Repository/Properties/LifecyclePolicy"),
        NO_SHARED_REPOSITORY,
    ),
)
