"""The catalog knows every command module, and every command says what its entry says."""

from importlib import import_module
from keyword import iskeyword
from pkgutil import iter_modules

import click
import pytest

import generator.cli.commands
from generator.cli.catalog import COMMANDS


def test_every_command_module_is_in_the_catalog() -> None:
    modules = [f"generator.cli.commands.{module.name}" for module in iter_modules(generator.cli.commands.__path__)]
    commands = [name for name in modules if isinstance(getattr(import_module(name), "command", None), click.Command)]
    assert sorted(commands) == sorted(entry.module for entry in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_module_is_called_like_its_command(name: str) -> None:
    entry = COMMANDS[name]
    module = f"{name}_" if iskeyword(name) else name
    assert entry.module == f"generator.cli.commands.{module}"
    assert entry.help.endswith(".")
    assert len(entry.help) < 70


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_a_help(name: str) -> None:
    command = import_module(COMMANDS[name].module).command
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))
