"""What the build hands on is what AWS takes, and names what the templates name, for every spec of the repository."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

import pytest
import yaml

from generator.model.service import Service
from generator.spec.loader import load
from tests.build.support import api, variables
from tests.build.support.appspec import HOOKS, capacity_providers, problems
from tests.build.support.cases import CASES, FIRST, SPECS, Case, Released, release
from tests.build.support.generated import ACCOUNT, Generated, generate
from tests.build.support.iam import allows, role_arn, statements

_DONE: dict[Case, Released] = {}
_slow = pytest.mark.slow


@pytest.fixture(params=[case if case in FIRST else pytest.param(case, marks=_slow) for case in CASES], ids=str)
def released(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Released:
    case: Case = request.param
    if case not in _DONE:
        _DONE[case] = release(case, tmp_path_factory.mktemp)
    return _DONE[case]


@pytest.fixture(params=CASES, ids=str)
def generated(request: pytest.FixtureRequest) -> Generated:
    case: Case = request.param
    return generate(case.file.read_text(encoding="utf-8"), case.environment, case.service)


def _appspec(text: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(text)
    return document


def test_ecs_takes_the_task_definition(released: Released) -> None:
    model = api.operation("ecs", "RegisterTaskDefinition")
    assert api.problems(model.input_shape, released.deployment.task_definition) == []
    text = json.dumps(released.deployment.task_definition)
    assert not re.search(r"<[A-Z0-9_]+>", text), "everything is filled in"


def test_the_task_definition_is_one_for_fargate(released: Released) -> None:
    """What ECS's model leaves to ECS."""
    definition = released.deployment.task_definition
    assert definition["requiresCompatibilities"] == ["FARGATE"]
    assert definition["networkMode"] == "awsvpc"
    own, *beside = definition["containerDefinitions"]
    assert own["essential"]
    assert own["memory"] <= int(definition["memory"])
    assert own["stopTimeout"] <= 120
    assert {each["name"] for each in beside} >= {*released.generated.service.container.sidecars}
    for container in (own, *beside):
        names = [entry["name"] for key in ("environment", "secrets") for entry in container.get(key, ())]
        assert len(names) == len(set(names))
    assert len(definition["tags"]) <= 50


def test_codedeploy_takes_the_deployment(released: Released) -> None:
    configuration = released.pipeline.action("Deploy")["Configuration"]
    content = released.deployment.appspec
    deployment = {
        "applicationName": configuration["ApplicationName"],
        "deploymentGroupName": configuration["DeploymentGroupName"],
        "revision": {
            "revisionType": "AppSpecContent",
            "appSpecContent": {"content": content, "sha256": sha256(content.encode()).hexdigest()},
        },
    }
    assert api.problems(api.operation("codedeploy", "CreateDeployment").input_shape, deployment) == []
    assert problems(_appspec(content)) == []
    assert f'TaskDefinition: "{released.revision}"' in content


def test_the_appspec_names_no_revision_before(generated: Generated) -> None:
    document = _appspec(generated.file("appspec.yaml"))
    assert problems(document) == []
    properties = document["Resources"][0]["TargetService"]["Properties"]
    assert properties["TaskDefinition"] == "<TASK_DEFINITION>"
    providers = capacity_providers(document)
    assert sum(provider["Base"] > 0 for provider in providers) <= 1, "one provider may have a base"
    hooks = [name for hook in document.get("Hooks", []) for name in hook]
    assert hooks == [name for name in HOOKS if name in hooks], "in the order in which they are called"
    assert len(hooks) == len(generated.service.release.hooks.functions)


