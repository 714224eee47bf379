"""A spec -> a repository around it, with the service that its build takes."""

from __future__ import annotations

from pathlib import Path

from generator.app.build.compile import compile_spec

_VERSIONS = {
    "package.json": '{"version": "1.0.0", "scripts": {"lint": "true", "test": "true"}}',
    "pyproject.toml": '[project]\nversion = "1.0.0"\n',
    "VERSION": "1.0.0\n",
}


def repository(folder: Path, text: str, name: str = "shop.yaml") -> Path:
    """The path of the spec in it."""
    spec = folder / "specs" / name
    spec.parent.mkdir(parents=True, exist_ok=True)
    spec.write_text(text, encoding="utf-8")
    for source in compile_spec(text, name).sources:
        context = folder / source.context
        dockerfile = context / source.dockerfile
        dockerfile.parent.mkdir(parents=True, exist_ok=True)
        dockerfile.write_text("FROM scratch AS runtime\n", encoding="utf-8")
        (context / "package-lock.json").write_text("{}", encoding="utf-8")
        if source.version_file in _VERSIONS:
            (context / source.version_file).write_text(_VERSIONS[source.version_file], encoding="utf-8")
    return spec
