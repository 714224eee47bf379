"""Shell commands that wait while CodeDeploy shifts the traffic of a service."""

from __future__ import annotations

from generator.model.service import Service


def release_gate(service: Service) -> str:
    """The commands that wait while a release shifts traffic, and end with 3 after 40 minutes.

    A task definition, a health check or a scaling event that changes in the middle of a shift fails the deployment:
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
    Old tasks that only wait for their end need nobody's patience. Whoever may not ask goes on.
    """
    names, region = service.names, service.project.region
    group = f"--application-name {names.application} --deployment-group-name {names.deployment_group}"
    return f"""\
shifting() {{
  for deployment in $(aws deploy list-deployments --region {region} \\
    {group} \\
    --include-only-statuses Created Queued InProgress Baking Ready --query deployments --output text 2>/dev/null); do
    test "$(aws deploy get-deployment --region {region} --deployment-id "$deployment" \\
      --query deploymentInfo.instanceTerminationWaitTimeStarted --output text)" = True || return 0
  done
  return 1
}}
for minute in $(seq 40); do
  shifting || exit 0
  echo "Deployment $deployment shifts traffic: waiting (minute $minute of 40)."
  sleep 60
done
echo "Deployment $deployment still shifts traffic. Run this again when it has ended, or stop it." >&2
exit 3
"""
