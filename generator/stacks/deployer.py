"""The stack ``deployer``: one role an environment, for GitHub's workflows, that may deploy its stacks and no others.

An administrator deploys it, once in each account and region, and again when the spec gets other kinds of resources:
nobody else may make the roles that everything else is deployed with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from troposphere import GetAtt

from generator import naming
from generator.cfn.size import CALL_BYTES, indented_bytes
from generator.cfn.template import Template
from generator.engines.catalog import engine_of
from generator.model.project import Project, Spec
from generator.naming import ServiceNames, logical
from generator.policies.deployer import Grant, grants, shared_grants, statements
from generator.policies.deployer_things import names as environment_names
from generator.policies.deployer_things import pattern
from generator.policies.patched import is_known
from generator.resources import deployer, oidc_provider
from generator.stacks.stack import AdministratorStack, Stack


def templates(spec: Spec, stacks: Sequence[Stack]) -> Iterator[Template]:
    """As a rule one: as few as hold all environments; ``stacks`` are all the others, for what is in them."""
    projects: list[Project] = []
    made: Template | None = None  # Of ``projects``, where measuring has needed it.
    for project in spec.projects:
        grown = _template(spec, stacks, [*projects, project]) if projects else None
        if grown and _size(grown) > CALL_BYTES:
            yield made or _template(spec, stacks, projects)
            projects, grown = [], None
        projects, made = [*projects, project], grown
    yield made or _template(spec, stacks, projects)


def _size(template: Template) -> int:
    """As JSON, which has no comment and takes more than YAML does with the one that it begins with."""
    return indented_bytes(template.to_dict())


def _template(spec: Spec, stacks: Sequence[Stack], projects: Sequence[Project]) -> Template:
    shared = spec.shared
    result = Template(f"{shared.name}: who may deploy", shared.resource_tags)
    result.parameter(oidc_provider.oidc_provider_parameter())
    result.condition(logical.MAKES_OIDC_PROVIDER, oidc_provider.makes_oidc_provider())
    result.add(oidc_provider.oidc_provider(), shared.origin)
    policies = _add_policies(result, spec, stacks, _needs(spec, stacks, projects))
    for project in projects:
        name, origin = project.environment.name, project.environment.origin
        condition = logical.deployer_condition(name)
        result.condition(condition, deployer.is_here(project))
        waits = any(engine_of(service).update_minutes(service) for service in project.services)
        role = deployer.deployer(project, oidc_provider.oidc_provider_arn(), policies[name], waits=waits)
        result.add(role, origin)
        result.output(f"{role.title}Arn", f"Role that deploys {name}", GetAtt(role.title, "Arn"), condition=condition)
    return result


def _needs(spec: Spec, stacks: Sequence[Stack], projects: Sequence[Project]) -> Mapping[str, frozenset[Grant]]:
    """Environment -> what its deployer needs: for its own stacks, and for those that it shares with the others."""
    needs = {}
    for project in projects:
        own, shared = (_types(stacks, folder) for folder in (project.environment.name, naming.SHARED))
        needs[project.environment.name] = grants(project, own, shared) | shared_grants(spec.shared)
    return needs


def _types(stacks: Sequence[Stack], folder: str) -> set[str]:
    own = [stack for stack in stacks if stack.folder == folder]
    # Of a type that a patch adds, and nothing is known of here, the patch says what it takes.
    return {name for stack in own for name in stack.template.resource_types if not stack.patching or is_known(name)}


def _stack_name(spec: Spec, stack: Stack) -> str:
    """A stack's name, as the policies that all environments share have it."""
    service = pattern(stack.service) if stack.service else naming.MAIN
    if stack.folder == naming.SHARED:
        return naming.shared_stack(spec.shared.name, stack.noun, service)
    return ServiceNames(environment_names(spec), service).stack(stack.noun)


def _add_policies(
    result: Template, spec: Spec, stacks: Sequence[Stack], needs: Mapping[str, frozenset[Grant]]
) -> Mapping[str, Sequence[str]]:
    """Environment -> the logical ids of its policies: what all need in common ones, the rest in those of their own."""
    named = [*dict.fromkeys(_stack_name(spec, stack) for stack in stacks)]
    common = frozenset[Grant].intersection(*needs.values())
    added: dict[frozenset[Grant], list[str]] = {}
    number = 0
    for made in dict.fromkeys([common, *(need - common for need in needs.values())]):
        added[made] = []
        for document in deployer.packed(statements(spec, named, made)):
            number += 1
            managed = result.add(deployer.managed_policy(number, spec.shared.name, document), spec.shared.origin)
            added[made].append(managed.title)
    return {name: [*added[common], *(added[need - common] if need != common else [])] for name, need in needs.items()}


DEPLOYER = AdministratorStack("deployer", templates)
