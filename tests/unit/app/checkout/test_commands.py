"""Commands of `build.test` that cannot succeed in the service's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.app.checkout.repository import complaints

NO_LOCK = "`npm ci` fails without a package-lock.json, and there is none in app"


@pytest.mark.parametrize(
    ("test", "package", "others", "expected"),
    [
        ("[npm ci, npm test]", '{"version": "1.2.3", "scripts": {"test": "x"}}', ["package-lock.json"], []),
        ("[npm ci, npm t]", '{"version": "1.2.3", "scripts": {"test": "x"}}', ["npm-shrinkwrap.json"], []),
        ("[npm ci]", '{"version": "1.2.3"}', [], [NO_LOCK]),
        ("[npm ci]", '{"version": "1.2.3"}', ["yarn.lock"], [NO_LOCK]),
        ("[npm install]", '{"version": "1.2.3"}', [], []),
        ("[npm test]", '{"version": "1.2.3"}', [], ["`npm test` fails: app/package.json has no script 'test'"]),
        (
            "[npm run lint]",
            '{"version": "1.2.3", "scripts": {"test": "x"}}',
            [],
            ["`npm run lint` fails: app/package.json has no script 'lint'"],
        ),
        ("[npm run lint --if-present]", '{"version": "1.2.3"}', [], []),
        ("[npm test -- --reporter=dot]", '{"version": "1.2.3", "scripts": {"test": "x"}}', [], []),
        ("[cd sub && npm ci]", '{"version": "1.2.3"}', [], []),
        ("[yarn test]", '{"version": "1.2.3"}', [], []),
        ("[npm test]", '{"version": "1.2.3", "scripts": 1}', [], []),
    ],
)
def test_commands_that_cannot_succeed(
    repository: Path, test: str, package: str, others: list[str], expected: list[str]
) -> None:
    (repository / "app/package-lock.json").unlink()
    (repository / "app/package.json").write_text(package)
    for name in others:
        (repository / "app" / name).write_text("{}")
    assert complaints(repository, test=test) == [(9, message) for message in expected]


@pytest.mark.parametrize("command", ["npm ci", "pnpm test", "yarn install"])
def test_commands_of_node_in_a_service_of_another_language(repository: Path, command: str) -> None:
    (repository / "app/package.json").unlink()
    message = f"`{command}` needs a package.json, and there is none in app"
    assert complaints(repository, "VERSION", f"[{command}, npm test]") == [(9, message)]
