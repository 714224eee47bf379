"""What the hand-written files that came before got wrong, one test a fault.

Each test fails when its fault is put back. The faults are those of the demo project that the example spec
describes: a dozen JSON files for ECR, ECS, CodeDeploy, CodeBuild, CodePipeline and IAM, matched by hand.
"""

from __future__ import annotations

import re

import pytest

from generator.cfn.walk import resources
from tests.acceptance.templates import (
    BY_CODEDEPLOY,
    actions,
    build_file,
    cluster_of,
    each,
    environments,
    files,
    found,
    only,
    stages,
    statements,
    template,
)  # fmt: skip
from tests.golden.case import CASES

every_case = pytest.mark.parametrize("case", CASES)
by_codedeploy = pytest.mark.parametrize("case", BY_CODEDEPLOY)


def test_s1_a_tag_starts_the_pipeline_and_not_a_push_to_main() -> None:
    pipeline = only("example", "AWS::CodePipeline::Pipeline")
    assert pipeline["PipelineType"] == "V2"
    [trigger] = pipeline["Triggers"]
    assert trigger["GitConfiguration"]["Push"] == [{"Tags": {"Includes": ["v*"]}}]
    sources = stages("example")["Source"]
    assert trigger["GitConfiguration"]["SourceActionName"] == sources[0]["Name"] == "Source"
    assert {source["Configuration"]["DetectChanges"] for source in sources} == {"false"}


def test_s1_a_branch_environment_is_started_by_its_branch() -> None:
    pipeline = only("example", "AWS::CodePipeline::Pipeline", "dev")
    [push] = pipeline["Triggers"][0]["GitConfiguration"]["Push"]
    assert push["Branches"] == {"Includes": ["develop"]}
    assert "Tags" not in push


@by_codedeploy
def test_s2_a_release_registers_a_new_revision_with_the_new_image(case: str) -> None:
    for pipeline in each(case, "AWS::CodePipeline::Pipeline"):
        [deploy] = next(stage["Actions"] for stage in pipeline["Stages"] if stage["Name"] == "Deploy")
        assert deploy["ActionTypeId"]["Provider"] == "CodeDeployToECS"
        placeholder = deploy["Configuration"]["Image1ContainerName"]
        assert placeholder == "IMAGE1_NAME"
    for environment in environments(case):
        assert build_file(case, "taskdef.json", environment)["containerDefinitions"][0]["image"] == "<IMAGE1_NAME>"
        [appspec] = [text for path, text in files(case).items() if path.endswith(f"/{environment}/main/appspec.yaml")]
        assert re.search(r'TaskDefinition: "?<TASK_DEFINITION>"?$', appspec, re.M)
        assert "task-definition/" not in appspec


@by_codedeploy
def test_s3_the_image_is_handed_over_as_an_object(case: str) -> None:
    buildspecs = [text for path, text in files(case).items() if path.endswith("/buildspec.yml")]
    assert len(buildspecs) == sum(len(project.services) for project in CASES[case].build().projects)
    for text in buildspecs:
        assert """printf '{"ImageURI":"%s"}""" in text
        assert "imagedefinitions" not in text


def test_s4_every_file_has_one_name_everywhere() -> None:
    [deploy] = stages("example")["Deploy"]
    handed_over = set(build_file("example", "buildspec.yml")["artifacts"]["files"])
    configured = deploy["Configuration"]
    assert {configured["TaskDefinitionTemplatePath"], configured["AppSpecTemplatePath"]} < handed_over
    assert handed_over == {"taskdef.json", "appspec.yaml", "imageDetail.json"}


def test_s5_the_version_goes_from_the_tag_to_the_image_and_to_the_container() -> None:
    commands = "".join(build_file("example", "buildspec.yml")["phases"]["pre_build"]["commands"])
    assert "outputVariables.TagName" in commands
    assert 'VERSION="${TAG#v}"' in commands
    assert 'IMAGE_TAG="$(printf %s "$TAG"' in commands
    environment = build_file("example", "taskdef.json")["containerDefinitions"][0]["environment"]
    assert {"name": "VERSION", "value": "<VERSION>"} in environment


