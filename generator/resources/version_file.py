"""A service's version file -> the shell commands that print the version in it, and refuse another than the tag's."""

from __future__ import annotations

import shlex

from generator.model.service import Service

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


_SAME = """\
FOUND="$(READER)"
if [ "$FOUND" != "$VERSION" ]; then
  echo "The tag is $TAG, but FILE says $FOUND" >&2
  false
fi
"""


def same_version(service: Service) -> str:
    """The commands, which begin in the source and end in the build context; none where nothing is compared."""
    reader, context = read_version(service.build.version_file), service.container.context
    if reader is None:
        return ""
    check = _SAME.replace("READER", reader).replace("FILE", f"{context}/{service.build.version_file}")
    return f"cd {shlex.quote(context)}\n{check}"