def test_container_port_and_family_are_the_same_everywhere(released: Released) -> None:
    generated, definition = released.generated, released.deployment.task_definition
    service = generated.resource("ecs", "AWS::ECS::Service")
    bootstrap = generated.resource("ecs", "AWS::ECS::TaskDefinition")
    [balanced] = service["LoadBalancers"]
    info = _appspec(released.deployment.appspec)["Resources"][0]["TargetService"]["Properties"]["LoadBalancerInfo"]
    assert (info["ContainerName"], info["ContainerPort"]) == (balanced["ContainerName"], balanced["ContainerPort"])
    [container] = [each for each in definition["containerDefinitions"] if each["name"] == info["ContainerName"]]
    [first] = [each for each in bootstrap["ContainerDefinitions"] if each["Name"] == info["ContainerName"]]
    [mapping], [first_mapping] = container["portMappings"], first["PortMappings"]
    groups = generated.resources("routes", "AWS::ElasticLoadBalancingV2::TargetGroup")
    ports = {mapping["containerPort"], first_mapping["ContainerPort"], *(group["Port"] for group in groups)}
    assert ports == {info["ContainerPort"]}
    assert len(groups) == 2
    own = definition["containerDefinitions"][0]
    environment = {entry["name"]: entry["value"] for entry in own["environment"]}
    assert environment["PORT"] == str(own["portMappings"][0]["containerPort"])
    assert {service["TaskDefinition"], bootstrap["Family"]} == {definition["family"]}
    platform = {key.lower(): value for key, value in definition["runtimePlatform"].items()}
    assert {key.lower(): value for key, value in bootstrap["RuntimePlatform"].items()} == platform


def test_logs_go_to_the_group_that_the_stack_owns(released: Released) -> None:
    generated = released.generated
    first, *later = generated.resource("ecs", "AWS::ECS::TaskDefinition")["ContainerDefinitions"]
    options = first["LogConfiguration"]["Options"]
    assert all(each["LogConfiguration"]["Options"] == options for each in later)
    containers = released.deployment.task_definition["containerDefinitions"]
    assert all(each["logConfiguration"]["options"] == options for each in containers)
    assert options["awslogs-group"] == generated.resource("ecs", "AWS::Logs::LogGroup")["LogGroupName"]
    assert options["awslogs-region"] == generated.project.region
    stream = f"arn:aws:logs:{generated.project.region}:{ACCOUNT}:log-group:{options['awslogs-group']}:log-stream:task/x"
    assert allows(generated, "execution", "logs:CreateLogStream", stream)
    assert allows(generated, "execution", "logs:PutLogEvents", stream)


def test_roles_are_those_that_may_be_passed(released: Released) -> None:
    generated, definition = released.generated, released.deployment.task_definition
    roles = {key: role_arn(generated, key.removesuffix("RoleArn")) for key in ("executionRoleArn", "taskRoleArn")}
    assert {key: definition[key] for key in roles} == roles
    bootstrap = generated.resource("ecs", "AWS::ECS::TaskDefinition")
    assert [bootstrap["ExecutionRoleArn"], bootstrap["TaskRoleArn"]] == [*roles.values()]
    assert definition["executionRoleArn"] != definition["taskRoleArn"]
    for principal in ("codepipeline", "codedeploy"):
        passes = [each for each in statements(generated, principal) if "iam:PassRole" in each["Action"]]
        [passing] = [each for each in passes if each["Sid"] == "PassTaskRoles"]
        others = {str(each["Condition"]["StringEquals"]) for each in passes if each is not passing}
        assert others <= {"{'iam:PassedToService': 'cloudformation.amazonaws.com'}"}, "those of jobs"
        assert set(passing["Resource"]) == set(roles.values())
        services = passing["Condition"]["StringEquals"]["iam:PassedToService"]
        assert "ecs-tasks.amazonaws.com" in ([services] if isinstance(services, str) else services)


def test_the_deploy_action_names_what_the_stacks_make(released: Released) -> None:
    generated = released.generated
    configuration = released.pipeline.action("Deploy")["Configuration"]
    application = generated.resource("codedeploy", "AWS::CodeDeploy::Application")
    group = generated.resource("codedeploy", "AWS::CodeDeploy::DeploymentGroup")
    assert configuration["ApplicationName"] == application["ApplicationName"]
    assert configuration["DeploymentGroupName"] == group["DeploymentGroupName"]
    service = generated.resource("ecs", "AWS::ECS::Service")
    assert group["ECSServices"] == [{"ClusterName": service["Cluster"], "ServiceName": service["ServiceName"]}]
    project = generated.build_project
    assert released.pipeline.action("Build")["Configuration"]["ProjectName"] == project["Name"]
    files = {configuration["TaskDefinitionTemplatePath"], configuration["AppSpecTemplatePath"], "imageDetail.json"}
    files |= {f"{job.name}.template" for job in generated.service.jobs}
    assert released.run.build.artifact is not None
    assert files == released.run.build.artifact.keys()
    made = generated.resources("ecr", "AWS::ECR::Repository", "shared")
    [repository] = [each for each in made if each["RepositoryName"] == released.pipeline.repository]
    assert repository["ImageTagMutability"].startswith("IMMUTABLE")


