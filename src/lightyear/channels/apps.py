"""Finds every channel in this package: a file that calls `channel.register` is known by being here."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lightyear.channels"

    def ready(self) -> None:
        for module in iter_modules(import_module(self.name).__path__):
            if not module.name.startswith("_"):
                import_module(f"{self.name}.{module.name}")
