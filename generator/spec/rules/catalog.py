"""All cross-field rules, in the order in which they run; readings -> problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Problem
from generator.spec.rules import (
    alarm_range,
    alarm_time,
    alarm_unit,
    allow_ranges,
    arn_region,
    before,
    branches,
    build_cache,
    cidr,
    closed_routes,
    clusters,
    commands,
    connect,
    container_words,
    count,
    domain_certificate,
    exec_read_only,
    existing_load_balancer,
    fargate_size,
    health_check,
    hook_test_traffic,
    idle_load_balancer,
    idle_source,
    images,
    names,
    network_shape,
    overlap,
    partitions,
    patches,
    pipeline,
    ports,
    promotion,
    queues,
    region_services,
    release_engine,
    repository_ids,
    routes,
    schedules,
    security_groups,
    service_names,
    shared_image,
    shared_listener,
    shared_patches,
    sidecars,
    spot,
    tag_keys,
    tag_prefix,
    target,
    timezones,
    topics,
    triggers,
    ulimits,
    variables,
    volumes,
    waits,
)
from generator.spec.rules.protocol import EnvironmentRule, JobRule, ProjectRule, Reading, ServiceRule, SpecRule

PROJECT_RULES: tuple[ProjectRule, ...] = (
    region_services.RULE,
    tag_keys.RULE,
    network_shape.RULE,
    cidr.RULE,
    domain_certificate.RULE,
    existing_load_balancer.RULE,
    ports.RULE,
    allow_ranges.RULE,
    branches.RULE,
    tag_prefix.RULE,
    patches.RULE,
)

SERVICE_RULES: tuple[ServiceRule, ...] = (
    fargate_size.RULE,
    count.RULE,
    health_check.RULE,
    variables.RULE,
    container_words.RULE,
    ulimits.RULE,
    sidecars.RULE,
    target.RULE,
    spot.RULE,
    waits.RULE,
    volumes.RULE,
    exec_read_only.RULE,
    build_cache.RULE,
    commands.RULE,
    images.RULE,
    release_engine.RULE,
    connect.RULE,
    security_groups.RULE,
    arn_region.RULE,
    partitions.RULE,
)
"""Those of services that answer requests, and of workers."""

ANSWERING_RULES: tuple[ServiceRule, ...] = (
    closed_routes.RULE,
    alarm_range.RULE,
    alarm_time.RULE,
    alarm_unit.RULE,
    hook_test_traffic.RULE,
    before.RULE,
)
"""What only traffic makes wrong."""

WORKER_RULES: tuple[ServiceRule, ...] = (queues.RULE, topics.RULE, overlap.RULE)

JOB_RULES: tuple[ServiceRule | JobRule, ...] = (
    fargate_size.RULE,
    variables.RULE,
    container_words.RULE,
    ulimits.RULE,
    security_groups.RULE,
    schedules.RULE,
    timezones.RULE,
)
"""Those of services that are about a task, and those of jobs alone."""

ENVIRONMENT_RULES: tuple[EnvironmentRule, ...] = (pipeline.RULE,)

ROUTING_RULES: tuple[EnvironmentRule, ...] = (routes.RULE,)
"""Of the services that a load balancer sends requests to."""

SPEC_RULES: tuple[SpecRule, ...] = (
    names.RULE,
    service_names.RULE,
    triggers.RULE,
    shared_image.RULE,
    promotion.RULE,
    shared_listener.RULE,
    repository_ids.RULE,
    idle_source.RULE,
    idle_load_balancer.RULE,
    clusters.RULE,
    shared_patches.RULE,
)


def of_project(readings: Sequence[Reading]) -> Iterator[Problem]:
    """What is wrong in one environment; ``readings`` are those of its services."""
    yield from _problems(PROJECT_RULES, readings[0])
    for reading in readings:
        yield from _problems(SERVICE_RULES, reading)
        yield from _problems(ANSWERING_RULES if reading.service.answers else WORKER_RULES, reading)
    yield from _of_several(ENVIRONMENT_RULES, readings)
    yield from _of_several(ROUTING_RULES, [reading for reading in readings if reading.service.answers])


def of_jobs(readings: Sequence[Reading]) -> Iterator[Problem]:
    """What is wrong in the jobs of a spec; what their services say as well is told of both."""
    for reading in readings:
        yield from _problems(JOB_RULES, reading)


def of_spec(readings: Sequence[Reading]) -> Iterator[Problem]:
    """What is wrong between services and environments."""
    yield from _of_several(SPEC_RULES, readings)


def _of_several(rules: Sequence[EnvironmentRule | SpecRule], readings: Sequence[Reading]) -> Iterator[Problem]:
    for rule in rules:
        for finding in rule.check(readings):
            yield Problem(finding.location, finding.message, rule.id, finding.hint)


def _problems(rules: Sequence[ProjectRule | ServiceRule | JobRule], reading: Reading) -> Iterator[Problem]:
    for rule in rules:
        for finding in rule.check(reading):
            yield Problem(finding.location, finding.message, rule.id, finding.hint)
