"""Names and texts that no encoding holds, and lines as JSON Lines means them."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lightyear.server.main import main

STRICT = {**os.environ, "PYTHONIOENCODING": "utf-8:strict", "PYTHONUTF8": "0"}
HALF = '{"\\ud83d k": "a@b.example"}\n'


def run(*words, given=None):
    """Run a command whose output is strict about what it can encode."""
    code = "import sys; from lightyear.server.main import main; main(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", code, *map(os.fsencode, words)],
        input=given,
        capture_output=True,
        check=False,
        env=STRICT,
    )


def found(raw):
    return [json.loads(line) for line in raw.splitlines()]


@pytest.mark.parametrize("form", ["--json", "--sarif", "--show-values"])
def test_half_a_surrogate_pair_is_reported_in_every_form(form):
    ran = run("scan", "--format", "jsonl", form, given=HALF.encode())

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"email" in ran.stdout


def test_half_a_surrogate_pair_is_judged():
    ran = run("decide", given=b'{"text": "\\ud800 ana@home.example", "sender": "other"}\n')

    assert (ran.returncode, found(ran.stdout)[0]["verdict"]) == (0, "redact")


@pytest.mark.parametrize("form", ["jsonl", "json", "har"])
def test_half_a_surrogate_pair_stays_where_all_else_is_redacted(form):
    entry = '{"request": {"url": "https://x.example", "note": "\\ud83d a@b.example"}}'
    given = f'{{"log": {{"entries": [{entry}]}}}}' if form == "har" else '{"k": "\\ud83d a@b.example"}'

    ran = run("redact", "--format", form, given=given.encode())

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b'"\\ud83d [email]"' in ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
@pytest.mark.parametrize("words", [["scan"], ["scan", "--json"], ["scan", "--sarif"], ["check-copy"]])
def test_a_file_name_that_is_no_text_is_reported(tmp_path, words):
    path = os.fsencode(tmp_path) + b"/x\xff.txt"
    with open(path, "wb") as file:
        file.write(b"MRN 48213377, guaranteed cure for asthma")

    ran = run(*words, path)

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert any(name in ran.stdout for name in (b"x\\udcff.txt", b"x%FF.txt"))


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_only_a_newline_ends_a_line_of_json_lines(tmp_path, sign):
    lines = json.dumps({"note": f"hello{sign}there", "mrn": "48213377"}, ensure_ascii=False) + "\n"
    (tmp_path / "x.jsonl").write_bytes((lines * 2).encode())
    (tmp_path / "unnamed").write_bytes((lines * 2).encode())
    runner = CliRunner()

    scanned = runner.invoke(main, ["scan", str(tmp_path), "--json"])
    checked = runner.invoke(main, ["check-copy", str(tmp_path), "--json"])

    assert (scanned.exit_code, checked.exit_code) == (0, 0)
    assert [one["row"] for one in found(scanned.stdout)] == [1, 2, 1, 2]
