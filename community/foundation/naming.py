"""Code that is named by text and loaded at its first use: what few processes need costs the others nothing."""

from __future__ import annotations

import importlib
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup


def load(name: str) -> Any:
    """What "module:thing" names."""
    module, _colon, thing = name.partition(":")
    return getattr(importlib.import_module(module), thing)


class Later:
    """A module that is loaded when something of it is asked for: `Image = Later("PIL.Image")`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, thing: str) -> Any:
        return getattr(importlib.import_module(self._name), thing)


class Commands(AppGroup):
    """The application's commands, some of which are loaded only when somebody types or lists them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.named: dict[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.named})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.named:
            command: click.Command = load(self.named[cmd_name])
            return command
        return super().get_command(ctx, cmd_name)


def offer_command(app: Flask, name: str, where: str) -> None:
    """Have `flask <name>` run the command at "module:command"."""
    assert isinstance(app.cli, Commands)
    app.cli.named[name] = where


def init_app(app: Flask) -> None:
    """Let commands be named; before any is offered."""
    app.cli = Commands(app.name)
