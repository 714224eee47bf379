"""Every check, in the order in which a release, and then a run of a job, meets what it looks at."""

from __future__ import annotations

from generator.app.doctor.check import Check, DiagnosisContext
from generator.app.doctor.checks import (
    alarm_state,
    build_quota,
    connection_state,
    dead_letters,
    deployer_trust,
    deployment_group,
    existing,
    github_side,
    job_image,
    job_schedule,
    last_deployment,
    last_run,
    live_traffic,
    log_group,
    pipeline_run,
    promotion,
    quota,
    release_image,
    role_permissions,
    service_names,
    stack_policy,
    stack_state,
    target_groups,
    task_start,
    termination_protection,
    undelivered_runs,
)

CHECKS: tuple[Check, ...] = (
    stack_state.CHECK,
    termination_protection.CHECK,
    stack_policy.CHECK,
    quota.CHECK,
    build_quota.CHECK,
    role_permissions.CHECK,
    deployer_trust.CHECK,
    github_side.CHECK,
    connection_state.CHECK,
    pipeline_run.CHECK,
    release_image.CHECK,
    service_names.CHECK,
    log_group.CHECK,
    task_start.CHECK,
    target_groups.CHECK,
    deployment_group.CHECK,
    last_deployment.CHECK,
    alarm_state.CHECK,
    live_traffic.CHECK,
)
"""Those of a service."""

OF_WHAT_EXISTS: tuple[Check, ...] = (existing.CHECK,)
"""Those of what an environment uses and does not make."""

OF_PROMOTION: tuple[Check, ...] = (promotion.CHECK,)
"""Those of images that one environment builds, and another one releases."""

OF_QUEUES: tuple[Check, ...] = (dead_letters.CHECK,)
"""Those of a worker that has a queue."""

OF_JOBS: tuple[Check, ...] = (job_schedule.CHECK, job_image.CHECK, undelivered_runs.CHECK, last_run.CHECK)
"""Those of each job."""


def checks(context: DiagnosisContext) -> tuple[Check, ...]:
    """Those that have anything to look at: of a job alone, what is its own."""
    if context.job:
        return (role_permissions.CHECK, log_group.CHECK, *OF_JOBS)
    project = context.project
    has_others = bool(project.cluster or project.load_balancer.existing)
    return (
        *CHECKS,
        *(OF_PROMOTION if promotion.is_promoted(context) else ()),
        *(OF_WHAT_EXISTS if has_others else ()),
        *(OF_QUEUES if context.service.queue else ()),
        *(OF_JOBS if context.service.jobs else ()),
    )
