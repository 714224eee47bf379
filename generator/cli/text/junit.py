"""What was judged and what was found -> a report in JUnit's XML, which CI systems show as tests.

There is no standard; this is what Jenkins, GitLab and Azure read alike, by the common schema:
https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree import ElementTree

from generator.cli.text.complaint import printable
from generator.problems import Problem

# What is no character of XML 1.0, https://www.w3.org/TR/xml/#charsets; the rest is escaped by the library.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(judged: Iterable[str], problems: Sequence[Problem], unknown: Mapping[str, str]) -> str:
    """A test for each file without a problem, one for each problem, and a skipped one for each file not judged."""
    files = dict.fromkeys([*judged, *(problem.location.file for problem in problems)])
    suite = ElementTree.Element("testsuite", name="canaryform lint")
    for file in files:
        found = [problem for problem in problems if problem.location.file == file]
        if not found:
            _case(suite, file, "no problems")
        for problem in found:
            location = problem.location
            place = f":{location.line}:{max(location.column, 1)}" if location.line else ""
            case = _case(suite, file, f"{problem.code}{place}")
            about = f"{file}{place}: {problem.severity}: {problem.message}"
            failure = ElementTree.SubElement(case, "failure", type=problem.code, message=_text(problem.message))
            failure.text = _text("\n".join(filter(None, [about, problem.hint])))
    for file, reason in unknown.items():
        ElementTree.SubElement(_case(suite, file, "not judged"), "skipped", message=_text(reason))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(problems)))
    suite.set("errors", "0")
    suite.set("skipped", str(len(unknown)))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}'


def _case(suite: ElementTree.Element, file: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_text(file), name=_text(name))


def _text(text: str) -> str:
    return "\n".join(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", printable(line)) for line in text.split("\n"))
