"""Mutants of the release: pipeline, deployment group, listeners, alarms that stop it."""

from __future__ import annotations

from tests.mutants.mutant import Damage, Mutant, add, copy, drop, put, reword, without
from tests.mutants.world import NotApplicableError, World

_PIPELINE = "Resources/Pipeline/Properties"
_GROUP = "Resources/DeploymentGroup/Properties"
_PAIR = f"{_GROUP}/LoadBalancerInfo/TargetGroupPairInfoList/0"
_DEPLOY = f"{_PIPELINE}/Stages/-1/Actions/0"
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
        rule = world.get("alb", f"Resources/{noun}/Properties/Actions/0")
        rule["TargetGroupArn"] = {"Ref": "GreenTargetGroup"}

    return damage


def _one_colour_unwatched(world: World) -> None:
    alarms = world.get("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms")
    kept = [alarm for alarm in alarms if "-green-" not in alarm["Name"]]
    if len(kept) == len(alarms):
        raise NotApplicableError("alarms of green")
    alarms[:] = kept


MUTANTS = (
    Mutant("pipeline-v1", put("pipeline", f"{_PIPELINE}/PipelineType", "V1")),
    Mutant("pipeline-type-gone", drop("pipeline", f"{_PIPELINE}/PipelineType")),
    Mutant(
        "trigger-for-no-action", put("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/SourceActionName", "Sauce")
    ),
    Mutant(
        "branch-and-tag-in-one-filter",
        add("pipeline", f"{_PIPELINE}/Triggers/0/GitConfiguration/Push/0/Branches", {"Includes": ["main"]}),
    ),
    Mutant("detects-changes", put("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/DetectChanges", "true")),
    Mutant("branch-name-gone", drop("pipeline", f"{_PIPELINE}/Stages/0/Actions/0/Configuration/BranchName")),
    Mutant("superseded", put("pipeline", f"{_PIPELINE}/ExecutionMode", "PARALLEL")),
    Mutant("artifact-store-gone", drop("pipeline", f"{_PIPELINE}/ArtifactStore")),
    Mutant(
        "tag-variable",
        put(
            "pipeline",
            f"{_PIPELINE}/Stages/1/Actions/0/Configuration/EnvironmentVariables",
            '[{"name":"RELEASE","value":"#{SourceVariables.TagName}"},{"name":"PIPELINE_EXECUTION_ID","value":"x"}]',
        ),
    ),
    Mutant(
        "build-variables-gone", drop("pipeline", f"{_PIPELINE}/Stages/1/Actions/0/Configuration/EnvironmentVariables")
    ),
    Mutant("wrong-project", put("pipeline", f"{_PIPELINE}/Stages/1/Actions/0/Configuration/ProjectName", "other")),
    Mutant("wrong-artifact", put("pipeline", f"{_PIPELINE}/Stages/1/Actions/0/InputArtifacts/0/Name", "Other")),
    Mutant("build-makes-nothing", drop("pipeline", f"{_PIPELINE}/Stages/1/Actions/0/OutputArtifacts")),
    Mutant("provider-for-ec2", put("pipeline", f"{_DEPLOY}/ActionTypeId/Provider", "CodeDeploy")),
    Mutant("provider-for-rolling", put("pipeline", f"{_DEPLOY}/ActionTypeId/Provider", "ECS")),
    Mutant("appspec-artifact-gone", drop("pipeline", f"{_DEPLOY}/Configuration/AppSpecTemplateArtifact")),
    Mutant("appspec-path-misspelt", put("pipeline", f"{_DEPLOY}/Configuration/AppSpecTemplatePath", "appspec.yml")),
    Mutant(
        "taskdef-path-misspelt", put("pipeline", f"{_DEPLOY}/Configuration/TaskDefinitionTemplatePath", "task-def.json")
    ),
    Mutant("placeholder-is-the-container", put("pipeline", f"{_DEPLOY}/Configuration/Image1ContainerName", "shop")),
    Mutant("placeholder-in-brackets", put("pipeline", f"{_DEPLOY}/Configuration/Image1ContainerName", "<IMAGE1_NAME>")),
    Mutant("image-artifact-gone", drop("pipeline", f"{_DEPLOY}/Configuration/Image1ArtifactName")),
    Mutant("wrong-application", put("pipeline", f"{_DEPLOY}/Configuration/ApplicationName", "other")),
    Mutant("wrong-deployment-group", put("pipeline", f"{_DEPLOY}/Configuration/DeploymentGroupName", "other")),
    Mutant("balancer-info-gone", drop("codedeploy", f"{_GROUP}/LoadBalancerInfo")),
    Mutant(
        "one-target-group-twice", copy("codedeploy", f"{_PAIR}/TargetGroups/0/Name", f"{_PAIR}/TargetGroups/1/Name")
    ),
    Mutant("one-target-group", drop("codedeploy", f"{_PAIR}/TargetGroups/1")),
    Mutant("target-group-of-nobody", put("codedeploy", f"{_PAIR}/TargetGroups/1/Name", "other")),
    Mutant("production-listener-gone", drop("codedeploy", f"{_PAIR}/ProdTrafficRoute")),
    Mutant("test-is-production", copy("codedeploy", f"{_PAIR}/ProdTrafficRoute", f"{_PAIR}/TestTrafficRoute"), _TEST),
    Mutant(
        "green-fleet",
        add(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/GreenFleetProvisioningOption",
            {"Action": "DISCOVER_EXISTING"},
        ),
    ),
    Mutant("in-place", put("codedeploy", f"{_GROUP}/DeploymentStyle/DeploymentType", "IN_PLACE")),
    Mutant(
        "without-traffic-control",
        put("codedeploy", f"{_GROUP}/DeploymentStyle/DeploymentOption", "WITHOUT_TRAFFIC_CONTROL"),
    ),
    Mutant(
        "stop-without-wait",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/DeploymentReadyOption/ActionOnTimeout",
            "STOP_DEPLOYMENT",
        ),
    ),
    Mutant(
        "old-tasks-for-ever",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/TerminationWaitTimeInMinutes",
            2880,
        ),
    ),
    Mutant(
        "old-tasks-kept-alive",
        put(
            "codedeploy",
            f"{_GROUP}/BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/Action",
            "KEEP_ALIVE",
        ),
    ),
    Mutant(
        "config-for-lambda",
        put("codedeploy", f"{_GROUP}/DeploymentConfigName", "CodeDeployDefault.LambdaCanary10Percent5Minutes"),
    ),
    Mutant("config-for-ec2", put("codedeploy", f"{_GROUP}/DeploymentConfigName", "CodeDeployDefault.OneAtATime")),
    Mutant("canary-of-everything", _canary_of_everything),
    Mutant("application-for-lambda", put("codedeploy", "Resources/Application/Properties/ComputePlatform", "Lambda")),
    Mutant("wrong-service", put("codedeploy", f"{_GROUP}/ECSServices/0/ServiceName", "other")),
    Mutant("wrong-cluster", put("codedeploy", f"{_GROUP}/ECSServices/0/ClusterName", "other")),
    Mutant("rollback-off", put("codedeploy", f"{_GROUP}/AutoRollbackConfiguration", {"Enabled": False})),
    Mutant(
        "no-rollback-on-alarm",
        without(
            "codedeploy",
            f"{_GROUP}/AutoRollbackConfiguration/Events",
            lambda event: event == "DEPLOYMENT_STOP_ON_ALARM",
        ),
    ),
    Mutant("alarms-off", put("codedeploy", f"{_GROUP}/AlarmConfiguration", {"Enabled": False})),
    Mutant("alarms-gone", drop("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms")),
    Mutant("alarm-of-nobody", put("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms/0/Name", "other")),
    Mutant("one-colour-unwatched", _one_colour_unwatched),
    Mutant(
        "eleven-alarms",
        put("codedeploy", f"{_GROUP}/AlarmConfiguration/Alarms", [{"Name": f"alarm-{number}"} for number in range(11)]),
    ),
    Mutant("native-controller", put("ecs", "Resources/Service/Properties/DeploymentController/Type", "ECS")),
    Mutant(
        "circuit-breaker",
        add(
            "ecs",
            "Resources/Service/Properties/DeploymentConfiguration",
            {"DeploymentCircuitBreaker": {"Enable": True, "Rollback": True}},
        ),
    ),
    Mutant("native-canary", add("ecs", "Resources/Service/Properties/DeploymentConfiguration", {"Strategy": "CANARY"})),
    Mutant(
        "revision-in-the-service",
        put("ecs", "Resources/Service/Properties/TaskDefinition", {"Ref": "BootstrapTaskDefinition"}),
    ),
    Mutant("other-family-in-the-service", put("ecs", "Resources/Service/Properties/TaskDefinition", "other")),
    Mutant("production-forwards-to-green", _rule_forwards_to("ProductionRule")),
    Mutant("test-forwards-to-green", _rule_forwards_to("TestRule"), _TEST),
    Mutant("production-rule-gone", drop("alb", "Resources/ProductionRule")),
    Mutant("deploys-to-no-service", _service_role_gone),
    Mutant("exported-group-is-green", reword("ecs", "BlueTargetGroupArn", "VpcId")),
)
