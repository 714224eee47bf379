"""An environment -> the commands that end where AWS has a service that the spec does not name any more.

Deploying without it would leave its stacks behind for good, as ``canaryform deploy`` says too.
"""

from __future__ import annotations

import shlex

from generator import naming
from generator.model.project import Project
from generator.naming import MAIN, ServiceNames

LISTENER_OUTPUT = "ProductionListenerArn"
"""What the stack ``alb`` exports and the routes of each service import."""
_ROUTES = "routes"


def forgotten_gate(project: Project, file: str) -> str:
    """They end with 1. Who imports the listener is a service; whoever may not ask goes on. ``file`` is the spec.

    https://docs.aws.amazon.com/cli/latest/reference/cloudformation/list-imports.html
    """
    names = project.names
    known = [service.names.stack(_ROUTES) for service in project.services]
    main = ServiceNames(names).stack(_ROUTES)
    without_main = "" if main in known else f"  {main}) service={MAIN} ;;\n"
    beside = ServiceNames(names, "").stack(_ROUTES).removesuffix(f"-{_ROUTES}")
    export = naming.export(names.stack("alb"), LISTENER_OUTPUT)
    destroy = f"canaryform destroy {shlex.quote(file)} -e {names.environment} -s "
    way = shlex.quote(f"Put it back, run this, then take it out: {destroy}")
    return f"""\
importers="$(aws cloudformation list-imports --region {project.region} --export-name {export} \\
  --query 'Imports[]' --output text 2>/dev/null)" || importers=
for stack in $importers; do
  case "$stack" in
  {"|".join(known)}) continue ;;
{without_main}  {beside}*-{_ROUTES}) service="${{stack#{beside}}}" && service="${{service%-{_ROUTES}}}" ;;
  *) continue ;;
  esac
  echo "AWS has the service $service, and the spec has not: its stacks would be left behind." >&2
  echo {way}"$service" >&2
  exit 1
done
"""
