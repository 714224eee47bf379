"""A service and its pipeline in the templates -> the steps of a release, from the tag to the end of the old tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.app.engine.catalog import shifter
from generator.canary.course import Course, Strategy
from generator.engines.catalog import engine_of
from generator.gate.rollout import Rollout
from generator.gate.system import Resource, System
from generator.gate.value import mapping, mappings, text
from generator.model.release import PAUSE_MINUTES
from generator.model.service import Service

_HOOKS = {
    "before_install": "before the new tasks are started",
    "after_install": "when the new tasks run",
    "after_test_traffic": "when the test port leads to the new tasks",
    "before_traffic": "before the first user reaches the new tasks",
    "after_traffic": "when all traffic has moved",
}
"""https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html."""


@dataclass(frozen=True)
class Step:
    """One step of a release."""

    title: str
    name: str
    """What does it, by its name in AWS; empty where nothing has one."""
    text: str
    minutes: str = ""
    """How long it takes, where the templates say it."""


def steps(service: Service, system: System, rollout: Rollout | None) -> tuple[Step, ...]:
    """All of them in their order."""
    found = [_trigger(service), *_of_pipeline(service, system)]
    if service.answers and rollout and rollout.course:
        found += _of_traffic(service, rollout, rollout.course)
    return tuple(found)


def rollout_of(service: Service, rollouts: tuple[Rollout, ...]) -> Rollout | None:
    """The one that a stack of the service's engine describes."""
    stacks = {service.names.stack(noun) for noun in engine_of(service).stacks}
    return next((each for each in rollouts if each.release.group.template.stack in stacks), None)


def _trigger(service: Service) -> Step:
    trigger = service.trigger
    if not service.release.pipeline:
        where = service.image_address.text if service.image_address else f"{service.image_repository} in ECR"
        said = f"somebody runs canaryform deploy --image with an image of {where}"
        return Step("Image", service.image_repository, f"A release begins when {said}.")
    if service.is_pushed:
        said = f"an image with a tag that matches {trigger.tag} is pushed to {service.container.image}"
        return Step("Image", service.image_repository, f"A release begins when {said}.")
    if trigger.tag:
        said = f"a tag such as {service.tag_prefix}1.2.3 that matches {trigger.tag} is pushed"
        return Step("Tag", trigger.tag, f"A release begins when {said}.")
    branch = trigger.branch or ""
    which = f"a branch that matches {branch}" if "*" in branch else f"the branch {branch}"
    return Step("Push", branch, f"A release begins with a push to {which} that changes files of the service.")


def _of_pipeline(service: Service, system: System) -> Iterator[Step]:
    stack = service.names.stack("pipeline")
    pipelines = [each for each in system.of("AWS::CodePipeline::Pipeline") if each.template.stack == stack]
    for pipeline in pipelines:
        for stage in mappings(pipeline.properties, "Stages"):
            for action in mappings(stage, "Actions"):
                if step := _action(service, pipeline, action):
                    yield step


def _action(service: Service, pipeline: Resource, action: Mapping[str, Any]) -> Step | None:
    configuration = mapping(action, "Configuration")
    project = text(configuration, "ProjectName")
    match text(action, "ActionTypeId", "Provider"):
        case "CodeStarSourceConnection":
            what = f"{text(configuration, 'FullRepositoryId')}, branch {text(configuration, 'BranchName')}"
            return Step(text(action, "Name"), pipeline.name, f"CodePipeline takes the commit from {what}.")
        case "ECR":
            return Step(
                text(action, "Name"), pipeline.name, f"CodePipeline takes the image from {service.container.image}."
            )
        case "CodeBuild" if service.is_pushed and project == service.names.build_project:
            return Step("Find", project, "CodeBuild looks whether its tag is a version, and is still of that image.")
        case "CodeBuild" if service.promotion and project == service.names.build_project:
            there = f"{service.promotion.repository(service.name)} of {service.promotion.account}"
            what = f"CodeBuild copies what {service.promotion.environment} built, from {there}, by its digest."
            return Step("Promote", project, what)
        case "CodeBuild" if project.endswith("_admit"):
            return Step("Admit", project, "CodeBuild refuses a tag whose commit is not on the main branch.")
        case "CodeBuild" if project == service.names.template_project:
            stack = service.names.stack("service")
            return Step("Template", project, f"CodeBuild fetches the template of the stack {stack} as it is deployed.")
        case "CodeBuild":
            tests = f" It runs {'; '.join(service.build.test)} first." if service.build.test else ""
            where = f"{service.image_repository} in ECR"
            return Step("Build", project, f"CodeBuild builds the image and pushes it to {where}.{tests}")
        case "Manual":
            return Step("Approval", text(action, "Name"), "Somebody has to approve it in CodePipeline.")
        case "CloudFormation" if (stack := text(configuration, "StackName")) in _of_jobs(service):
            return Step("Job", stack, "CloudFormation gives the job the same image, for later runs.")
        case provider if provider == shifter(service).deploy_action[0]:
            what = text(configuration, shifter(service).deploy_action[1])
            return Step("Deploy", what, f"{shifter(service).name} {_started(service)}.")
        case provider:
            return Step(text(action, "Name"), "", f"{provider} runs.")