def _resources(service: Service, repository: str) -> dict[str, str]:
    """What the calls of a release act on."""
    names, place = service.names, f"{service.project.region}:{ACCOUNT}"
    login = service.build.registry_login or ""
    named = f"arn:aws:secretsmanager:{place}:secret:{login}-AbCdEf"
    return {
        "secretsmanager:GetSecretValue": login if login.startswith("arn:") else named,
        "ecr:GetAuthorizationToken": "*",
        **dict.fromkeys(["ecr:BatchGetImage", "ecr:PutImage"], f"arn:aws:ecr:{place}:repository/{repository}"),
        "codepipeline:ListActionExecutions": f"arn:aws:codepipeline:{place}:{names.pipeline}",
    }


def test_the_builds_calls_are_in_the_api_and_allowed(released: Released) -> None:
    generated = released.generated
    resources = _resources(generated.service, released.pipeline.repository)
    calls = [call for call in released.run.calls if call.words[0] == "aws"]
    assert calls
    for call in calls:
        if call.words[2] == "get-login-password":  # of the CLI, around this operation
            model = api.operation("ecr", "GetAuthorizationToken")
        else:
            model, given = api.from_command_line(call.words)
            assert api.problems(model.input_shape, given) == []
        assert api.problems(model.output_shape, call.details["response"]) == [], "the stand-in answers as AWS would"
        action = f"{call.words[1]}:{model.name}"
        assert allows(generated, "codebuild", action, resources[action]), action
    assert allows(generated, "codebuild", "ecr:PutImage", resources["ecr:PutImage"])
    assert allows(generated, "execution", "ecr:BatchGetImage", resources["ecr:BatchGetImage"])


def test_the_deploy_actions_calls_are_allowed(released: Released) -> None:
    service = released.generated.service
    place = f"{service.project.region}:{ACCOUNT}"
    group = f"deploymentgroup:{service.names.application}/{service.names.deployment_group}"
    family = released.revision.rsplit(":", 1)[0]
    for action, resource in {
        "codedeploy:CreateDeployment": f"arn:aws:codedeploy:{place}:{group}",
        "codedeploy:RegisterApplicationRevision": f"arn:aws:codedeploy:{place}:application:{service.names.application}",
        "ecs:RegisterTaskDefinition": f"{family}:*",
        "ecs:TagResource": f"{family}:*",
    }.items():
        assert allows(released.generated, "codepipeline", action, resource), action


def test_every_variable_exists_in_every_run(generated: Generated) -> None:
    pipeline = generated.resource("pipeline", "AWS::CodePipeline::Pipeline")
    named = set(variables.named(pipeline))
    assert named
    assert named <= variables.always(pipeline, yaml.safe_load(generated.file("buildspec.yml")))
    actions = [action for stage in pipeline["Stages"] for action in stage["Actions"]]
    longest = max(len(value) for action in actions for value in action["Configuration"].values())
    assert longest <= variables.LONGEST_VALUE


@pytest.mark.parametrize("file", SPECS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_account_is_in_the_repository(file: Any) -> None:
    text = file.read_text(encoding="utf-8")
    account = re.compile(r"(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])")
    service = load(text, file.name).services[0]
    made = generate(text, service.environment.name, service.name)
    found = {path: set(account.findall(content)) for path, content in made.files.items()}
    known = set(account.findall(text))
    assert {path: accounts - known for path, accounts in found.items() if accounts - known} == {}
    build_files = [path for path in found if path.endswith(("taskdef.json", "buildspec.yml"))]
    assert build_files
