"""All facts."""

from __future__ import annotations

from generator.difference.facts import (
    bootstrap_revision,
    codedeploy_service,
    custom_name,
    data,
    deletion_protection,
    desired_count,
    disabled_key,
    export_in_use,
    filled_store,
    immutable_key,
    interruption,
    live_rule,
    next_release,
    public_address,
    resource_type,
    rolling_service,
    routing,
    stack_policy,
)

FACTS = (
    resource_type.FACT,
    stack_policy.FACT,
    codedeploy_service.FACT,
    export_in_use.FACT,
    custom_name.FACT,
    immutable_key.FACT,
    live_rule.FACT,
    routing.FACT,
    data.FACT,
    filled_store.FACT,
    public_address.FACT,
    deletion_protection.FACT,
    interruption.FACT,
    disabled_key.FACT,
    rolling_service.FACT,
    desired_count.FACT,
    bootstrap_revision.FACT,
    next_release.FACT,
)
