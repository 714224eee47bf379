"""An environment -> the commands that end where AWS has a service or a job that the spec does not name any more.

Deploying without it would leave its stacks behind for good, as ``canaryform deploy`` says too.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from generator import naming
from generator.model.project import Project
from generator.naming import MAIN, EnvironmentNames, ServiceNames

LISTENER_OUTPUT = "ProductionListenerArn"
"""What the stack ``alb`` exports and the routes of each service import."""
CLUSTER_OUTPUT = "ClusterArn"
"""What the stack ``base`` exports and the stack of that noun of each job imports."""
_ROUTES = "routes"
_JOB = "job"


def forgotten_gate(project: Project, file: str) -> str:
    """They end with 1. Who imports the listener is a service; the stack of that noun that imports the cluster is a job.

    Whoever may not ask goes on. ``file`` is the spec.
    https://docs.aws.amazon.com/cli/latest/reference/cloudformation/list-imports.html
    """
    names = project.names
    routes = [service.names.stack(_ROUTES) for service in project.services]
    main = ServiceNames(names).stack(_ROUTES)
    without_main = [] if main in routes else [f"{main}) service={MAIN} ;;"]
    jobs = [job.names.stack(_JOB) for job in project.jobs]
    services = naming.export(names.handing_stack("alb"), LISTENER_OUTPUT)
    cluster = naming.export(names.stack("base"), CLUSTER_OUTPUT)
    arms = [*_known(routes), *without_main, _beside(names, "service", _ROUTES)]
    left = "its stacks would be left behind"
    return (
        f"{_importers(project.region, services)}{_loop(project, file, 'service', arms, left)}"
        f"{_importers(project.region, cluster)}"
        f"{_loop(project, file, 'job', [*_known(jobs), _beside(names, 'job', _JOB)], 'it would go on running')}"
    )


def _importers(region: str, export: str) -> str:
    return f"""\
importers="$(aws cloudformation list-imports --region {region} --export-name {export} \\
  --query 'Imports[]' --output text 2>/dev/null)" || importers=
"""


def _known(stacks: Sequence[str]) -> list[str]:
    """An arm of the shell's ``case``, where there is one of them."""
    return [f"{'|'.join(stacks)}) continue ;;"] if stacks else []


def _beside(names: EnvironmentNames, variable: str, noun: str) -> str:
    """The arm for those that are beside the main service; the variable gets their name."""
    beside = ServiceNames(names, "").stack(noun).removesuffix(f"-{noun}")
    return f'{beside}*-{noun}) {variable}="${{stack#{beside}}}" && {variable}="${{{variable}%-{noun}}}" ;;'


def _loop(project: Project, file: str, variable: str, arms: Sequence[str], left: str) -> str:
    destroy = f"canaryform destroy {shlex.quote(file)} -e {project.environment.name} -s "
    way = shlex.quote(f"Put it back, run this, then take it out: {destroy}")
    cases = "".join(f"  {arm}\n" for arm in arms)
    return f"""\
for stack in $importers; do
  case "$stack" in
{cases}  *) continue ;;
  esac
  echo "AWS has the {variable} ${variable}, and the spec has not: {left}." >&2
  echo {way}"${variable}" >&2
  exit 1
done
"""
