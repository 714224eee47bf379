"""Shell commands that wait while ECS carries out a deployment of the service."""

from __future__ import annotations

from generator.model.service import Service

RUNNING = ("PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS")
"""https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServiceDeployments.html"""


def release_gate(service: Service) -> str:
    """The commands that wait for the end of a release, and end with 3 after 40 minutes.

    Its stack takes no update before, not even while the old tasks are kept. Whoever may not ask goes on.
    """
    names, region = service.names, service.project.region
    return f"""\
running() {{
  deployment="$(aws ecs list-service-deployments --region {region} \\
    --cluster {names.environment.cluster} --service {names.ecs_service} \\
    --status {" ".join(RUNNING)} \\
    --query 'serviceDeployments[0].serviceDeploymentArn' --output text 2>/dev/null)" || return 1
  test -n "$deployment" && test "$deployment" != None
}}
for minute in $(seq 40); do
  running || exit 0
  echo "$deployment goes on: waiting (minute $minute of 40)."
  sleep 60
done
echo "$deployment still goes on. Run this again when it has ended, or stop it." >&2
exit 3
"""