def test_s5_the_version_file_must_say_what_the_tag_says() -> None:
    [check, *_] = build_file("example", "buildspec.yml")["phases"]["build"]["commands"]
    assert ".version package.json" in check
    assert '"$FOUND" != "$VERSION"' in check


@pytest.mark.parametrize("case", ["example", "minimal", "https", "private-nat", "arm64-spot", "linear"])
def test_s6_releases_roll_back_by_themselves_and_watch_alarms(case: str) -> None:
    for group in each(case, "AWS::CodeDeploy::DeploymentGroup"):
        assert group["AutoRollbackConfiguration"] == {
            "Enabled": True,
            "Events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        }
        assert group["AlarmConfiguration"]["Enabled"] is True


_WITHOUT_ALARMS = {("all-at-once", "dev")}
"""Where the spec turns them off."""


@by_codedeploy
def test_s6_every_alarm_that_stops_a_release_exists(case: str) -> None:
    for environment in environments(case):
        alarms = {alarm["AlarmName"] for alarm in found(case, "AWS::CloudWatch::Alarm", f"{environment}/")}
        group = only(case, "AWS::CodeDeploy::DeploymentGroup", environment)
        named = {alarm["Name"] for alarm in group["AlarmConfiguration"].get("Alarms", [])}
        assert named == alarms
        assert len(named) <= 10
        assert bool(named) is ((case, environment) not in _WITHOUT_ALARMS)


@by_codedeploy
def test_s7_every_log_group_that_is_written_to_is_owned_and_expires(case: str) -> None:
    owned = {group["LogGroupName"]: group["RetentionInDays"] for group in found(case, "AWS::Logs::LogGroup")}
    used = {
        build_file(case, "taskdef.json", environment)["containerDefinitions"][0]["logConfiguration"]["options"][
            "awslogs-group"
        ]
        for environment in environments(case)
    }
    used |= {
        task["ContainerDefinitions"][0]["LogConfiguration"]["Options"]["awslogs-group"]
        for task in each(case, "AWS::ECS::TaskDefinition")
    }
    assert used
    assert used <= owned.keys()
    assert all(days > 0 for days in owned.values())


_KNOW_NO_RESOURCE = {
    "application-autoscaling:DescribeScalableTargets",
    "application-autoscaling:DescribeScalingPolicies",
    "application-autoscaling:DescribeScheduledActions",
    "cloudformation:ValidateTemplate",
    "cloudwatch:GetMetricData",
    "ecr:GetAuthorizationToken",
    # It knows one on paper; denials name "*": https://github.com/aws/containers-roadmap/issues/929
    "ecs:RegisterTaskDefinition",
    # It knows container instances, and Fargate has none: a condition names the cluster.
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
    "ecs:ListTasks",
    "ecs:DeregisterTaskDefinition",
    "ecs:DescribeTaskDefinition",
    "elasticloadbalancing:DescribeListeners",
    "elasticloadbalancing:DescribeRules",
    "elasticloadbalancing:DescribeTargetGroups",
    "elasticloadbalancing:DescribeTargetHealth",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}


@every_case
def test_s8_only_actions_that_know_no_resource_are_allowed_on_all(case: str) -> None:
    for environment in environments(case):
        roles = dict(resources(template(case, environment, "iam"), "AWS::IAM::Role"))
        assert roles.keys() >= {f"{noun}Role" for noun in ("Codebuild", "Codepipeline", "Execution", "Task")}
        for role in roles:
            allowed = list(statements(case, role, environment))
            assert allowed or role in ("TaskRole", "HookRole")
            for statement in allowed:
                assert "*" not in statement["Resource"] or set(statement["Action"]) <= _KNOW_NO_RESOURCE, statement
                assert not any(action.endswith("*") for action in statement["Action"]), statement


@by_codedeploy
def test_s8_roles_are_passed_one_by_one_and_to_ecs_only(case: str) -> None:
    for environment in environments(case):
        roles = dict(resources(template(case, environment, "iam"), "AWS::IAM::Role"))
        for role in ("CodepipelineRole", "CodedeployRole"):
            [passing] = [s for s in statements(case, role, environment) if s["Sid"] == "PassTaskRoles"]
            names = [roles[f"{noun}Role"]["RoleName"] for noun in ("Execution", "Task")]
            assert sorted(r["Fn::Sub"].split(":role/")[1] for r in passing["Resource"]) == sorted(
                name["Fn::Sub"] for name in names
            )
            services = {*passing["Condition"]["StringEquals"]["iam:PassedToService"]}
            assert services
            assert services <= {"ecs.amazonaws.com", "ecs-tasks.amazonaws.com"}


def test_s8_codedeploy_may_do_what_a_release_takes_and_no_more() -> None:
    allowed = actions("example", "CodedeployRole")
    assert {"elasticloadbalancing:ModifyRule", "s3:GetObjectVersion"} <= allowed
    assert not {"elasticloadbalancing:CreateTargetGroup", "cloudwatch:PutMetricAlarm"} & allowed
    assert "lambda:InvokeFunction" not in allowed
    assert "lambda:InvokeFunction" in actions("maximal", "CodedeployRole")


@every_case
def test_s9_a_task_has_a_role_of_its_own_that_may_do_nothing_unasked(case: str) -> None:
    for task in each(case, "AWS::ECS::TaskDefinition"):
        assert task["TaskRoleArn"] != task["ExecutionRoleArn"]
    for environment in environments(case):
        has_some = bool(list(statements(case, "TaskRole", environment)))
        assert has_some is (case in ("maximal", "containers", "workers")), "only these specs ask for something"


@every_case
def test_s10_every_pipeline_has_its_artifact_store(case: str) -> None:
    for pipeline in each(case, "AWS::CodePipeline::Pipeline"):
        assert pipeline["ArtifactStore"]["Type"] == "S3"
        assert pipeline["ArtifactStore"]["EncryptionKey"]["Type"] == "KMS"


@by_codedeploy
def test_s11_no_option_for_ec2_instances_reaches_an_ecs_deployment_group(case: str) -> None:
    for group in each(case, "AWS::CodeDeploy::DeploymentGroup"):
        assert "GreenFleetProvisioningOption" not in group["BlueGreenDeploymentConfiguration"]


@by_codedeploy
def test_s12_names_agree_wherever_they_are_said(case: str) -> None:
    for environment in environments(case):
        service = only(case, "AWS::ECS::Service", environment)
        made = {each["ClusterName"] for each in found(case, "AWS::ECS::Cluster", f"{environment}/")}
        cluster = cluster_of(case, environment)
        assert made <= {cluster}, "one that exists already is made by nobody here"
        group = only(case, "AWS::CodeDeploy::DeploymentGroup", environment)
        task = only(case, "AWS::ECS::TaskDefinition", environment)
        released = build_file(case, "taskdef.json", environment)
        appspec = build_file(case, "appspec.yaml", environment)["Resources"][0]["TargetService"]["Properties"]
        assert group["ECSServices"] == [{"ClusterName": cluster, "ServiceName": service["ServiceName"]}]
        [pair] = group["LoadBalancerInfo"]["TargetGroupPairInfoList"]
        made = {target["Name"] for target in found(case, "AWS::ElasticLoadBalancingV2::TargetGroup", environment)}
        assert {target["Name"] for target in pair["TargetGroups"]} == made
        assert len(made) == 2
        [balancer] = service["LoadBalancers"]
        behind = (balancer["ContainerName"], balancer["ContainerPort"])
        assert behind == (appspec["LoadBalancerInfo"]["ContainerName"], appspec["LoadBalancerInfo"]["ContainerPort"])
        first = [
            (each["Name"], port["ContainerPort"])
            for each in task["ContainerDefinitions"]
            for port in each["PortMappings"]
        ]
        assert behind in first
        later = [
            (each["name"], port["containerPort"])
            for each in released["containerDefinitions"]
            for port in each.get("portMappings", [])
        ]
        assert behind in later
        assert service["TaskDefinition"] == task["Family"] == released["family"]
