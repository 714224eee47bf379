"""CloudFormation as a value: stacks that a test puts into any state, and what was asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from generator.app.build.compile import compile_spec
from generator.app.deploy.body import Bodies
from generator.app.deploy.desired import DesiredStack, wanted
from generator.app.deploy.operation import Operations
from generator.app.deploy.progress import Progress
from generator.app.deploy.schedule import Pace
from generator.app.deploy.stack import StackDeploy
from generator.live.client import Aws, AwsError
from generator.live.identity import Caller
from generator.naming.layout import mark

CALLER = Caller("123456789012", "arn:aws:iam::123456789012:user/ann")
SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service: {port: 3000}
environments:
  dev: {trigger: {branch: develop}}
  prod: {trigger: {tag: "v*"}}
"""
BUILD = compile_spec(SPEC, "shop.yaml")
PROJECTS = {project.environment.name: project for project in BUILD.projects}
NO_CHANGE = "The submitted information didn't contain changes. Submit different information to create a change set."


def stacks(environment: str = "prod") -> dict[str, DesiredStack]:
    """What the spec wants, by noun."""
    return {stack.noun: stack for stack in wanted(BUILD, PROJECTS[environment])}


@dataclass
class Cloud:
    """What is there, and what happens next."""

    status: dict[str, str] = field(default_factory=dict)
    """Stack -> its state; one that is not a key does not exist."""
    ends: dict[str, list[str]] = field(default_factory=dict)
    """Stack -> the states that its next operations end with, where that is not what was asked for."""
    changes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Stack -> what its change set holds; an empty list is no change."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Stack -> why its change set fails."""
    useless: dict[str, str] = field(default_factory=dict)
    """Stack -> why its change set, once made, cannot be carried out."""
    failure: str = "it is broken"
    templates: dict[str, Any] = field(default_factory=dict)
    """Stack -> its template, as botocore gives it; without one AWS refuses to tell it."""
    policies: dict[str, str] = field(default_factory=dict)
    validations: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """Stack -> what CloudFormation's checks say of its change set."""
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    resources: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    """Stack -> what its template says of itself, where that is not what ours say."""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """What was asked for, in order; looking is not."""
    given: list[dict[str, Any]] = field(default_factory=list)
    """The arguments of every change set."""
    _sets: dict[str, tuple[str, str]] = field(default_factory=dict)
    _events: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    def describe_stacks(self, **given: Any) -> dict[str, Any]:
        name = _name(given["StackName"])
        status = self.status.get(name)
        if status is None:
            raise AwsError("AWS refused DescribeStacks", "ValidationError", f"Stack with id {name} does not exist")
        if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
            self.status[name] = status.replace("_IN_PROGRESS", "_COMPLETE")
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs.get(name, {}).items()]
        given_back = {"StackName": name, "StackId": _arn(name), "StackStatus": status, "Outputs": outputs}
        return {"Stacks": [{**given_back, "Description": self.descriptions.get(name, f"{name} {mark()}")}]}

    def create_change_set(self, **given: Any) -> dict[str, str]:
        name, kind = given["StackName"], given["ChangeSetType"]
        self.calls.append((f"change set {kind}", name))
        self.given.append(given)
        exists = name in self.status and self.status[name] != "REVIEW_IN_PROGRESS"
        if kind == "UPDATE" and not exists:
            raise AwsError("AWS refused CreateChangeSet", "ValidationError", f"Stack [{name}] does not exist")
        if not exists:
            self.status[name] = "REVIEW_IN_PROGRESS"
        arn = f"arn:aws:cloudformation:us-west-2:123456789012:changeSet/{len(self.calls)}"
        self._sets[arn] = (name, kind)
        return {"Id": arn}

    def describe_change_set(self, **given: Any) -> dict[str, Any]:
        name, _ = self._sets[given["ChangeSetName"]]
        if name in self.reasons:
            return {"Status": "FAILED", "StatusReason": self.reasons[name]}
        if self.changes.get(name) == []:
            return {"Status": "FAILED", "StatusReason": NO_CHANGE}
        if name in self.useless:
            return {"Status": "CREATE_COMPLETE", "ExecutionStatus": "UNAVAILABLE", "StatusReason": self.useless[name]}
        return {"Status": "CREATE_COMPLETE", "ExecutionStatus": "AVAILABLE"}

    def execute_change_set(self, **given: Any) -> dict[str, Any]:
        name, kind = self._sets[given["ChangeSetName"]]
        self.calls.append((f"execute {kind}", name))
        self._end(name, f"{kind}_COMPLETE")
        return {}

    def delete_change_set(self, **given: Any) -> dict[str, Any]:
        self.calls.append(("delete change set", self._sets[given["ChangeSetName"]][0]))
        return {}

    def delete_stack(self, **given: Any) -> dict[str, Any]:
        name = _name(given["StackName"])
        self.calls.append(("delete", name))
        self._end(name, "DELETE_COMPLETE")
        if self.status[name] == "DELETE_COMPLETE":
            del self.status[name]
        return {}

    def continue_update_rollback(self, **given: Any) -> dict[str, Any]:
        name = _name(given["StackName"])
        self.calls.append(("continue rollback", name))
        self._end(name, "UPDATE_ROLLBACK_COMPLETE")
        return {}

    def get_template(self, **given: Any) -> dict[str, Any]:
        if given["StackName"] not in self.templates:
            raise AwsError("AWS refused GetTemplate", "AccessDenied", "no")
        return {"TemplateBody": self.templates[given["StackName"]]}

    def get_stack_policy(self, **given: Any) -> dict[str, Any]:
        return {"StackPolicyBody": self.policies.get(given["StackName"])}

    def set_stack_policy(self, **given: Any) -> dict[str, Any]:
        self.calls.append(("policy", given["StackName"]))
        return {}

    def update_termination_protection(self, **given: Any) -> dict[str, Any]:
        self.calls.append(
            ("protection on" if given["EnableTerminationProtection"] else "protection off", _name(given["StackName"]))
        )
        return {}

    def get_connection(self, **given: Any) -> dict[str, Any]:
        status = self.status.get(given["ConnectionArn"], "AVAILABLE")
        self.status[given["ConnectionArn"]] = "AVAILABLE"
        return {"Connection": {"ConnectionName": "shop", "ConnectionStatus": status}}

    def modify_load_balancer_attributes(self, **given: Any) -> dict[str, Any]:
        self.calls.append(("unprotect", given["LoadBalancerArn"]))
        return {}

    def pages(self, operation: str, **given: Any) -> Iterator[Any]:
        if operation == "describe_stack_events":
            yield from self._events.get(_name(given["StackName"]), [])
        elif operation == "describe_change_set":
            name, _ = self._sets[given["ChangeSetName"]]
            assert given["IncludePropertyValues"], "else CloudFormation leaves the values out"
            rows = self.changes.get(name, [{"Action": "Add", "LogicalResourceId": "New", "ResourceType": "AWS::X::Y"}])
            yield from ({"ResourceChange": row} for row in rows)
        elif operation == "describe_events" and "ChangeSetName" in given:
            name, _ = self._sets[given["ChangeSetName"]]
            yield from self.validations.get(name, [])
        elif operation == "list_stack_resources":
            yield from self.resources.get(_name(given["StackName"]), [])

    def _end(self, name: str, status: str) -> None:
        ends = self.ends.get(name)
        status = ends.pop(0) if ends else status
        rows = self._events.setdefault(name, [])
        if "ROLLBACK" in status or "FAILED" in status:
            rows.insert(0, _event(len(rows), "Thing", "AWS::X::Thing", "CREATE_FAILED", self.failure))
            cancelled = "Resource creation cancelled"
            rows.insert(0, _event(len(rows), "Other", "AWS::X::Other", "CREATE_FAILED", cancelled))
        rows.insert(0, _event(len(rows), name, "AWS::CloudFormation::Stack", status, ""))
        self.status[name] = status


