"""Every check, in the order in which a release meets what it looks at."""

from __future__ import annotations

from generator.app.doctor.check import Check
from generator.app.doctor.checks import (
    alarm_state,
    build_quota,
    connection_state,
    deployer_trust,
    deployment_group,
    github_side,
    last_deployment,
    live_traffic,
    log_group,
    pipeline_run,
    quota,
    release_image,
    role_permissions,
    service_names,
    stack_policy,
    stack_state,
    target_groups,
    task_start,
    termination_protection,
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
