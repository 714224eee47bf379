"""Mutants of a service that ECS shifts itself: the same system with that controller, and one thing wrong."""

from __future__ import annotations

from typing import Any

from tests.mutants.mutant import Damage, Mutant, add, put, statement, without
from tests.mutants.world import World

_SERVICE = "Resources/Service/Properties"
_ADVANCED = f"{_SERVICE}/LoadBalancers/0/AdvancedConfiguration"
_CONFIGURATION = f"{_SERVICE}/DeploymentConfiguration"
_ALARMS = f"{_CONFIGURATION}/Alarms"
_ACTION = "Resources/Pipeline/Properties/Stages/Deploy/Actions/Deploy"
_ROUTES = "Resources/ProductionRule/Properties/Actions"
_HOOK = {"HookTargetArn": {"Fn::GetAtt": ["Hook", "Arn"]}, "LifecycleStages": ["POST_SCALE_UP"]}
_ROLE = "arn:aws:iam::111122223333:role/hook"


def _stack(world: World) -> str:
    """The stack that has the service: ECS's own, or the one that is changed to be like it."""
    return "service" if "service" in world.templates else "ecs"


def _native(world: World, **configuration: object) -> None:
    """What shifts is ECS, from the blue group to the green one, by the production rule alone."""
    if _stack(world) == "service":
        own = world.get("service", _CONFIGURATION)
        put("service", _CONFIGURATION, {**own, "Strategy": "CANARY", **configuration})(world)
        world.get("service", _ADVANCED).pop("TestListenerRule", None)
        return
    put("ecs", f"{_SERVICE}/DeploymentController/Type", "ECS")(world)
    add("ecs", _CONFIGURATION, {"Strategy": "CANARY", **configuration})(world)
    blue = world.get("ecs", f"{_SERVICE}/LoadBalancers/0/TargetGroupArn")["Fn::ImportValue"]
    name = blue.removesuffix("BlueTargetGroupArn")
    output = {"Value": {"Ref": "ProductionRule"}, "Export": {"Name": f"{name}ProductionRuleArn"}}
    add("routes", "Outputs/ProductionRuleArn", output)(world)
    groups = [{"TargetGroupArn": {"Ref": group}, "Weight": weight} for group, weight in _WEIGHTS]
    put("routes", _ROUTES, [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}])(world)
    advanced = {
        "AlternateTargetGroupArn": {"Fn::ImportValue": f"{name}GreenTargetGroupArn"},
        "ProductionListenerRule": {"Fn::ImportValue": f"{name}ProductionRuleArn"},
        "RoleArn": _ROLE,
    }
    add("ecs", _ADVANCED, advanced)(world)


_WEIGHTS = (("BlueTargetGroup", 1), ("GreenTargetGroup", 0))


def _with(*damages: Damage, **configuration: object) -> Damage:
    """A service that ECS shifts, and then what is wrong."""

    def damage(world: World) -> None:
        _native(world, **configuration)
        for each in damages:
            each(world)

    return damage


def _role_of_the_tasks(world: World) -> None:
    stack = _stack(world)
    task = "TaskDefinition" if stack == "service" else "BootstrapTaskDefinition"
    put(stack, f"{_ADVANCED}/RoleArn", world.get(stack, f"Resources/{task}/Properties/ExecutionRoleArn"))(world)


def _role_without_permissions(world: World) -> None:
    statement = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    role = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}, "Policies": []}
    add(_stack(world), "Resources/EcsRole", {"Type": "AWS::IAM::Role", "Properties": role})(world)
    put(_stack(world), f"{_ADVANCED}/RoleArn", {"Fn::GetAtt": ["EcsRole", "Arn"]})(world)


def _function_for_codedeploy(world: World) -> None:
    program = "codedeploy.put_lifecycle_event_hook_execution_status(status='Succeeded')"
    function = {"Runtime": "python3.13", "Handler": "index.handler", "Role": _ROLE, "Code": {"ZipFile": program}}
    add(_stack(world), "Resources/Hook", {"Type": "AWS::Lambda::Function", "Properties": function})(world)


def _action(**configuration: Any) -> Damage:
    """The deploy action puts stack ``ecs`` into the account, with parameters."""

    def damage(world: World) -> None:
        put("pipeline", f"{_ACTION}/ActionTypeId/Provider", "CloudFormation")(world)
        own = {"ActionMode": "CREATE_UPDATE", "StackName": "x", "TemplatePath": "BuildOutput::ecs.yaml"}
        put("pipeline", f"{_ACTION}/Configuration", {**own, **configuration})(world)
        add("ecs", "Parameters", {"Image": {"Type": "String"}})(world)

    return damage


def _release_by_the_pipeline_s_role(world: World) -> None:
    role = world.get("pipeline", "Resources/Pipeline/Properties/RoleArn")
    _action(RoleArn=role, ParameterOverrides='{"Image": "x"}')(world)


def _parameter_of_no_build(world: World) -> None:
    add("pipeline", "Resources/Pipeline/Properties/Stages/Build/Actions/0/Namespace", "Build")(world)
    _action(ParameterOverrides='{"Image": "#{Build.NO_SUCH_VARIABLE}"}')(world)
    add("buildspec.yml", "env/exported-variables", ["IMAGE_URI", "VERSION"])(world)


