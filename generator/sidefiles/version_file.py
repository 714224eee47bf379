"""A version file's name -> the shell command that prints the version in it."""

from __future__ import annotations

_PYPROJECT = (
    "import tomllib; t = tomllib.load(open('pyproject.toml', 'rb')); "
    "print(t.get('project', {}).get('version') or t['tool']['poetry']['version'])"
)

_READERS = {
    "package.json": "jq --exit-status --raw-output .version package.json",
    "pyproject.toml": f'python3 -c "{_PYPROJECT}"',
    "VERSION": "tr -d '[:space:]' < VERSION",
    "none": None,
}


def read_version(version_file: str) -> str | None:
    """The command, to be run in the build context; None where there is nothing to compare."""
    return _READERS[version_file]
