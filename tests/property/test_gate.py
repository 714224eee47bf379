"""Every valid spec gives templates that the whole gate accepts."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from generator.app.build.compile import compile_spec
from generator.app.judge.gate import judge
from tests.property.examples import examples
from tests.strategies.spec import texts

_PHASES = [Phase.explicit, Phase.generate]


# Few and never shrunk, since cfn-lint takes its time; hypothesis draws others on every run.
@settings(
    max_examples=examples(3, 15), suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
@given(texts())
def test_a_valid_spec_passes_the_whole_gate(text: str) -> None:
    build = compile_spec(text, "spec.yaml")
    assert build.problems == ()
    assert judge(build) == ()
