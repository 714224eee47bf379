"""What a stack is: a noun, a template made from the model, and what must be deployed before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.cfn.template import Template
from generator.model.project import Project, Shared


@dataclass(frozen=True)
class EnvironmentStack:
    """A stack that every environment has of its own."""

    noun: str
    template: Callable[[Project], Template]
    after: tuple[str, ...] = ()
    """Nouns of the stacks that must exist first, by import or by name."""
    needs_iam: bool = False
    """Whether it must be deployed with CAPABILITY_NAMED_IAM."""
    protected: tuple[str, ...] = ()
    """Logical ids that no later update may touch: releases own them."""


@dataclass(frozen=True)
class SharedStack:
    """A stack that all environments of an account and region use. None where nothing is to be made."""

    noun: str
    template: Callable[[Shared], Template | None]
