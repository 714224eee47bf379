"""What was interrupted, failed or taken away is made good by the same command."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from generator.app.build.compile import compile_spec
from generator.app.deploy.desired import wanted
from tests.deploy.world import SPEC, World
from tests.patience import SECONDS

pytestmark = pytest.mark.emulator
_PROJECTS = {project.environment.name: project for project in compile_spec(SPEC, "shop.yaml").projects}
_STACKS = {stack.noun: stack for stack in wanted(compile_spec(SPEC, "shop.yaml"), _PROJECTS["dev"])}


def test_a_failure_at_every_stack_in_turn(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    last = {stack.name: [*stack.resources][-1] for stack in _STACKS.values()}
    for name, resource in last.items():
        world.fault(stack=name, resource=resource, action="create", message="the moon is full")
    failed: list[str] = []
    while (ran := world.deploy()).returncode:
        assert ran.returncode == 3
        states = world.states()
        # A load balancer that is protected stays, until the next run takes the protection off.
        now = [name for name, state in states.items() if state in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED")]
        assert now, ran.stderr
        for name in now:
            assert f"error: {name} failed: {last[name]} (" in ran.stderr, ran.stderr
            needing = {each.name for each in _STACKS.values() if name in each.after}
            assert not needing & set(states), "they need the stack that failed"
        assert ran.stderr.count("the moon is full") == len(now)
        protected = [name for name in now if states[name] == "ROLLBACK_FAILED"]
        assert protected == [name for name in now if name == "shop-dev-alb"]
        assert ran.stderr.count("take that off before they delete the stack; then run") == len(protected)
        assert ran.stderr.count("run the same command again: it goes on from here") == len(now) - len(protected)
        failed += now
    assert sorted(failed) == sorted(last), "each fails once"
    assert set(world.states().values()) == {"CREATE_COMPLETE"}


def test_an_update_that_fails_is_rolled_back_and_tried_again(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy().returncode == 0
    world.write(SPEC.replace("port: 3000", "port: 3000\n  log_retention: 90"))
    world.fault(stack="shop-dev-ecs", resource="LogGroup", action="update", message="the moon is full")
    ran = world.deploy()
    assert ran.returncode == 3
    assert "LogGroup (AWS::Logs::LogGroup): " in ran.stderr
    assert world.states()["shop-dev-ecs"] == "UPDATE_ROLLBACK_COMPLETE"
    assert _retention(world) == 30
    again = world.deploy()
    assert again.returncode == 0, again.stderr
    assert _retention(world) == 90


def test_a_rollback_that_fails_is_continued_first(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy().returncode == 0
    world.write(SPEC.replace("port: 3000", "port: 3000\n  log_retention: 90\n  count: 3"))
    world.fault(stack="shop-dev-ecs", resource="ScalableTarget", action="update", message="the moon is full")
    world.fault(stack="shop-dev-ecs", resource="LogGroup", action="update", message="so is the sun", after=1)
    assert world.deploy().returncode == 3
    assert world.states()["shop-dev-ecs"] == "UPDATE_ROLLBACK_FAILED"
    again = world.deploy()
    assert again.returncode == 0, again.stderr
    assert "shop-dev-ecs: restoring: an earlier update could not be taken back" in again.stderr
    assert _retention(world) == 90
    targets = world.account.client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")
    assert [target["MinCapacity"] for target in targets["ScalableTargets"]] == [3]


def test_a_change_reaches_the_things_themselves(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy().returncode == 0
    permission = "{actions: [s3:GetObject], resources: ['arn:aws:s3:::a/*']}"
    world.write(SPEC.replace("port: 3000", f"port: 3000\n  permissions: [{permission}]") + "tags: {team: checkout}\n")
    ran = world.deploy()
    assert ran.returncode == 0, ran.stderr
    client = world.account.client
    iam, role = client("iam"), "shop-dev-task-us-west-2"
    [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    statements = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]["Statement"]
    assert any("s3:GetObject" in json.dumps(statement) for statement in statements)
    assert {"Key": "team", "Value": "checkout"} in iam.list_role_tags(RoleName=role)["Tags"]
    [service] = client("ecs").describe_services(cluster="shop-dev", services=["shop-dev"], include=["TAGS"])["services"]
    assert "team" not in [tag["key"] for tag in service["tags"]]
    assert service["deploymentController"] == {"type": "CODE_DEPLOY"}


def _retention(world: World) -> int:
    groups = world.account.client("logs").describe_log_groups(logGroupNamePrefix="/ecs/shop-dev")["logGroups"]
    return int(groups[0]["retentionInDays"])


def test_nothing_happens_twice(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy(environment="prod").returncode == 0
    before = world.events()
    cloudformation = world.account.client("cloudformation")
    everything = json.dumps(
        {"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]}
    )
    cloudformation.set_stack_policy(StackName="shop-prod-ecs", StackPolicyBody=everything)
    cloudformation.update_termination_protection(StackName="shop-prod-alb", EnableTerminationProtection=False)
    again = world.deploy(environment="prod")
    assert again.returncode == 0
    assert "11 unchanged" in again.stdout
    assert world.events() == before
    assert "Deny" in cloudformation.get_stack_policy(StackName="shop-prod-ecs")["StackPolicyBody"]
    assert all(stack["EnableTerminationProtection"] for stack in world.account.stacks().values())
    left = [row for name in world.states() for row in cloudformation.list_change_sets(StackName=name)["Summaries"]]
    assert [row for row in left if row["ExecutionStatus"] == "AVAILABLE"] == []


def test_two_deploys_at_once_make_one_system(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    processes = [world.begin(), world.begin()]
    for process in processes:
        out, err = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, out + err
    assert set(world.states().values()) == {"CREATE_COMPLETE"}
    vpcs = world.account.client("ec2").describe_vpcs(Filters=[{"Name": "tag:Project", "Values": ["shop"]}])["Vpcs"]
    assert len(vpcs) == 1


@pytest.mark.parametrize(("number", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_a_deploy_that_is_stopped_goes_on_where_it_was(
    number: signal.Signals, code: int, endpoint: str, tmp_path: Path
) -> None:
    world = World.make(endpoint, tmp_path)
    world.fault(stack="shop-dev-alb", resource="LoadBalancer", action="create", seconds=4)
    process = world.begin()
    assert process.stderr is not None
    for line in process.stderr:
        if "shop-dev-alb: LoadBalancer CREATE_IN_PROGRESS" in line:
            break
    process.send_signal(number)
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == code
    if number is signal.SIGINT:
        assert "interrupted, but CloudFormation goes on with what it has begun" in err
    assert world.states()["shop-dev-alb"] == "CREATE_IN_PROGRESS"
    again = world.deploy()
    assert again.returncode == 0, again.stderr
    assert set(world.states().values()) == {"CREATE_COMPLETE"}
    assert len(world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]) == 1


def test_a_protected_load_balancer_is_left_behind_and_goes(endpoint: str, tmp_path: Path) -> None:
    """Its deletion protection keeps it from being rolled back, and the stack from being deleted."""
    world = World.make(endpoint, tmp_path)
    world.fault(stack="shop-prod-alb", resource="ProductionListener", action="create", message="the moon is full")
    first = world.deploy(environment="prod")
    assert first.returncode == 3
    assert world.states()["shop-prod-alb"] == "ROLLBACK_FAILED"
    [left] = world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    again = world.deploy(environment="prod")
    assert again.returncode == 0, again.stderr
    assert (
        "shop-prod-alb: deleting: ROLLBACK_FAILED is left of an earlier try; it is deleted and made anew"
        in again.stderr
    )
    [made] = world.account.client("elbv2").describe_load_balancers()["LoadBalancers"]
    assert made["LoadBalancerArn"] != left["LoadBalancerArn"]
    attributes = world.account.client("elbv2").describe_load_balancer_attributes(
        LoadBalancerArn=made["LoadBalancerArn"]
    )
    assert {"Key": "deletion_protection.enabled", "Value": "true"} in attributes["Attributes"]


def test_a_protected_load_balancer_of_a_deletion_that_failed_goes_too(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    assert world.deploy(environment="prod").returncode == 0
    client = world.account.client("cloudformation")
    for stack in ("dashboard", "pipeline", "codedeploy", "monitoring", "ecs", "routes", "alb"):
        client.update_termination_protection(StackName=f"shop-prod-{stack}", EnableTerminationProtection=False)
        world.account.aws("cloudformation", "delete-stack", "--stack-name", f"shop-prod-{stack}")
        world.account.aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", f"shop-prod-{stack}")
    assert world.states()["shop-prod-alb"] == "DELETE_FAILED"
    again = world.deploy("--import-existing-resources", environment="prod")
    assert again.returncode == 0, again.stderr
    assert set(world.states().values()) <= {"CREATE_COMPLETE", "UPDATE_COMPLETE"}


def test_service_linked_roles_are_made_first_and_once(endpoint: str, tmp_path: Path) -> None:
    world = World.make(endpoint, tmp_path)
    first = world.deploy()
    assert first.returncode == 0, first.stderr
    made = [line.rpartition(" ")[2] for line in first.stderr.splitlines() if "made the service-linked role of" in line]
    # The emulator gives Application Auto Scaling's role for ECS the name of ECS's own, and so has it already.
    assert set(made) == {"ecs.amazonaws.com", "elasticloadbalancing.amazonaws.com"}
    roles = world.account.client("iam").list_roles(PathPrefix="/aws-service-role/")["Roles"]
    assert {f"/aws-service-role/{service}/" for service in made} == {role["Path"] for role in roles}
    again = world.deploy(environment="prod")
    assert again.returncode == 0, again.stderr
    assert "service-linked role" not in again.stderr
