"""Pins what pyproject.toml asks for, with hashes and without the address of any registry."""

import subprocess
import sys

OPTIONS = [
    "--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras",
    "--no-emit-index-url", "--no-emit-find-links", "--no-header",
]  # fmt: skip


def main() -> None:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
    compile_lock = [sys.executable, "-m", "piptools", "compile", *OPTIONS]
    runtime, development = "requirements/runtime.txt", "requirements/dev.txt"
    subprocess.run([*compile_lock, "-o", runtime, "pyproject.toml"], check=True)
    subprocess.run(
        [*compile_lock, "--extra", "dev", "-c", runtime, "-o", development, "pyproject.toml"], check=True
    )


if __name__ == "__main__":
    main()
