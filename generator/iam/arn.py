"""ARNs as text, ``${AWS::Region}`` left open; for calls, which must not rest on how the policies are written."""

from __future__ import annotations

from generator import naming
from generator.model.project import Project
from generator.naming import EnvironmentNames


def key(names: EnvironmentNames) -> str:
    """The environment's KMS key, as the stacks of its services import it: its ARN holds an id that nobody knows."""
    return f"${{{naming.export(names.stack('base'), 'KeyArn')}}}"


def regional(service: str, resource: str) -> str:
    """Something in the environment's account and region."""
    return f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}"


def elsewhere(service: str, region: str, account: str, resource: str) -> str:
    """Something in another account or region."""
    return f"arn:${{AWS::Partition}}:{service}:{region}:{account}:{resource}"


def listeners(project: Project) -> list[str]:
    """Those of the load balancer that is made, or the one or two that exist and get rules of ours."""
    existing = project.load_balancer.existing
    made = regional("elasticloadbalancing", f"listener/app/{project.names.load_balancer}/*")
    return [*existing.listeners] if existing else [made]


def listener_rules(project: Project) -> list[str]:
    """The rules of these listeners; of one that exists, others' too: their ids tell nothing."""
    existing = project.load_balancer.existing
    made = regional("elasticloadbalancing", f"listener-rule/app/{project.names.load_balancer}/*")
    return [f"{each.replace(':listener/', ':listener-rule/')}/*" for each in existing.listeners] if existing else [made]


def role(name: str) -> str:
    """An IAM role."""
    return f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}"


def bucket(name: str, objects: str = "") -> str:
    """A bucket, or its ``objects``."""
    return f"arn:${{AWS::Partition}}:s3:::{name}{objects}"


def connection(project: str) -> str:
    """The GitHub connection that the shared stack makes."""
    return f"${{{naming.export(naming.shared_stack(project, 'github'), 'ConnectionArn')}}}"


def service(name: str) -> str:
    """A service as ``kms:ViaService`` calls it."""
    return f"{name}.${{AWS::Region}}.${{AWS::URLSuffix}}"
