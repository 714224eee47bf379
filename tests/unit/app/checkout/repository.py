"""A spec beside a repository -> what its build would miss there, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from generator.app.build.compile import compile_spec
from generator.app.checkout import notes, problems

SPEC = """\
project: shop
region: us-west-2
repository: acme/shop
service:
  port: 3000
  context: app
build:
  version_file: {version_file}
  test: {test}
environments:
  dev:
    trigger: {{branch: develop}}
  prod:
    trigger: {{tag: "v*"}}
"""


def complaints(
    root: Path, version_file: str = "package.json", test: str = "[]", more: str = ""
) -> list[tuple[int, str]]:
    text = SPEC.format(version_file=version_file, test=test) + more
    file = root / "specs" / "shop.yaml"
    build = compile_spec(text, str(file))
    assert build.problems == ()
    found = problems(build.sources, text, str(file))
    # Both environments build the same folder.
    return list(dict.fromkeys((problem.location.line, problem.message) for problem in found))


def notes_of(repository: Path, dockerfile: str, **changed: object) -> list[str]:
    (repository / "app/Dockerfile").write_text(dockerfile)
    file = repository / "specs/shop.yaml"
    build = compile_spec(SPEC.format(version_file="none", test="[]"), str(file))
    return list(notes([source._replace(**changed) for source in build.sources], str(file)))  # type: ignore[arg-type]
