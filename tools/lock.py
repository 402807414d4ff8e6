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
    runtime, development, training = (f"requirements/{name}.txt" for name in ("runtime", "dev", "training"))
    subprocess.run([*compile_lock, "-o", runtime, "pyproject.toml"], check=True)
    for extra, path in (("dev", development), ("training", training)):
        command = [*compile_lock, "--extra", extra, "-c", runtime, "-o", path, "pyproject.toml"]
        subprocess.run(command, check=True)
    for name in ("rivals", "fuzz"):
        path = f"requirements/{name}"
        subprocess.run([*compile_lock, "-o", f"{path}.txt", f"{path}.in"], check=True)


if __name__ == "__main__":
    main()
