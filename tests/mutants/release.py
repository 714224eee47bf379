"""Mutants of the release: pipeline, deployment group, listeners, alarms that stop it."""

from __future__ import annotations

from tests.mutants.mutant import Damage, Mutant, add, copy, drop, put, reword, without
from tests.mutants.world import NotApplicableError, World

_PIPELINE = "Resources/Pipeline/Properties"
_GROUP = "Resources/DeploymentGroup/Properties"
_PAIR = f"{_GROUP}/LoadBalancerInfo/TargetGroupPairInfoList/0"
_BUILD = f"{_PIPELINE}/Stages/Build/Actions/0"
_DEPLOY = f"{_PIPELINE}/Stages/Deploy/Actions/0"
_TEST = "there is no test listener"


def _service_role_gone(world: World) -> None:
    del world.templates["ecs"]["Resources"]["Service"]


def _canary_of_everything(world: World) -> None:
    resources = world.templates["codedeploy"]["Resources"]
    routing = {"Type": "TimeBasedCanary", "TimeBasedCanary": {"CanaryPercentage": 100, "CanaryInterval": 5}}
    properties = {"ComputePlatform": "ECS", "TrafficRoutingConfig": routing}
    resources["DeploymentConfig"] = {"Type": "AWS::CodeDeploy::DeploymentConfig", "Properties": properties}
    resources["DeploymentGroup"]["Properties"]["DeploymentConfigName"] = {"Ref": "DeploymentConfig"}


def _rule_forwards_to(noun: str) -> Damage:
    def damage(world: World) -> None:
        rule = world.get("routes", f"Resources/{noun}/Properties/Actions/0")
        rule["TargetGroupArn"] = {"Ref": "GreenTargetGroup"}

    return damage


def _connections_unwatched(world: World) -> None:
    without("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms", lambda item: item["Name"].endswith("-connections"))(
        world
    )


def _balancer_watched_alone(world: World) -> None:
    errors = ("-blue-errors", "-green-errors", "-connections")
    without("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms", lambda item: item["Name"].endswith(errors))(world)


def _one_colour_unwatched(world: World) -> None:
    alarms = world.get("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms")
    kept = [alarm for alarm in alarms if "-green-" not in alarm["Name"]]
    if len(kept) == len(alarms):
        raise NotApplicableError("alarms of green")
    alarms[:] = kept


