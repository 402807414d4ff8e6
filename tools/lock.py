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
    runtime, development, training, frames = (
        f"requirements/{name}.txt" for name in ("runtime", "dev", "training", "frames")
    )
    subprocess.run([*compile_lock, "-o", runtime, "pyproject.toml"], check=True)
    for extras, path in ((["dev"], development), (["training"], training), (["dev", "ray", "spark"], frames)):
        chosen = [word for extra in extras for word in ("--extra", extra)]
        command = [*compile_lock, *chosen, "-c", runtime, "-o", path, "pyproject.toml"]
        subprocess.run(command, check=True)
    for name in ("rivals", "fuzz"):
        path = f"requirements/{name}"
        subprocess.run([*compile_lock, "-o", f"{path}.txt", f"{path}.in"], check=True)


if __name__ == "__main__":
    main()