def _of_jobs(service: Service) -> list[str]:
    return [job.names.stack("schedule") for job in service.jobs]


def _started(service: Service) -> str:
    if service.answers:
        return "starts the new tasks in the colour that has no traffic"
    if not service.rolls:
        minutes = _minutes(service.release.keep_old)
        return f"starts all new tasks beside all old ones. Both work for {minutes} more; then the old ones end"
    if not service.overlaps:
        return "ends the old task, and then starts the new one. None works for the time of a start"
    return "starts new tasks and ends old ones, until all are new. Old and new ones work at the same time"


def _of_traffic(service: Service, rollout: Rollout, course: Course) -> Iterator[Step]:
    balancer = service.project.load_balancer
    hooks = dict(service.release.hooks.functions)
    for hook in ("before_install", "after_install"):
        yield from _hook(service, hooks, hook)
    if balancer.has_test_listener:
        ports = f"Port {balancer.test_port}", f"port {balancer.production_port}"
        test, production = ("The test listener", "the other one") if balancer.existing else ports
        said = f"{test} leads to the new tasks; {production} still to the old ones."
        yield Step("Test traffic", "", said)
        yield from _hook(service, hooks, "after_test_traffic")
    yield from _pause(service, "tested")
    yield from _hook(service, hooks, "before_traffic")
    yield from _pause(service, "step")
    stops = "An alarm in this time takes it back." if rollout.has_alarms and rollout.goes_back else ""
    if course.strategy is Strategy.CANARY:
        said = f"{course.percent:g} % of the traffic reaches the new tasks. {stops}"
        yield Step("Canary", "", said.strip(), _minutes(course.canary_minutes))
    elif course.strategy is Strategy.LINEAR:
        said = f"{course.percent:g} % more of the traffic moves every {_minutes(course.minutes)}. {stops}"
        yield Step("Steps", "", said.strip(), _minutes(course.canary_minutes))
    yield Step("All traffic", "", "All of the traffic reaches the new tasks.")
    yield from _hook(service, hooks, "after_traffic")
    back = f"The old tasks stay: the way back is there at once. {stops}"
    yield Step("Old tasks", "", back.strip(), _minutes(course.keep_old))
    yield Step("End", "", "The old tasks end. From here on, the way back is a release of the version before.")


def _pause(service: Service, at: str) -> Iterator[Step]:
    if service.release.pause == at:
        often = ", and before each other shift" if at == "step" else ""
        said = f"It waits for somebody{often}: canaryform continue answers. Without an answer it is taken back."
        yield Step("Pause", "", said, _minutes(service.release.pause_timeout or PAUSE_MINUTES))


def _hook(service: Service, hooks: Mapping[str, str], name: str) -> Iterator[Step]:
    if name in hooks:
        yield Step("Hook", hooks[name], f"{shifter(service).name} calls it {_HOOKS[name]}, and stops where it fails.")


def _minutes(count: int) -> str:
    return f"{count} minute{'s' * (count != 1)}"
