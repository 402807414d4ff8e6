"""Compiles the guard's kernels at install; without a compiler their twins in Python do the same work."""

import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = (Path("src/lightyear/guard/tagging"), Path("src/lightyear/guard/pieces"))
FLAGS = ("-O3", "-std=c11", "-shared", "-fPIC", "-fvisibility=hidden")


class Kernels(BuildHookInterface):  # type: ignore[type-arg]
    """Puts each compiled module beside its source, in an editable install and in a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        name = f"kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
        if not all(_compile(Path(self.root) / folder, name) for folder in FOLDERS):
            for folder in FOLDERS:
                (Path(self.root) / folder / name).unlink(missing_ok=True)
            sys.stderr.write("No C compiler worked: the guard runs in Python alone, with equal results.\n")
            return
        build_data["artifacts"].extend(str(folder / name) for folder in FOLDERS)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _compile(folder: Path, name: str) -> bool:
    command = [
        *shlex.split(sysconfig.get_config_var("CC") or "cc"),
        *FLAGS,
        f"-I{sysconfig.get_path('include')}",
        str(folder / "kernel.c"),
        "-o",
        str(folder / name),
    ]
    try:
        subprocess.run(command, check=True)  # noqa: S603 (the interpreter's own compiler)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
