"""Compiles the guard's kernel at install; without a compiler its twin in Python does the same work."""

import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src/lightyear/guard/tagging")
FLAGS = ("-O3", "-std=c11", "-shared", "-fPIC", "-fvisibility=hidden")


class Kernel(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled module beside its source, in an editable install and in a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        made = Path(self.root) / FOLDER / f"kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
        command = [
            *shlex.split(sysconfig.get_config_var("CC") or "cc"),
            *FLAGS,
            f"-I{sysconfig.get_path('include')}",
            str(Path(self.root) / FOLDER / "kernel.c"),
            "-o",
            str(made),
        ]
        try:
            subprocess.run(command, check=True)  # noqa: S603 (the interpreter's own compiler)
        except (OSError, subprocess.CalledProcessError):
            made.unlink(missing_ok=True)
            sys.stderr.write("No C compiler worked: the guard runs in Python alone, with equal results.\n")
            return
        build_data["artifacts"].append(str(FOLDER / made.name))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
