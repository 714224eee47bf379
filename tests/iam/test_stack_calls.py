"""Every call to CloudFormation in our code, those of ``deploy --plan`` among them, is the deployer's to make."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.session import get_session

import generator.live
from generator.iam.call import Call
from generator.iam.evaluation import allowed
from tests.deploy.called import deployer
from tests.golden.case import CASES

_SERVICE = "cloudformation"
_ACCOUNT = "123456789012"
_FOLDER = Path(generator.live.__file__).parent
_PLAN = {
    "CreateChangeSet", "DeleteChangeSet", "DescribeChangeSet", "DescribeEvents", "DescribeStacks", "GetStackPolicy",
    "GetTemplate",
}  # fmt: skip
"""What a plan needs: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html"""

_OF_AN_IMAGE = {"UpdateStack"}
"""What ``canaryform deploy --image`` calls, of the stacks that it releases to: test_releaser.py asks for it there."""


def _is_client(node: ast.AST) -> bool:
    """``aws.client("cloudformation")``."""
    match node:
        case ast.Call(func=ast.Attribute(attr="client"), args=[ast.Constant(value=service)]):
            return bool(service == _SERVICE)
        case ast.Tuple(elts=[first, *_]):
            return _is_client(first)
    return False


def _methods(function: ast.AST) -> Iterator[str]:
    """The methods that a function calls of a client, named or not, and what it asks in pages."""
    names = {
        target.id if isinstance(target, ast.Name) else ""
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_client(node.value)
        for target in node.targets
    }
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=value, attr=method) if _is_client(value):
                yield method
            case ast.Attribute(value=ast.Name(id=name), attr=method) if name in names:
                yield method
            case ast.Call(args=[ast.Constant(value=service), ast.Constant(value=str(operation)), *_]):
                if service == _SERVICE:
                    yield operation


@cache
def called() -> frozenset[str]:
    """The operations, by their names in AWS's documents."""
    model = get_session().get_service_model(_SERVICE)
    names = {xform_name(name): name for name in model.operation_names}
    methods = {
        method
        for file in _FOLDER.glob("*.py")
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for method in _methods(function)
    }
    return frozenset(names[method] for method in methods)


def test_the_calls_of_a_plan_are_among_those_that_are_found() -> None:
    assert called() >= _PLAN


@pytest.mark.parametrize("case", CASES)
def test_each_is_allowed_on_each_stack_of_the_environment(case: str) -> None:
    build = CASES[case].build()
    for project in build.projects:
        environment, region = project.environment.name, project.region
        may = deployer(build, environment, region)
        context = {"aws:RequestedRegion": region}
        for stack in build.stacks:
            if stack.folder == environment and not stack.by_administrator:
                arn = f"arn:aws:cloudformation:{region}:{_ACCOUNT}:stack/{stack.name}/1-2"
                refused = [
                    action
                    for action in called() - _OF_AN_IMAGE
                    if not allowed(may, Call("deployer", f"{_SERVICE}:{action}", arn, "", "", context))
                ]
                assert refused == [], stack.name
