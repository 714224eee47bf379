"""Mutants of what the build and CodeDeploy read."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, add, drop, put, reword
from tests.mutants.world import NotApplicableError, World

_TASK = "containerDefinitions/0"
_SERVICE = "Resources/0/TargetService/Properties"


def _post_build(command: str) -> Damage:
    def damage(world: World) -> None:
        phases = world.files["buildspec.yml"]["phases"]
        phases["build"].pop("on-failure")
        phases["post_build"] = {"commands": [command]}

    return damage


def _unprotected(name: str, logical_id: str) -> Damage:
    def damage(world: World) -> None:
        for statement in world.get(name, "Statement"):
            resources: Any = statement["Resource"]
            if isinstance(resources, list) and f"LogicalResourceId/{logical_id}" in resources:
                resources.remove(f"LogicalResourceId/{logical_id}")
                return
        raise NotApplicableError(logical_id)

    return damage


def _misspelt_phase(world: World) -> None:
    phases = world.files["buildspec.yml"]["phases"]
    phases["biuld"] = phases.pop("build")


def _small_letters(world: World) -> None:
    appspec = world.files["appspec.yaml"]
    appspec["resources"] = appspec.pop("Resources")


def _leaves_spot(world: World) -> None:
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 1}]
    put("ecs", "Resources/Service/Properties/CapacityProviderStrategy", strategy)(world)
    drop("appspec.yaml", f"{_SERVICE}/CapacityProviderStrategy")(world)


def _is_array(world: World) -> None:
    reword("buildspec.yml", '{"ImageURI":"%s"}', '[{"name":"shop","imageUri":"%s"}]')(world)


def _other_platform(world: World) -> None:
    reword("buildspec.yml", "--platform linux/", "--platform=linux/other-")(world)
    reword("buildspec.yml", "linux/other-amd64", "linux/was-amd64")(world) if "other-amd64" in str(
        world.files
    ) else None
    reword("buildspec.yml", "linux/was-amd64", "linux/arm64")(world) if "was-amd64" in str(world.files) else None
    reword("buildspec.yml", "linux/other-arm64", "linux/amd64")(world) if "other-arm64" in str(world.files) else None


MUTANTS = (
    Mutant(
        "appspec-with-a-revision",
        "appspec-task-definition",
        put("appspec.yaml", f"{_SERVICE}/TaskDefinition", "arn:aws:ecs:us-west-2:111122223333:task-definition/shop:2"),
    ),
    Mutant(
        "appspec-with-another-placeholder",
        "appspec-task-definition",
        put("appspec.yaml", f"{_SERVICE}/TaskDefinition", "<TASK_DEFINITION_ARN>"),
    ),
    Mutant(
        "appspec-for-another-container",
        "container-name",
        put("appspec.yaml", f"{_SERVICE}/LoadBalancerInfo/ContainerName", "my-container"),
    ),
    Mutant(
        "appspec-for-another-port",
        "container-port",
        put("appspec.yaml", f"{_SERVICE}/LoadBalancerInfo/ContainerPort", 81),
    ),
    Mutant(
        "appspec-on-other-capacity",
        "capacity-provider",
        put("appspec.yaml", f"{_SERVICE}/CapacityProviderStrategy/0/CapacityProvider", "MINE"),
    ),
    Mutant("appspec-of-version-1", "appspec-shape", put("appspec.yaml", "version", 1.0)),
    Mutant(
        "appspec-for-lambda",
        "appspec-shape",
        put("appspec.yaml", "Resources/0/TargetService/Type", "AWS::Lambda::Function"),
    ),
    Mutant("appspec-with-a-hook-of-ec2", "appspec-hooks", add("appspec.yaml", "Hooks", [{"ApplicationStop": "f"}])),
    Mutant(
        "appspec-with-half-a-network",
        "appspec-shape",
        add("appspec.yaml", f"{_SERVICE}/NetworkConfiguration", {"AwsvpcConfiguration": {"Subnets": ["subnet-1"]}}),
    ),
    Mutant(
        "image-is-a-literal",
        "image-placeholder",
        put("taskdef.json", f"{_TASK}/image", "111122223333.dkr.ecr.us-west-2.amazonaws.com/shop:v1"),
    ),
    Mutant("image-of-another-placeholder", "image-placeholder", put("taskdef.json", f"{_TASK}/image", "<IMAGE>")),
    Mutant("container-renamed", "container-name", put("taskdef.json", f"{_TASK}/name", "other")),
    Mutant(
        "container-on-another-port", "container-name", put("taskdef.json", f"{_TASK}/portMappings/0/containerPort", 81)
    ),
    Mutant("family-renamed", "task-revision", put("taskdef.json", "family", "other")),
    Mutant(
        "logs-to-another-group",
        "log-group",
        put("taskdef.json", f"{_TASK}/logConfiguration/options/awslogs-group", "/other"),
    ),
    Mutant(
        "released-log-prefix-gone",
        "log-options",
        drop("taskdef.json", f"{_TASK}/logConfiguration/options/awslogs-stream-prefix"),
    ),
    Mutant("released-memory", "fargate-task", put("taskdef.json", "memory", "100")),
    Mutant("released-size-is-another", "released-size", put("taskdef.json", "cpu", "8192")),
    Mutant(
        "released-for-another-processor",
        "architecture",
        put("taskdef.json", "runtimePlatform/cpuArchitecture", "SPARC"),
    ),
    Mutant("released-as-execution-role", "task-role", put("taskdef.json", "taskRoleArn", "<EXECUTION_ROLE_ARN>")),
    Mutant("released-without-execution-role", "task-roles", drop("taskdef.json", "executionRoleArn")),
    Mutant("released-on-a-bridge", "fargate-task", put("taskdef.json", "networkMode", "bridge")),
    Mutant("released-with-a-misspelt-key", "task-keys", add("taskdef.json", f"{_TASK}/enviroment", [])),
    Mutant("released-as-described", "task-described", add("taskdef.json", "revision", 7)),
    Mutant(
        "released-with-a-name-twice",
        "names-twice",
        add("taskdef.json", f"{_TASK}/secrets", [{"name": "PORT", "valueFrom": "/port"}]),
    ),
    Mutant(
        "released-waiting-for-nobody",
        "container-order",
        add("taskdef.json", f"{_TASK}/dependsOn", [{"containerName": "migration", "condition": "SUCCESS"}]),
    ),
    Mutant("released-with-a-greedy-container", "container-size", add("taskdef.json", f"{_TASK}/cpu", 65536)),
    Mutant("released-without-an-essential", "essential-container", put("taskdef.json", f"{_TASK}/essential", False)),
    Mutant("released-on-a-host-port", "port-mapping", add("taskdef.json", f"{_TASK}/portMappings/0/hostPort", 80)),
    Mutant(
        "released-with-a-volume-of-nobody",
        "volumes",
        add("taskdef.json", f"{_TASK}/mountPoints", [{"sourceVolume": "data", "containerPath": "/data"}]),
    ),
    Mutant("released-privileged", "fargate-forbids", add("taskdef.json", f"{_TASK}/privileged", True)),
    Mutant("released-to-stop-late", "task-limits", add("taskdef.json", f"{_TASK}/stopTimeout", 300)),
    Mutant(
        "released-to-no-log-router",
        "log-router",
        put("taskdef.json", f"{_TASK}/logConfiguration/logDriver", "awsfirelens"),
    ),
    Mutant(
        "released-with-half-a-secret",
        "secret-reference",
        add("taskdef.json", f"{_TASK}/secrets", [{"name": "KEY", "valueFrom": "arn:aws:secretsmanager:us-west-2"}]),
    ),
    Mutant("build-with-a-misspelt-phase", "buildspec-keys", _misspelt_phase),
    Mutant(
        "build-with-a-command-that-is-an-object",
        "buildspec-keys",
        add("buildspec.yml", "phases/build/commands/-", {"echo Version": "$VERSION"}),
    ),
    Mutant(
        "build-logs-in-by-version-1",
        "cli-version",
        add("buildspec.yml", "phases/build/commands/-", "$(aws ecr get-login --no-include-email)"),
    ),
    Mutant("build-without-a-login", "docker-push", reword("buildspec.yml", "docker login", "docker logout")),
    Mutant(
        "build-installs-by-apt",
        "package-manager",
        add("buildspec.yml", "phases/build/commands/-", "apt-get install -y jq"),
    ),
    Mutant("build-asks-git", "git-history", add("buildspec.yml", "phases/build/commands/-", "git describe --tags")),
    Mutant(
        "build-writes-the-variable-s-name",
        "single-quotes",
        add("buildspec.yml", "phases/build/commands/-", "echo '$VERSION' > version.txt"),
    ),
    Mutant(
        "build-tags-with-a-plus",
        "image-tag",
        reword("buildspec.yml", 'docker push "$IMAGE:$IMAGE_TAG"', 'docker push "$IMAGE:$IMAGE_TAG+1"'),
    ),
    Mutant("announces-latest", "announced-image", reword("buildspec.yml", "$IMAGE@$DIGEST", "$IMAGE:latest")),
    Mutant(
        "build-wants-an-old-runtime",
        "runtime-versions",
        add("buildspec.yml", "phases/install", {"runtime-versions": {"nodejs": 8}}),
    ),
    Mutant(
        "released-to-logs-of-another-region",
        "log-region",
        put("taskdef.json", f"{_TASK}/logConfiguration/options/awslogs-region", "ap-south-2"),
    ),
    Mutant("placeholder-of-nobody", "placeholder", put("taskdef.json", "taskRoleArn", "<TASK_ROLE>")),
    Mutant("placeholder-filled-in-vain", "placeholder", put("taskdef.json", "taskRoleArn", "none")),
    Mutant("hands-over-an-empty-folder", "artifact-directory", put("buildspec.yml", "artifacts/base-directory", "out")),
    Mutant("releases-any-tag", "version-check", reword("buildspec.yml", "if ! {", "if false && ! {")),
    Mutant("appspec-in-small-letters", "appspec-shape", _small_letters),
    Mutant("appspec-leaves-spot", "appspec-capacity", _leaves_spot),
    Mutant("appspec-with-a-misspelt-event", "appspec-hooks", add("appspec.yaml", "Hooks", [{"AfterAlowTraffic": "f"}])),
    Mutant("appspec-without-a-balancer", "appspec-shape", drop("appspec.yaml", f"{_SERVICE}/LoadBalancerInfo")),
    Mutant("hands-over-everything", "artifact-size", put("buildspec.yml", "artifacts/files", ["**/*"])),
    Mutant(
        "image-detail-not-handed-over",
        "artifact-files",
        put("buildspec.yml", "artifacts/files", ["taskdef.json", "appspec.yaml"]),
    ),
    Mutant("appspec-under-another-name", "artifact-files", put("buildspec.yml", "artifacts/files/1", "appspec.yml")),
    Mutant("image-detail-is-a-list", "image-detail", _is_array),
    Mutant("image-detail-with-another-key", "image-detail", reword("buildspec.yml", '"ImageURI"', '"imageUri"')),
    Mutant(
        "image-definitions", "image-definitions", reword("buildspec.yml", "imageDetail.json", "imagedefinitions.json")
    ),
    Mutant("pushes-after-a-failed-build", "post-build", _post_build('docker push "$IMAGE:$IMAGE_TAG"')),
    Mutant(
        "pushes-latest",
        "moving-tag",
        reword("buildspec.yml", 'docker push "$IMAGE:$IMAGE_TAG"', 'docker push "$IMAGE:latest"'),
    ),
    Mutant("goes-on-after-a-failure", "abort-on-failure", put("buildspec.yml", "phases/build/on-failure", "CONTINUE")),
    Mutant(
        "failed-push-counts-as-done",
        "abort-on-failure",
        reword("buildspec.yml", 'docker push "$IMAGE:$IMAGE_TAG"', 'docker push "$IMAGE:$IMAGE_TAG" || true'),
    ),
    Mutant("builds-for-another-processor", "architecture", _other_platform),
    Mutant("reads-what-nobody-sets", "build-variables", reword("buildspec.yml", '"$REGISTRY"', '"$ECR_REGISTRY"')),
    Mutant("buildspec-of-version-0.1", "buildspec-file", put("buildspec.yml", "version", 0.1)),
    Mutant("rule-unprotected", "stack-policy", _unprotected("routes.stack-policy.json", "ProductionRule")),
    Mutant("target-group-unprotected", "stack-policy", _unprotected("routes.stack-policy.json", "GreenTargetGroup")),
    Mutant("service-unprotected", "stack-policy", _unprotected("ecs.stack-policy.json", "Service")),
    Mutant(
        "protects-what-is-not-there",
        "stack-policy",
        reword("ecs.stack-policy.json", "LogicalResourceId/Service", "LogicalResourceId/TheService"),
    ),
)