def _unwatched(part: str) -> Damage:
    """No alarm whose name has this part."""
    return without("service", f"{_CONFIGURATION}/Alarms/AlarmNames", lambda name: part in name)


def _watched_alone(part: str) -> Damage:
    """Those alarms whose names have this part, and no other."""
    return without("service", f"{_CONFIGURATION}/Alarms/AlarmNames", lambda name: part not in name)


def _alarm_of_nobody(world: World) -> None:
    world.get("service", f"{_CONFIGURATION}/Alarms/AlarmNames")[0] = "somebody-errors"


def _image_for_ever(world: World) -> None:
    _, released, _ = world.get("service", "Resources/TaskDefinition/Properties/ContainerDefinitions")["Fn::If"]
    for container in released:
        container["Image"] = "public.ecr.aws/nginx/nginx:1.29"


def _other_rule(world: World) -> None:
    [query] = world.get("monitoring", "Resources/TasksFailedAlarm/Properties/Metrics")
    query["MetricStat"]["Metric"]["Dimensions"] = [{"Name": "RuleName", "Value": "shop-prod-failed"}]


def _one_group(group: str) -> Damage:
    return put("routes", _ROUTES, [{"Type": "forward", "TargetGroupArn": {"Ref": group}}])


def _hook(**values: object) -> dict[str, object]:
    return {"LifecycleHooks": [{**_HOOK, "RoleArn": _ROLE, **values}]}


_PAUSE = [{"TargetType": "PAUSE", "LifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]}]
_DAY = {"CanaryPercent": 10, "CanaryBakeTimeInMinutes": 1200}
_NO_ALARMS = "a deployment group names the alarms, or the spec turns them off"
_ONE_OF_SEVERAL = f"{_NO_ALARMS}; of several services, no alarm counts those of the whole balancer"
_BREAKER = {"Enable": True, "Rollback": True}
_NO_STACK = "CodeDeploy's action releases, and no stack is updated"
_RUNS_ANOTHER = put("service", f"{_SERVICE}/TaskDefinition", "other")
_CANNOT_UPDATE = statement("CodepipelineRole", "StartRelease", Action=["cloudformation:GetTemplate"])
_DEFAULT_CANARY = _with(CanaryConfiguration={"CanaryPercent": 0.01})

MUTANTS = (
    Mutant("rule-without-green", "native-rules", _with(_one_group("BlueTargetGroup"))),
    Mutant("rule-without-blue", "native-rules", _with(_one_group("GreenTargetGroup"))),
    Mutant("shifts-with-the-tasks-role", "role-trust", _with(_role_of_the_tasks)),
    Mutant("shifts-with-an-empty-role", "deploy-permissions", _with(_role_without_permissions)),
    Mutant("pauses-while-requests-move", "native-hooks", _with(LifecycleHooks=_PAUSE)),
    Mutant("hook-without-a-role", "native-hooks", _with(LifecycleHooks=[_HOOK])),
    Mutant("hooks-of-a-rolling-update", "native-hooks", _with(Strategy="ROLLING", **_hook())),
    Mutant("hook-for-codedeploy", "hook-contract", _with(_function_for_codedeploy, **_hook())),
    Mutant("lasts-34-hours", "native-time", _with(CanaryConfiguration=_DAY, BakeTimeInMinutes=840)),
    Mutant("circuit-breaker-of-a-canary", "circuit-breaker", _with(DeploymentCircuitBreaker=_BREAKER)),
    Mutant("green-unwatched", "alarm-colours", _unwatched("-green-"), _NO_ALARMS),
    Mutant("connections-unwatched", "alarm-connections", _unwatched("-connections"), _NO_ALARMS),
    Mutant("watches-an-alarm-of-nobody", "alarm-exists", _alarm_of_nobody, _NO_ALARMS),
    Mutant("balancer-watched-alone", "alarm-share", _watched_alone("-load-balancer-"), _ONE_OF_SEVERAL),
    Mutant("health-watched-alone", "alarm-attached", _watched_alone("-unhealthy"), _NO_ALARMS),
    Mutant("failed-tasks-unwatched", "failed-tasks", _unwatched("-tasks-failed"), _NO_ALARMS),
    Mutant("watches-a-rule-of-nobody", "alarm-dimension", _other_rule, _NO_ALARMS),
    Mutant("stopped-by-no-alarm", "release-alarms", put("service", f"{_ALARMS}/Enable", False), _NO_ALARMS),
    Mutant("stays-where-it-failed", "rollback", put("service", f"{_ALARMS}/Rollback", False), _NO_ALARMS),
    Mutant("canary-of-nobody", "E3034", _DEFAULT_CANARY),
    Mutant("parameter-of-no-template", "action-parameters", _action(ParameterOverrides='{"ImageUri": "x"}')),
    Mutant("runs-another-family", "task-revision", _RUNS_ANOTHER, _NO_STACK),
    Mutant("same-image-for-ever", "W2001", _image_for_ever, _NO_STACK),
    Mutant("cannot-update-the-stack", "deploy-permissions", _CANNOT_UPDATE, _NO_STACK),
    Mutant("template-without-its-parameter", "action-parameters", _action()),
    Mutant("released-by-the-pipeline-s-role", "role-trust", _release_by_the_pipeline_s_role),
    Mutant("variable-of-no-build", "pipeline-variables", _parameter_of_no_build),
)
