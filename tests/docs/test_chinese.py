"""docs/zh: every page of the documents is there in Chinese, with the same sections, code, tables and links."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.gate.catalog import ROOMS
from tests.docs.copied import copied
from tests.docs.page import ROOT, Page
from tests.docs.translation import (
    CHINESE,
    CHINESE_README,
    DOCS,
    GENERATED,
    Translation,
    anchors,
    page_names,
    translation,
)

WORDS = {
    "您": "你",
    "监听": "侦听",
    "警报": "告警",
    "报警": "告警",
    "凭据": "凭证",
    "仪表板": "控制面板",
    "负载平衡": "负载均衡",
    "合并请求": "拉取请求",
    "pull request": "拉取请求",
    "变更组": "变更集",
    "部署管道": "流水线",
    "任务定义家族": "任务定义族",
    "金丝雀部署": "金丝雀发布",
    "第一次发布": "首次发布",
    "伸缩": "扩展",
    "初始镜像": "引导镜像",
    "省略时": "不写时",
    "构件": "工件",
    "机密": "密钥值",
    "规格在": "spec 在",
    "规格中": "spec 中",
    "规格要": "spec 要",
    "随规格": "随 spec",
}
"""Words that the Chinese pages do not use, and what they say for it, as AWS's own Chinese pages do."""

every_page = pytest.mark.parametrize("name", page_names(CHINESE))
every_translated_page = pytest.mark.parametrize("name", sorted({*page_names(CHINESE)} - GENERATED))


def test_every_page_is_there_in_both_languages() -> None:
    assert page_names() == page_names(CHINESE), "a page of docs/ has its Chinese in docs/zh/, of the same name"


@every_translated_page
def test_the_chinese_page_says_what_the_english_one_does(name: str) -> None:
    differences = translation(name).differences()
    told = "".join(f"\n- {each}" for each in differences)
    assert not differences, (
        f"docs/zh/{name} is not as docs/{name}; `make docs` copies code into it, words are yours:{told}"
    )


@every_page
def test_every_link_leads_somewhere(name: str) -> None:
    here = Page(CHINESE / name, (CHINESE / name).read_text(encoding="utf-8"))
    for link in here.links:
        path, _, anchor = link.partition("#")
        if ":" in path:
            continue
        target = (here.path.parent / path).resolve() if path else here.path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_page_on_rules_names_every_room_with_its_place_in_the_book() -> None:
    links = Page(CHINESE / "rules.md", (CHINESE / "rules.md").read_text(encoding="utf-8")).links
    assert [link for link in links if "#" in link] == [f"../rules.md#{room.name}" for room in ROOMS]


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_the_page_on_a_generated_one_leads_to_it(name: str) -> None:
    assert f"../{name}" in Page(CHINESE / name, (CHINESE / name).read_text(encoding="utf-8")).links


@pytest.mark.parametrize("path", [*sorted(CHINESE.rglob("*.md")), CHINESE_README], ids=lambda path: path.name)
def test_a_thing_has_one_name_on_every_page(path: Path) -> None:
    text = Page(path, path.read_text(encoding="utf-8")).prose
    assert {word: instead for word, instead in WORDS.items() if word in text} == {}


ENGLISH_TEXT = """\
# Page

A `word`, 3 words and [a page](canary.md#what-the-default-catches).

## Two

```bash
canaryform status   # in a comment
# a comment
```

| a | b |
| --- | --- |
| c | `d` |
"""
CHINESE_TEXT = """\
# 页面

一个 `word` 3 个词和[一个页面](canary.md#默认设置能拦下什么)。

## 二

```bash
canaryform status   # 注释
# 另一条注释
```

| 甲 | 乙 |
| --- | --- |
| 丙 | `d` |
"""


def _differences(chinese: str) -> list[str]:
    return Translation(Page(DOCS / "page.md", ENGLISH_TEXT), Page(CHINESE / "page.md", chinese)).differences()


def test_words_and_comments_may_differ() -> None:
    assert _differences(CHINESE_TEXT) == []


@pytest.mark.parametrize(
    ("chinese", "instead", "told"),
    [
        ("## 二", "### 二", ['headings: English has "## Two", Chinese has "### 二" in its place']),
        ("\n## 二\n", "", ['headings: English has "## Two", Chinese has none in its place']),
        (
            "status ",
            "doctor ",
            [
                'below "## Two": code block in English alone: bash\ncanaryform status\n',
                'below "## Two": code block in Chinese alone: bash\ncanaryform doctor\n',
            ],
        ),
        (" 3 ", "几", ['below "# Page": number in English alone: 3']),
        ("| `d` |", "| `d`. |", ['below "## Two": the row of c has "`d`." in Chinese where English has "`d`"']),
        ("`word`", "词", ['below "# Page": code in the text in English alone: word']),
        ("| 甲 | 乙 |\n", "", ['below "## Two": 3 rows of tables in English, 2 in Chinese']),
        ("| 甲 | 乙 |", "| 甲 |", ['below "## Two": the row of a has 2 cells in English, 1 in Chinese']),
        (
            "canary.md#",
            "canary.md#x",
            [
                'below "# Page": link in English alone: canary.md#默认设置能拦下什么',
                'below "# Page": link in Chinese alone: canary.md#x默认设置能拦下什么',
            ],
        ),
    ],
)
def test_what_differs_is_told_with_its_section(chinese: str, instead: str, told: list[str]) -> None:
    assert _differences(CHINESE_TEXT.replace(chinese, instead)) == told


def test_code_and_cells_without_words_are_copied_and_words_and_comments_stay() -> None:
    english = Page(DOCS / "page.md", ENGLISH_TEXT)
    stale = CHINESE_TEXT.replace("| `d` |", "| `e` |")
    assert copied(Translation(english, Page(CHINESE / "page.md", stale))) == CHINESE_TEXT
    other_code = CHINESE_TEXT.replace("canaryform status", "canaryform doctor")
    ours, theirs = (text.split("```")[1] for text in (ENGLISH_TEXT, other_code))
    assert copied(Translation(english, Page(CHINESE / "page.md", other_code))) == other_code.replace(theirs, ours)


def test_a_link_out_of_the_documents_is_one_folder_longer() -> None:
    page = Translation(Page(DOCS / "page.md", ""), Page(CHINESE / "page.md", ""))
    assert page.link("../LICENSE") == "../../LICENSE"
    assert page.link("../README.md#install") == "../../README.zh-CN.md#安装"
    assert page.link("rules.md#template-schema") == "../rules.md#template-schema"
    assert page.link("https://example.com/#x") == "https://example.com/#x"
    assert (CHINESE / page.link("../LICENSE")).resolve() == ROOT / "LICENSE"
