"""``python -m tests.site.build FOLDER``: docs/ -> the documents as a site, English and below zh/ Chinese.

Zensical builds each language by itself, so that each has a search in its own words. Every warning is an error. What
the pages need of others (diagrams, and a worker for the search of a site that is opened as files) is served from
beside them: nothing is asked of another host.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.docs.page import ROOT
from tests.docs.translation import CHINESE, DOCS
from tests.site import pages
from tests.site.links import broken
from tests.site.navigation import GROUPS, HOME, TUTORIAL, Entry

_TOOLS = ROOT / ".tools/site"
_THEME = Path(__file__).with_name("theme")
_SCHEMES = (
    ("default", "(prefers-color-scheme)", "sun-moon", "Light", "浅色"),
    ("default", "(prefers-color-scheme: light)", "sun", "Dark", "深色"),
    ("slate", "(prefers-color-scheme: dark)", "moon", "As the system has it", "跟随系统"),
)
"""Colours, when they are chosen, and what the button beside them says, which leads to the next."""
_SCRIPTS = {
    "mermaid.js": "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js",
    "iframe-worker.js": "node_modules/iframe-worker/shim/index.js",
}


def build(site: Path) -> list[str]:
    """Write the site, and find the links in it that lead nowhere. Raises CalledProcessError."""
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary).resolve()
        _build(work / "en", DOCS, site, is_english=True)
        _build(work / "zh", CHINESE, site / "zh", is_english=False)
    return broken(site)


def _build(work: Path, source: Path, site: Path, *, is_english: bool) -> None:
    folder = work / "docs"
    folder.mkdir(parents=True)
    pages.put(source, folder)
    for name, script in _SCRIPTS.items():
        shutil.copyfile(_TOOLS / script, folder / name)
    shutil.copyfile(_THEME / "site.css", folder / "site.css")
    settings = work / "mkdocs.yml"
    # JSON is YAML.
    settings.write_text(json.dumps(_settings(is_english=is_english), ensure_ascii=False), encoding="utf-8")
    subprocess.run(
        [_TOOLS.resolve() / "bin/zensical", "build", "--strict", "--config-file", settings],
        cwd=work,
        check=True,
    )
    # Its links begin at the root of a host, where the site may not be.
    (work / "site/404.html").unlink()
    shutil.copytree(work / "site", site, dirs_exist_ok=True)


def _settings(*, is_english: bool) -> dict[str, Any]:
    def titled(entries: Iterable[Entry]) -> list[dict[str, str]]:
        return [{entry.english if is_english else entry.chinese: entry.page} for entry in entries]

    groups = [{names[0 if is_english else 1]: titled(group)} for names, group in GROUPS.items()]
    other = (
        {"root": "zh/", "lang": "zh", "name": "中文"}
        if is_english
        else {"root": "../", "lang": "en", "name": "English"}
    )
    return {
        "site_name": "canaryform",
        "site_dir": "site",
        "use_directory_urls": False,
        "nav": [*titled([HOME, TUTORIAL]), *groups],
        "theme": {
            "language": "en" if is_english else "zh",
            "font": False,
            "custom_dir": str(_THEME),
            "features": ["content.code.copy", "navigation.sections", "navigation.top", "search.highlight"],
            "palette": [_palette(*each, is_english=is_english) for each in _SCHEMES],
        },
        "plugins": ["search", "offline"],
        "extra": {
            "alternate": [other],
            "other_language": other,
            "generator": False,
            "polyfills": [{"path": "iframe-worker.js", "type": "text/javascript", "async": False, "defer": False}],
        },
        "extra_css": ["site.css"],
        "extra_javascript": ["mermaid.js"],
        "markdown_extensions": [
            "tables",
            "attr_list",
            {"toc": {"permalink": True, "slugify": {"object": "pymdownx.slugs.slugify", "kwds": {"case": "lower"}}}},
            {"pymdownx.highlight": {"use_pygments": True}},
            {
                "pymdownx.superfences": {
                    "custom_fences": [
                        {
                            "name": "mermaid",
                            "class": "mermaid",
                            "format": "pymdownx.superfences.fence_code_format",
                        }
                    ]
                }
            },
        ],
    }


def _palette(scheme: str, media: str, icon: str, english: str, chinese: str, *, is_english: bool) -> dict[str, Any]:
    toggle = {"icon": f"lucide/{icon}", "name": english if is_english else chinese}
    return {"media": media, "scheme": scheme, "toggle": toggle}


if __name__ == "__main__":
    found = build(Path(sys.argv[1]).resolve())
    sys.exit("\n".join(found) if found else None)
