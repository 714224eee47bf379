"""A stack -> the AWS CLI's commands that deploy it: what the workflow runs, and ``canaryform deploy --print`` shows.

https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator import naming
from generator.cfn.linked_role import TAKEN, linked_services
from generator.model.project import Project
from generator.naming.layout import LAYOUT, mark

_CONNECTION_OUTPUT = "ConnectionArn"
"""What the stack ``github`` calls the ARN of the connection that it makes."""
CAPABILITIES = ("CAPABILITY_NAMED_IAM",)
"""What a stack that makes IAM roles is deployed with."""


LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
"""The type of what may be protected from deletion by itself."""
LEFT_BEHIND = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")
"""The states of a stack that has nothing to go back to."""


_PATIENCE = 50
"""Minutes that an update may last which ``aws cloudformation deploy`` waits for: it does for an hour.

https://github.com/aws/aws-cli/blob/v2/awscli/customizations/cloudformation/deployer.py
"""


class Deployment(NamedTuple):
    """A stack as the deploy command takes it; paths are relative to the output folder."""

    stack: str
    folder: str
    """``shared``, or the environment's name."""
    service: str
    """Whose it is; empty for what services share."""
    template: str
    regions: tuple[str, ...]
    capabilities: tuple[str, ...] = ()
    stack_policy: str | None = None
    tags: Mapping[str, str] = {}
    is_protected: bool = False
    """Whether termination protection belongs on it."""
    bucket: str | None = None
    """The name of the bucket that takes the template, when it is too large for a call."""
    types: tuple[str, ...] = ()
    """The types of the resources in it."""
    needs_connection: bool = False
    """Whether it is useless before a person has authorised the connection to GitHub."""
    minutes: int = 0
    """How long an update may wait for a release; 0 where none does."""


BUCKET_OF_ONES_OWN = "${BUCKET:?name a bucket of this account and region, for a template that is too large for a call}"
"""A variable of the shell, which says so where it is not set."""


def account(region: str) -> str:
    """The account that the commands run in, as a shell substitutes it; the AWS CLI wants a region for every call."""
    return f"$(aws sts get-caller-identity --region {region} --query Account --output text)"


def commands(deployment: Deployment, region: str, folder: str = naming.OUTPUT_FOLDER) -> str:
    """The commands, as lines of a shell script; ``folder`` is where the templates are."""
    stack = f"--region {region} --stack-name {deployment.stack}"
    lines = [
        f"aws cloudformation deploy {stack}",
        f"--template-file {shlex.quote(f'{folder}/{deployment.template}')}",
        "--no-fail-on-empty-changeset",
    ]
    if deployment.capabilities:
        lines.append(f"--capabilities {' '.join(deployment.capabilities)}")
    if deployment.bucket:
        bucket = deployment.bucket.replace(naming.ACCOUNT, account(region)).replace(naming.REGION, region)
        lines.append(f'--s3-bucket "{bucket}" --s3-prefix templates')
    if deployment.tags:
        lines.append(f"--tags {' '.join(shlex.quote(f'{key}={value}') for key, value in deployment.tags.items())}")
    script = _command(*lines)
    if deployment.minutes > _PATIENCE:
        script = _patiently(script, stack)
    if deployment.stack_policy:
        policy = shlex.quote(f"file://{folder}/{deployment.stack_policy}")
        script += _command(f"aws cloudformation set-stack-policy {stack}", f"--stack-policy-body {policy}")
    if deployment.is_protected:
        protect = f"aws cloudformation update-termination-protection {stack}"
        script += _command(protect, "--enable-termination-protection")
    return script


def _patiently(deploy: str, stack: str) -> str:
    """The commands that wait for the end of an update which is still at work when the CLI waits no more.

    What has come to its end by then has failed. The last call finds nothing left to do, unless the stack was at work
    with somebody else's update.
    """
    body = "".join(f"  {line}\n" for line in deploy.splitlines())
    return f"""\
deploy() {{
{body}}}
updating() {{
  status="$(aws cloudformation describe-stacks {stack} \\
    --query 'Stacks[0].StackStatus' --output text)"
  case "$status" in *_IN_PROGRESS) return 0 ;; *) return 1 ;; esac
}}
if ! deploy; then
  updating || exit 1
  while updating; do sleep 30; done
  case "$status" in *ROLLBACK* | *FAILED) exit 1 ;; esac
  deploy
fi
"""


