"""The pages of the site with their short titles, in groups by what a reader wants of them: https://diataxis.fr."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A page, by its name in docs/ and docs/zh/, and its title in each language."""

    page: str
    english: str
    chinese: str


HOME = Entry("index.md", "Documents", "文档")
TUTORIAL = Entry("tutorial.md", "Tutorial", "教程")
GROUPS: dict[tuple[str, str], tuple[Entry, ...]] = {
    ("How-to", "操作指南"): (
        Entry("install.md", "Install", "安装"),
        Entry("first-release.md", "First release", "首次发布"),
        Entry("deploy.md", "Deploy", "部署"),
        Entry("operate.md", "Watch and go back", "观察和回退"),
        Entry("doctor.md", "Find out what is wrong", "找出问题"),
        Entry("change.md", "Change a running system", "修改运行中的系统"),
        Entry("diff.md", "Learn what a change does", "了解修改的后果"),
        Entry("github.md", "Branches at GitHub", "GitHub 上的分支"),
        Entry("release-flow.md", "Release by command", "用命令发布"),
        Entry("monorepo.md", "Several services", "多个服务"),
        Entry("workers.md", "Workers", "工作进程"),
        Entry("jobs.md", "Jobs", "作业"),
        Entry("images.md", "Images of others", "别处构建的镜像"),
        Entry("patches.md", "Patches", "补丁"),
        Entry("report.md", "The system on one page", "一页看懂系统"),
        Entry("copilot.md", "Come from AWS Copilot", "从 AWS Copilot 迁移"),
        Entry("development.md", "Work on canaryform", "参与开发"),
    ),
    ("Reference", "参考"): (
        Entry("spec.md", "Spec", "spec"),
        Entry("commands.md", "Commands", "命令"),
        Entry("rules.md", "Rules", "规则"),
        Entry("generated.md", "Generated files", "生成的文件"),
        Entry("faq.md", "Questions", "常见问题"),
        Entry("limits.md", "Limits and costs", "局限和费用"),
    ),
    ("Explanation", "原理"): (
        Entry("how-it-works.md", "How a release runs", "一次发布的过程"),
        Entry("engines.md", "Two engines", "两个引擎"),
        Entry("written-once.md", "Why a service is written once", "为什么服务只写入一次"),
        Entry("canary.md", "Canary mathematics", "金丝雀的数学"),
        Entry("security.md", "Security", "安全"),
        Entry("alternatives.md", "Other ways", "其他做法"),
        Entry("comparison.md", "Comparison", "比较"),
        Entry("performance.md", "Performance", "性能"),
    ),
}


def entries() -> list[Entry]:
    """Every page of the site, in the order in which it is read."""
    return [HOME, TUTORIAL, *(entry for group in GROUPS.values() for entry in group)]
