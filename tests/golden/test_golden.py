"""Output is a contract: the same bytes, and none of them exempt from the gate."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cfnlint.decode.cfn_yaml import loads

from generator.app.build.compile import compile_spec
from generator.app.build.product import Format
from generator.app.judge.gate import judge
from generator.gate.cfn_lint import lint
from tests.golden.case import CASES, ROOT, Case
from tests.golden.kind import first_of_their_kind

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@every_case
def test_a_case_gives_its_golden_files_byte_for_byte(case: Case) -> None:
    build = case.build()
    assert build.problems == ()
    assert {artifact.path: artifact.text for artifact in build.artifacts} == case.files()


@every_case
def test_a_case_passes_the_gate(case: Case) -> None:
    """Whole, but for what cfn-lint says of templates that differ from others by names or the region alone."""
    assert judge(case.build(), lambda _: lint(first_of_their_kind(case))) == ()


@pytest.mark.slow
@every_case
def test_a_case_passes_the_whole_gate(case: Case) -> None:
    assert judge(case.build()) == ()


@every_case
def test_json_says_what_yaml_says(case: Case) -> None:
    text = case.spec.read_text(encoding="utf-8")
    as_json = {each.path: each.text for each in compile_spec(text, case.spec.name, Format.JSON).subjects}
    for subject in first_of_their_kind(case):
        assert json.loads(as_json[subject.path.replace(".yaml", ".json")]) == loads(subject.text)


def test_the_cases_that_were_asked_for_are_here() -> None:
    wanted = {"minimal", "maximal", "existing-vpc", "https", "private-nat", "arm64-spot", "linear", "all-at-once"}
    assert wanted | {"example"} <= CASES.keys()


_DIGEST = """
import hashlib, sys
from pathlib import Path
from generator.app.build.compile import compile_spec
build = compile_spec(Path(sys.argv[1]).read_text(encoding="utf-8"), sys.argv[1])
print(hashlib.sha256("".join(a.path + a.text for a in build.artifacts).encode()).hexdigest())
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "AWS_REGION": "eu-west-1", "HOME": "/nonexistent"},
    ],
)
def test_output_depends_on_the_spec_alone(environment: dict[str, str], tmp_path: Path) -> None:
    case = CASES["maximal"]
    expected = hashlib.sha256("".join(a.path + a.text for a in case.build().artifacts).encode()).hexdigest()
    # From another folder, and by an absolute path.
    result = subprocess.run(
        [sys.executable, "-c", _DIGEST, str(case.spec)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == expected
