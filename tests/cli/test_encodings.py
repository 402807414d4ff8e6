"""Names and texts that no encoding holds, and lines as JSON Lines means them."""

import email
import json
import os
import subprocess
import sys
from typing import Any

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


def test_a_mail_is_read_in_the_encodings_its_parts_name(tmp_path):
    parts = (
        b"From: info@clinic.example\nSubject: x\nContent-Type: text/plain; charset=gb18030\n"
        b"Content-Transfer-Encoding: 8bit\n\n"
    )
    (tmp_path / "x.eml").write_bytes(parts + "电话13800138000，糖尿病\n".encode("gb18030"))

    scanned = CliRunner().invoke(main, ["scan", str(tmp_path / "x.eml"), "--json"])
    redacted = CliRunner().invoke(main, ["redact", str(tmp_path / "x.eml")])

    assert {"phone", "health_context"} <= {one["category"] for one in found(scanned.stdout)}
    assert redacted.exit_code == 0
    payload: Any = email.message_from_bytes(redacted.stdout_bytes).get_payload(decode=True)
    assert payload.decode() == "电话[phone]，[health]\n"