def linked_roles(types: Iterable[str], region: str) -> str:
    """The commands that make the service-linked roles for resources of these types; empty where none is needed.

    What IAM refuses stops nothing: AWS then makes the role itself, with the first resource that needs it. IAM has no
    regions, but ``region`` says which partition's IAM is asked, also where a person has none configured.
    """
    services = linked_services(types)
    if not services:
        return ""
    make = f'aws iam create-service-linked-role --region {region} --aws-service-name "$service"'
    return f"""\
for service in {" ".join(services)}; do
  answer="$({make} 2>&1)" || case "$answer" in
    *"{TAKEN}"*) ;;
    *) echo "$answer" >&2 ;;
  esac
done
"""


def layout_gate(project: Project) -> str:
    """The commands that end with 1 where the environment was laid out otherwise, or by somebody else.

    They ask the first of its stacks, which has that name in every layout. Whoever may not ask goes on.
    """
    stack = project.names.handing_stack("network")
    return f"""\
description="$(aws cloudformation describe-stacks --region {project.region} --stack-name {stack} \\
  --query 'Stacks[0].Description' --output text 2>/dev/null)" || description=None
case "$description" in
"" | None | *"{mark()}") ;;
*)
  echo "{stack} is there, and not by layout {LAYOUT} of canaryform: $description" >&2
  echo 'Go on with the canaryform that made it, or add an environment beside this one.' >&2
  exit 1
  ;;
esac
"""


def leftover_gate(stack: str, region: str, types: Iterable[str] = ()) -> str:
    """The commands that delete what a creation that failed has left of ``stack``: no update is possible from there.

    ``types`` are those of its resources: a load balancer may be protected from deletion, its own stack's too.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-update-rollback-failed
    """
    place = f"--region {region} --stack-name {stack}"
    states = "|".join(LEFT_BEHIND)
    unprotect = _unprotect(place, region) if LOAD_BALANCER in types else ""
    return f"""\
status="$(aws cloudformation describe-stacks {place} \\
  --query 'Stacks[0].StackStatus' --output text 2>/dev/null)" || status=none
case "$status" in
{states})
  echo "{stack} is $status: what is left of it is deleted first." >&2
{unprotect}  aws cloudformation delete-stack {place}
  aws cloudformation wait stack-delete-complete {place}
  ;;
UPDATE_ROLLBACK_FAILED)
  aws cloudformation continue-update-rollback {place}
  aws cloudformation wait stack-rollback-complete {place}
  ;;
esac
"""


def _unprotect(place: str, region: str) -> str:
    """The commands that let the load balancers of a stack go. What is refused stops nothing: the deletion says why.

    What stays of a creation that failed may be the load balancer itself, and that alone keeps it from going:
    https://github.com/aws-cloudformation/rain/issues/187
    """
    left = f"ResourceType=='{LOAD_BALANCER}' && PhysicalResourceId && ResourceStatus!='DELETE_COMPLETE'"
    return f"""\
  for balancer in $(aws cloudformation list-stack-resources {place} \\
    --query "StackResourceSummaries[?{left}].PhysicalResourceId" --output text); do
    aws elbv2 modify-load-balancer-attributes --region {region} --load-balancer-arn "$balancer" \\
      --attributes Key=deletion_protection.enabled,Value=false >/dev/null || continue
  done
"""


def connection_gate(project: Project, stack: str) -> str:
    """The commands that go on only once somebody has authorised the connection that ``stack`` needs.

    They end with 3 where that is still to be done, as ``canaryform deploy`` does. Whoever may not ask goes on.
    """
    region = project.region
    arn = project.connection
    if not arn:
        outputs = f"--query \"Stacks[0].Outputs[?OutputKey=='{_CONNECTION_OUTPUT}'].OutputValue\" --output text"
        github = naming.shared_stack(project.name, "github")
        arn = f"$(aws cloudformation describe-stacks --region {region} --stack-name {github} {outputs})"
    service = "codestar-connections" if ":codestar-connections:" in arn else "codeconnections"
    console = f"https://{region}.console.aws.amazon.com/codesuite/settings/connections?region={region}"
    return f"""\
connection="{arn}"
status="$(aws {service} get-connection --region {region} --connection-arn "$connection" \\
  --query Connection.ConnectionStatus --output text)" || status="not known"
if [ "$status" != AVAILABLE ] && [ "$status" != "not known" ]; then
  echo "{stack} waits: the connection $connection to GitHub is $status." >&2
  echo 'Open {console}, choose it and "Update pending connection"; then run this again.' >&2
  exit 3
fi
"""


def _command(*parts: str) -> str:
    return " \\\n  ".join(parts) + "\n"
