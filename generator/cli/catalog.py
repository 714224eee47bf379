"""The commands: what each is called, the module that holds it, and its line in the help.

The help stands here so that ``canaryform --help`` loads no command, and a command's module loads what it works with
only when it runs: a usage error, a help text or a completion in the shell would otherwise wait for libraries.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command's module, which holds a click command as ``command``, and its help in one line."""

    module: str
    help: str


COMMANDS = {
    "init": Entry("generator.cli.commands.init", "Write a first spec, by asking a few questions."),
    "generate": Entry("generator.cli.commands.generate", "Turn specs into CloudFormation templates and build files."),
    "lint": Entry("generator.cli.commands.lint", "Judge what the specs would generate; write nothing."),
    "rules": Entry("generator.cli.commands.rules", "List what lint checks, and the AWS page that says so."),
    "power": Entry("generator.cli.commands.power", "Say how good a canary is: what its alarms catch."),
    "diff": Entry("generator.cli.commands.diff", "Say what a change does, before any account is asked."),
    "report": Entry("generator.cli.commands.report", "Write a project's system on one page, before it exists."),
    "draw": Entry("generator.cli.commands.draw", "Draw what an environment is made of, for a README."),
    "deploy": Entry("generator.cli.commands.deploy", "Bring an environment's stacks to what the spec says."),
    "status": Entry("generator.cli.commands.status", "Show how an environment is, from its version to its stacks."),
    "logs": Entry("generator.cli.commands.logs", "Print what a service's tasks write."),
    "exec": Entry("generator.cli.commands.exec", "Open a shell in a task, or run a command there."),
    "run": Entry("generator.cli.commands.run", "Start a job by hand, and follow it to its end."),
    "open": Entry("generator.cli.commands.open", "Open a service's address, or its pipeline, in the browser."),
    "continue": Entry("generator.cli.commands.continue_", "Let a release go on that waits, or take it back."),
    "rollback": Entry("generator.cli.commands.rollback", "Stop a release, or go back to an earlier one."),
    "migrate": Entry("generator.cli.commands.migrate", "Bring a service to the engine ecs, while it runs."),
    "destroy": Entry("generator.cli.commands.destroy", "Delete an environment's stacks, and say what is kept."),
    "validate": Entry("generator.cli.commands.validate", "Check the specs by themselves, quickly."),
    "iam": Entry("generator.cli.commands.iam", "Show what each role does and why, or what whoever deploys may do."),
    "github": Entry("generator.cli.commands.github", "Put workflows and branch rules in place at GitHub."),
    "release": Entry("generator.cli.commands.release", "Release and hotfix by Gitflow and SemVer tag."),
    "doctor": Entry("generator.cli.commands.doctor", "Find what keeps an environment from releasing."),
    "verify": Entry("generator.cli.commands.verify", "Ask a running service which version it is, over time."),
    "schema": Entry("generator.cli.commands.schema", "Print the JSON Schema of specs, for editors."),
    "cache": Entry("generator.cli.commands.cache", "Show or clear what earlier runs found out."),
    "completion": Entry("generator.cli.commands.completion", "Print the completion script for a shell."),
}
"""In the order in which somebody new needs them."""
