"""One service on its way: what its spec wants of its stacks, what AWS has, and how one becomes the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.app.deploy.desired import DesiredStack
from generator.app.deploy.progress import State
from generator.app.deploy.stack import StackDeploy
from generator.app.handwritten.document import parse
from generator.app.migrate.template import Template
from generator.app.migrate.traffic import Routes, Watch, routes
from generator.app.run.target import Target
from generator.errors import OutsideError
from generator.live import change_set as sets
from generator.live.change_set import Request
from generator.live.client import Aws
from generator.live.service import LiveService, find_service
from generator.live.stack import (
    LiveStack,
    find_stack,
    set_stack_policy,
    set_termination_protection,
    stack_resources,
)
from generator.live.template import stack_template
from generator.model.service import Service

_OPEN = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"}]})
_GONE = frozenset({"DELETE_COMPLETE", "DELETE_SKIPPED"})


@dataclass(frozen=True)
class Move:
    """A service, and all that steps need. Its ``target`` calls AWS with a look at the traffic after each change."""

    target: Target
    worker: StackDeploy
    stacks: Mapping[str, DesiredStack]
    """Those of the service as the spec wants them, by noun."""
    watch: Watch

    @property
    def aws(self) -> Aws:
        """The client that looks."""
        return self.target.aws

    @property
    def service(self) -> Service:
        """Which service it is."""
        return self.target.service

    @property
    def live(self) -> LiveService:
        """The service as ECS has it. Raises OutsideError where it has none."""
        found = find_service(self.aws, self.service.project.names.cluster, self.service.names.ecs_service)
        if found is None:
            hint = f"a service that is not there needs no migration: {self.target.command('deploy')}"
            raise OutsideError("cannot migrate", f"ECS has no service {self.service.names.ecs_service}", hint)
        return found

    @property
    def routes(self) -> Routes:
        """Its rules and target groups. Raises OutsideError where they are not there."""
        found = routes(self.aws, self.service)
        if found is None:
            raise OutsideError("cannot migrate", f"no production rule forwards to {self.service.names.base}")
        return found

    def stack(self, noun: str) -> LiveStack | None:
        """One of its stacks as it is, once CloudFormation has ended what it is at; None where there is none."""
        name = self.service.names.stack(noun)
        live = find_stack(self.aws, name)
        if live and live.is_busy:
            self.worker.operations.settle(live)
            live = find_stack(self.aws, name)
        if live and live.status == "UPDATE_ROLLBACK_FAILED":
            self.worker.operations.restore(live)
            live = find_stack(self.aws, name)
        return None if live is None or live.status in {"REVIEW_IN_PROGRESS", "DELETE_COMPLETE"} else live

    @property
    def pipeline(self) -> tuple[str, ...]:
        """The noun of the pipeline's stack, where the spec asks for one."""
        return ("pipeline",) if self.service.release.pipeline else ()

    def has(self, noun: str) -> frozenset[str]:
        """The logical ids of what a stack holds; none where it is not there."""
        name = self.service.names.stack(noun)
        if find_stack(self.aws, name) is None:
            return frozenset()
        return frozenset(each.logical_id for each in stack_resources(self.aws, name) if each.status not in _GONE)

    def template(self, noun: str) -> Template:
        """The template that a stack has. Raises SpecError for one that cannot be read."""
        name = self.service.names.stack(noun)
        found: Template = parse(name, stack_template(self.aws, name)).data
        return found

    def is_as_wanted(self, noun: str) -> bool:
        """Whether a stack has the template that the spec gives it."""
        name = self.service.names.stack(noun)
        live = find_stack(self.aws, name)
        return bool(live and live.is_settled) and self.template(noun) == parse(name, self._text(noun)).data

    def bring(self, noun: str) -> None:
        """Bring a stack to what the spec wants, as ``canaryform deploy`` does. Raises what kept it from that."""
        self.stack(noun)
        outcome = self.worker(self.stacks[noun])
        if outcome.error:
            raise outcome.error

    def update(
        self,
        noun: str,
        template: Template,
        parameters: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Give a stack that is there another template; nothing where it has that already."""
        self._change(noun, template, "UPDATE", parameters=parameters, tags=tags)

    def adopt(
        self,
        noun: str,
        template: Template,
        resources: Sequence[Mapping[str, Any]],
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """Take resources into a stack, new or there, that are in none."""
        self._change(noun, template, "IMPORT", resources, parameters)

    def unlock(self, noun: str) -> None:
        """Let updates touch what they may not touch otherwise, until :meth:`lock`."""
        set_stack_policy(self.aws, self.service.names.stack(noun), _OPEN)

    def lock(self, noun: str) -> None:
        """Give a stack the policy that the spec gives it; one without may touch all it has."""
        set_stack_policy(self.aws, self.service.names.stack(noun), self.stacks[noun].policy or _OPEN)

    def protect(self, noun: str) -> None:
        """What no change set brings: the stack policy, and termination protection."""
        self.lock(noun)
        if self.stacks[noun].deployment.is_protected:
            set_termination_protection(self.aws, self.service.names.stack(noun), is_on=True)

    def _text(self, noun: str) -> str:
        return self.stacks[noun].subject.text

    def _change(
        self,
        noun: str,
        template: Template,
        kind: str,
        imports: Sequence[Mapping[str, Any]] = (),
        parameters: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        self.stack(noun)
        wanted = self.stacks[noun]
        shown = replace(wanted, subject=wanted.subject._replace(data=template, text=json.dumps(template)))
        body, url = self.worker.bodies.of(shown)
        request = Request(
            wanted.name,
            body,
            url,
            tags,
            capabilities=wanted.deployment.capabilities,
            imports=imports,
            parameters=dict(parameters or {}),
        )
        made = sets.create(self.aws, request, kind, self.worker.operations.pace())
        if made:
            self.worker.operations.execute(made, State.IMPORTING if imports else State.UPDATING)
        self.watch()