MUTANTS = (
    Mutant("pipeline-v1", "tag-trigger", put("pipeline", f"{_PIPELINE}/PipelineType", "V1")),
    Mutant("pipeline-type-gone", "tag-trigger", drop("pipeline", f"{_PIPELINE}/PipelineType")),
    Mutant(
        "trigger-for-no-action",
        "tag-trigger",
        put("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/SourceActionName", "Sauce"),
    ),
    Mutant(
        "tag-pattern-is-a-regular-expression",
        "tag-pattern",
        put("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/Push/0/Tags/Includes/0", "^v[0-9]+$"),
    ),
    Mutant(
        "tag-pattern-is-a-ref",
        "tag-pattern",
        put("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/Push/0/Tags/Includes/0", "refs/tags/v*"),
    ),
    Mutant(
        "repository-is-an-address",
        "source-name",
        put("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/FullRepositoryId", "https://github.com/a/b"),
    ),
    Mutant(
        "branch-is-a-ref",
        "source-name",
        put("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/BranchName", "refs/heads/main"),
    ),
    Mutant(
        "branch-and-tag-in-one-filter",
        "tag-trigger",
        add("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/Push/0/Branches", {"Includes": ["main"]}),
    ),
    Mutant(
        "detects-changes",
        "tag-trigger",
        put("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/DetectChanges", "true"),
    ),
    Mutant(
        "branch-name-gone",
        "action-configuration",
        drop("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/BranchName"),
    ),
    Mutant("superseded", "execution-mode", put("pipeline", f"{_PIPELINE}/ExecutionMode", "PARALLEL")),
    Mutant("artifact-store-gone", "artifact-store", drop("pipeline", f"{_PIPELINE}/ArtifactStore")),
    Mutant(
        "tag-variable",
        "tag-variable",
        put(
            "pipeline",
            f"{_BUILD}/Configuration/EnvironmentVariables",
            '[{"name":"RELEASE","value":"#{SourceVariables.TagName}"},{"name":"PIPELINE_EXECUTION_ID","value":"x"}]',
        ),
    ),
    Mutant(
        "build-variables-gone",
        "build-variables",
        drop("pipeline", f"{_BUILD}/Configuration/EnvironmentVariables"),
    ),
    Mutant(
        "wrong-project",
        "action-target",
        put("pipeline", f"{_BUILD}/Configuration/ProjectName", "other"),
    ),
    Mutant(
        "wrong-artifact",
        "artifact-flow",
        put("pipeline", f"{_BUILD}/InputArtifacts/0/Name", "Other"),
    ),
    Mutant("build-makes-nothing", "artifact-flow", drop("pipeline", f"{_BUILD}/OutputArtifacts")),
    Mutant("provider-for-ec2", "ecs-provider", put("pipeline", f"{_DEPLOY}/ActionTypeId/Provider", "CodeDeploy")),
    Mutant("provider-for-rolling", "action-configuration", put("pipeline", f"{_DEPLOY}/ActionTypeId/Provider", "ECS")),
    Mutant(
        "appspec-artifact-gone",
        "action-configuration",
        drop("pipeline", f"{_DEPLOY}/Configuration/AppSpecTemplateArtifact"),
    ),
    Mutant(
        "appspec-path-misspelt",
        "artifact-files",
        put("pipeline", f"{_DEPLOY}/Configuration/AppSpecTemplatePath", "appspec.yml"),
    ),
    Mutant(
        "taskdef-path-misspelt",
        "artifact-files",
        put("pipeline", f"{_DEPLOY}/Configuration/TaskDefinitionTemplatePath", "task-def.json"),
    ),
    Mutant(
        "placeholder-is-the-container",
        "image-placeholder",
        put("pipeline", f"{_DEPLOY}/Configuration/Image1ContainerName", "shop"),
    ),
    Mutant(
        "placeholder-in-brackets",
        "image-placeholder",
        put("pipeline", f"{_DEPLOY}/Configuration/Image1ContainerName", "<IMAGE1_NAME>"),
    ),
    Mutant(
        "image-artifact-gone", "action-configuration", drop("pipeline", f"{_DEPLOY}/Configuration/Image1ArtifactName")
    ),
    Mutant("wrong-application", "action-target", put("pipeline", f"{_DEPLOY}/Configuration/ApplicationName", "other")),
    Mutant(
        "wrong-deployment-group",
        "action-target",
        put("pipeline", f"{_DEPLOY}/Configuration/DeploymentGroupName", "other"),
    ),
    Mutant("balancer-info-gone", "target-group-pair", drop("codedeploy", f"{_GROUP}/LoadBalancerInfo")),
    Mutant(
        "one-target-group-twice",
        "target-group-pair",
        copy("codedeploy", f"{_PAIR}/TargetGroups/0/Name", f"{_PAIR}/TargetGroups/1/Name"),
    ),
    Mutant("one-target-group", "target-group-pair", drop("codedeploy", f"{_PAIR}/TargetGroups/1")),
    Mutant("target-group-of-nobody", "release-service", put("codedeploy", f"{_PAIR}/TargetGroups/1/Name", "other")),
    Mutant("production-listener-gone", "target-group-pair", drop("codedeploy", f"{_PAIR}/ProdTrafficRoute")),
    Mutant(
        "test-is-production",
        "traffic-route",
        copy("codedeploy", f"{_PAIR}/ProdTrafficRoute", f"{_PAIR}/TestTrafficRoute"),
        _TEST,
    ),
    Mutant(
        "green-fleet",
        "green-fleet",
        add(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/GreenFleetProvisioningOption",
            {"Action": "DISCOVER_EXISTING"},
        ),
    ),
    Mutant("in-place", "deployment-style", put("codedeploy", f"{_GROUP}/DeploymentStyle/DeploymentType", "IN_PLACE")),
    Mutant(
        "without-traffic-control",
        "deployment-style",
        put("codedeploy", f"{_GROUP}/DeploymentStyle/DeploymentOption", "WITHOUT_TRAFFIC_CONTROL"),
    ),
    Mutant(
        "stop-without-wait",
        "ready-wait",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/DeploymentReadyOption/ActionOnTimeout",
            "STOP_DEPLOYMENT",
        ),
    ),
    Mutant(
        "old-tasks-for-ever",
        "termination-wait",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/TerminationWaitTimeInMinutes",
            2880,
        ),
    ),
    Mutant(
        "old-tasks-kept-alive",
        "termination-wait",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/Action",
            "KEEP_ALIVE",
        ),
    ),
    Mutant(
        "config-for-lambda",
        "deployment-config",
        put("codedeploy", f"{_GROUP}/DeploymentConfigName", "CodeDeployDefault.LambdaCanary10Percent5Minutes"),
    ),
    Mutant(
        "config-for-ec2",
        "deployment-config",
        put("codedeploy", f"{_GROUP}/DeploymentConfigName", "CodeDeployDefault.OneAtATime"),
    ),
    Mutant("canary-of-everything", "traffic-shift", _canary_of_everything),
    Mutant(
        "application-for-lambda",
        "deployment-config",
        put("codedeploy", "Resources/Application/Properties/ComputePlatform", "Lambda"),
    ),
    Mutant("wrong-service", "release-service", put("codedeploy", f"{_GROUP}/ECSServices/0/ServiceName", "other")),
    Mutant("wrong-cluster", "release-service", put("codedeploy", f"{_GROUP}/ECSServices/0/ClusterName", "other")),
    Mutant("rollback-off", "rollback", put("codedeploy", f"{_GROUP}/AutoRollbackConfiguration", {"Enabled": False})),
    Mutant(
        "no-rollback-on-alarm",
        "rollback",
        without(
            "codedeploy",
            f"{_GROUP}/AutoRollbackConfiguration/Events",
            lambda event: event == "DEPLOYMENT_STOP_ON_ALARM",
        ),
    ),
    Mutant("alarms-off", "release-alarms", put("codedeploy", f"{_GROUP}/AlarmConfiguration", {"Enabled": False})),
    Mutant("alarms-gone", "release-alarms", drop("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms")),
    Mutant("alarm-of-nobody", "alarm-exists", put("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms/0/Name", "other")),
    Mutant("connections-unwatched", "alarm-connections", _connections_unwatched),
    Mutant("balancer-watched-alone", "alarm-share", _balancer_watched_alone),
    Mutant("one-colour-unwatched", "alarm-colours", _one_colour_unwatched),
    Mutant(
        "eleven-alarms",
        "release-alarms",
        put("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms", [{"Name": f"alarm-{number}"} for number in range(11)]),
    ),
    Mutant(
        "native-controller",
        "release-service",
        put("ecs", "Resources/Service/Properties/DeploymentController/Type", "ECS"),
    ),
    Mutant(
        "circuit-breaker",
        "circuit-breaker",
        add(
            "ecs",
            "Resources/Service/Properties/DeploymentConfiguration",
            {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
        ),
    ),
    Mutant(
        "native-canary",
        "native-strategy",
        add("ecs", "Resources/Service/Properties/DeploymentConfiguration", {"Strategy": "CANARY"}),
    ),
    Mutant(
        "revision-in-the-service",
        "task-revision",
        put("ecs", "Resources/Service/Properties/TaskDefinition", {"Ref": "BootstrapTaskDefinition"}),
    ),
    Mutant(
        "other-family-in-the-service",
        "task-revision",
        put("ecs", "Resources/Service/Properties/TaskDefinition", "other"),
    ),
    Mutant("production-forwards-to-green", "listener-forward", _rule_forwards_to("ProductionRule")),
    Mutant("test-forwards-to-green", "listener-forward", _rule_forwards_to("TestRule"), _TEST),
    Mutant("production-rule-gone", "traffic-route", drop("routes", "Resources/ProductionRule")),
    Mutant("deploys-to-no-service", "release-service", _service_role_gone),
    Mutant("exported-group-is-green", "imports", reword("ecs", "BlueTargetGroupArn", "VpcId")),
)
