"""Files that are of a kind by name or content, and that their reader refuses: one clear error, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.app.handwritten.given import Sort
from generator.app.handwritten.judgement import judge
from generator.app.handwritten.run import read
from generator.problems import Problem, Severity

_STEP = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
_ROLE = "arn:aws:iam::111122223333:role/a"
_NPM = "{package-ecosystem: nmp, directory: /, schedule: {interval: daily}}"
_STORE = '"artifactStore":{"type":"S3","location":"a"}'


def _errors(folder: Path, name: str, text: str) -> list[Problem]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    problems = judge(read([str(path)]), lambda _: ()).problems
    return [each for each in problems if each.severity is not Severity.ADVICE]


@pytest.mark.parametrize(
    ("name", "text", "line", "code", "part"),
    [
        ("policy.json", '{"Statement":\n"x"}', 1, "policy-shape", "Statement is a list or an object"),
        (
            "policy.json",
            '{"Statement":[\n{"Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}]}',
            2,
            "policy-shape",
            "lacks Effect",
        ),
        (
            "policy.json",
            '{"Statement":{"Effect":"Alow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}}',
            1,
            "policy-shape",
            "'Alow'",
        ),
        (
            "policy.json",
            '{"Statement":[{"Effect":"Allow",\n"Actions":"s3:GetObject","Resource":"arn:aws:s3:::a/*"}]}',
            2,
            "policy-shape",
            "no key 'Actions'",
        ),
        ("policy.json", '{"Version":"2012-10-17"}', 1, "policy-shape", "lacks Statement"),
        ("policy.json", '{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}', 1, "policy-shape", "neither a resource"),
        (
            "trust.json",
            '{"Statement":[{"Effect":"Allow","Principal":{"Servce":"ecs.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
            1,
            "policy-shape",
            "no key 'Servce'",
        ),
        ("ecs.stack-policy.json", '{"Statement":\n"x"}', 1, "update-statement", "list of objects"),
        ("ecs.stack-policy.json", "[]", 1, "syntax", "is a list"),
        (".github/workflows/a.yml", "on: push\njobs: {a: null}\n", 2, "workflow-shape", "a is an object"),
        (".github/workflows/a.yml", "on: push\njobs: {}\n", 2, "workflow-shape", "jobs is empty"),
        (".github/workflows/a.yml", "on: push\njobs:\n  a:\n    steps: [{run: x}]\n", 3, "workflow-shape", "runs-on"),
        (".github/workflows/a.yml", f"{_STEP}      - run: x\n        uses: a/b@v1\n", 7, "workflow-shape", "has both"),
        (".github/workflows/a.yml", f"{_STEP}      - name: x\n", 6, "workflow-shape", "neither uses nor run"),
        (".github/workflows/a.yml", f"{_STEP}      - run: x\n        envs: {{}}\n", 7, "workflow-shape", "'envs'"),
        (
            ".github/workflows/a.yml",
            _STEP.replace("push", "pushh") + "      - run: x\n",
            1,
            "workflow-shape",
            "on is 'pushh'",
        ),
        (".github/workflows/a.yml", "jobs: {a: {runs-on: x, steps: []}}\n", 1, "workflow-shape", "lacks on"),
        (".github/workflows/a.yml", "", 1, "syntax", "is empty"),
        ("tags.ruleset.json", '{"name":"a",\n"enforcement":"on","rules":[]}', 2, "ruleset-shape", "'on'"),
        ("tags.ruleset.json", '{"name":"a","target":"tag","rules":[]}', 1, "ruleset-shape", "lacks enforcement"),
        ("a.json", '{"enforcement":"active","target":"tag",\n"name":"a","rules":{}}', 2, "ruleset-shape", "is a list"),
        ("CODEOWNERS", "* @acme/team\n/docs acme\n", 2, "code-owner", "'acme'"),
        (".github/dependabot.yml", "version: 1\nupdates: []\n", 1, "dependabot-shape", "version is '1'"),
        (".github/dependabot.yml", f"version: 2\nupdates:\n  - {_NPM}\n", 3, "dependabot-shape", "'nmp'"),
        (".github/dependabot.yml", "version: 2\n", 1, "dependabot-shape", "lacks updates"),
        (
            ".github/dependabot.yml",
            "version: 2\nupdates:\n  - {package-ecosystem: npm, directory: /}\n",
            3,
            "dependabot-shape",
            "lacks its schedule",
        ),
        ("Dockerfile", "", 1, "dockerfile-instructions", "no instruction"),
        ("Dockerfile", "# none\nRUN make\n", 2, "dockerfile-instructions", "begins with RUN"),
        ("Dockerfile", "ARG TAG\n", 1, "dockerfile-instructions", "no FROM"),
        ("Dockerfile", "FROM node:24\nRUM make\n", 2, "dockerfile-instructions", "no instruction RUM"),
        ("Dockerfile", "FROM\n", 1, "dockerfile-instructions", "FROM says nothing"),
        *((f"taskdef.{n}.json", text, 1, "syntax", "task definition") for n, text in enumerate(["null", "[]", "5"])),
        ("taskdef.json", "", 1, "syntax", "is not JSON"),
        *(("appspec.yaml", text, 1, "syntax", "an appspec is an object") for text in ("null", "[]", "")),
        *(("buildspec.yml", text, 1, "syntax", "a buildspec is an object") for text in ("null", "[]", "")),
        ("imageDetail.json", "null", 1, "syntax", "imageDetail.json is an object"),
        ("imageDetail.json", "[]", 1, "image-detail", "one object"),
        ("imagedefinitions.json", "{}", 1, "syntax", "is a list"),
        ("a.json", f'{{"pipeline":{{"name":"a","roleArn":"{_ROLE}",{_STORE}}}}}', 1, "api-input", "lacks stages"),
        (
            "a.json",
            f'{{"pipeline":{{"name":"a","roleArn":"{_ROLE}",{_STORE},\n"stages":[]}}}}',
            2,
            "api-input",
            "2 stages",
        ),
        ("a.json", '{"deploymentGroupInfo":null}', 1, "api-input", "is an object"),
    ],
)
def test_it_is_one_error_at_its_line(tmp_path: Path, name: str, text: str, line: int, code: str, part: str) -> None:
    [problem] = _errors(tmp_path, name, text)
    assert (problem.location.line, problem.code, problem.severity) == (line, code, problem.severity)
    assert part in problem.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dockerfile", "# syntax=acme/own\nFROM node:24\nPACK x\n"),
        ("Dockerfile", "# check=skip=all\n# escape=`\nFROM node:24\nRUN a `\n  b\n"),
        ("Dockerfile", "FROM node:24\nRUN <<EOF\nmake all\nEOF\n"),
        ("Dockerfile", "FROM node:24\nRUN cat <<<WORD\nUSER node\n"),
        ("Dockerfile.j2", "{% for each in all %}\nFROM {{ each }}\n{% endfor %}\n"),
        ("Dockerfile.dockerignore", "node_modules\n"),
        (
            ".github/workflows/a.yml",
            "on: [push]\njobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n    secrets: inherit\n",
        ),
        (".github/workflows/a.yml", f"{_STEP}      - run: x\n        env: ${{{{ vars.X }}}}\n"),
        ("policy.json", '{"Statement":{"Effect":"Deny","NotAction":"s3:GetObject","NotResource":"arn:aws:s3:::a"}}'),
        ("queries.json", '{"pipeline": [{"$match": {}}]}'),
        ("chart.yaml", "Version: 1.2.3\nname: a\n"),
    ],
)
def test_what_is_right_or_of_another_program_is_let_through(tmp_path: Path, name: str, text: str) -> None:
    assert _errors(tmp_path, name, text) == []


_DIRECTIVES = '{"Statement": [\n%{ if key != "" ~}\n{"Effect": "Allow"}\n%{ endif ~}\n]}'


def test_a_template_of_terraforms_in_a_folder_is_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text(_DIRECTIVES)
    [given] = read([str(tmp_path)])
    assert (given.sort, given.problems) == (Sort.UNKNOWN, ())
    assert "Terraform" in given.reason


def test_one_that_is_named_is_an_error(tmp_path: Path) -> None:
    assert [each.code for each in _errors(tmp_path, "policy.json", _DIRECTIVES)] == ["syntax"]
