"""Which templates of the golden cases are read again by cfn-lint for no more than another name."""

from __future__ import annotations

from collections.abc import Iterable

from generator.gate.subject import Subject
from tests.golden.case import CASES
from tests.golden.kind import first_of_their_kind, nameless


def test_templates_are_alike_that_differ_by_names_alone() -> None:
    assert nameless("shop-dev-blue: 2", {"shop", "dev"}) == nameless("bank-prod-blue: 2", {"bank", "prod"})
    assert nameless("shop-dev-blue: 2", {"shop", "dev"}) != nameless("bank-prod-blue: 3", {"bank", "prod"})
    assert nameless("shop-dev-blue: 2", {"shop", "dev"}) != nameless("bank-prod-green: 2", {"bank", "prod"})


def test_every_type_of_resource_is_in_one_that_is_read() -> None:
    every = {kind for case in CASES.values() for kind in _types(case.build().subjects)}
    assert {kind for case in CASES.values() for kind in _types(first_of_their_kind(case))} == every


def _types(templates: Iterable[Subject]) -> set[str]:
    return {body["Type"] for template in templates for body in template.data["Resources"].values()}