class Fake(Aws):
    """AWS with a cloud of ours in it, whatever the service."""

    def __init__(self, cloud: Cloud) -> None:
        super().__init__("us-west-2")
        self.cloud = cloud

    def client(self, service: str) -> Any:
        return self.cloud

    def pages(self, service: str, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
        return self.cloud.pages(operation, **{name: value for name, value in parameters.items() if name != "Filters"})


def worker(cloud: Cloud, told: Callable[[Progress], None] = lambda progress: None, **options: Any) -> StackDeploy:
    """What brings stacks about in a cloud, without waiting."""
    aws, stop = Fake(cloud), Event()
    bodies = Bodies(aws, "bucket", lambda aws, name: False)
    return StackDeploy(Operations(aws, told, lambda: Pace(stop, 0, 0)), bodies, **options)


def _event(number: int, logical_id: str, kind: str, status: str, reason: str) -> dict[str, str]:
    return {
        "EventId": f"event-{logical_id}-{number}",
        "LogicalResourceId": logical_id,
        "ResourceType": kind,
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


def _arn(name: str) -> str:
    return f"arn:aws:cloudformation:us-west-2:123456789012:stack/{name}/1"


def _name(stack: str) -> str:
    return stack.split("/")[1] if stack.startswith("arn:") else stack
