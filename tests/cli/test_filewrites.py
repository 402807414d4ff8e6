"""What is read from pipes, and what is written from them and to Parquet."""

import base64
import json
import os
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from lightyear.server.main import main

CODE = "import sys; from lightyear.server.main import main; main(sys.argv[1:])"


@pytest.fixture
def run():
    return lambda *words, **how: CliRunner().invoke(main, [str(word) for word in words], **how)


def found(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("command", ["scan", "redact", "check-copy"])
def test_a_named_pipe_is_read_once(run, tmp_path, command):
    os.mkfifo(tmp_path / "pipe")
    text = "MRN 48213377, guaranteed cure for asthma\n"
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=(text,), daemon=True)
    writer.start()

    result = run(command, tmp_path / "pipe")
    writer.join(10)

    assert result.exit_code == 0
    assert {"scan": "mrn", "redact": "MRN [mrn]", "check-copy": "us.claim"}[command] in result.stdout


def test_what_trickles_in_is_told_by_all_of_its_start():
    reading, writing = os.pipe()

    def write():
        for piece in (b"name,mrn\n", b"Ana Reyes,48213377\n", b"Li Wei,48213378\n"):
            threading.Event().wait(0.3)
            os.write(writing, piece)
        os.close(writing)

    threading.Thread(target=write, daemon=True).start()
    ran = subprocess.run(
        [sys.executable, "-c", CODE, "scan", "--json"], stdin=reading, stdout=subprocess.PIPE, check=True
    )
    os.close(reading)

    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one["row"] for one in lines if one["field"] == "mrn"] == [1, 2]


def test_parquet_is_written_as_parquet_whatever_the_file_is_called(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"note": ["call 503-555-0147"]}), tmp_path / "x")

    result = run("redact", tmp_path / "x", "--format", "parquet", "-o", tmp_path / "y")
    as_text = run("redact", tmp_path / "x", "--format", "text")

    assert result.exit_code == 0
    assert pq.read_table(tmp_path / "y").to_pylist() == [{"note": "call [phone]"}]
    assert as_text.exit_code == 3


def test_columns_of_one_name_are_each_read_and_redacted(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    table = pa.Table.from_arrays(
        [pa.array(["call 503-555-0147", "hours"]), pa.array(["hours", "MRN 48213377"])],
        names=["note", "note"],
    )
    pq.write_table(table, tmp_path / "x.parquet")

    scanned = run("scan", tmp_path / "x.parquet", "--json")
    run("redact", tmp_path / "x.parquet", "-o", tmp_path / "y.parquet")

    assert [(one["row"], one["category"]) for one in found(scanned)] == [(1, "phone"), (2, "mrn")]
    cleaned = pq.ParquetFile(tmp_path / "y.parquet").read()
    assert [column.to_pylist() for column in cleaned.columns] == [
        ["call [phone]", "hours"],
        ["hours", "MRN [mrn]"],
    ]


def test_a_number_that_must_be_there_may_be_null_once_redacted(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    inner = pa.struct(
        [pa.field("ssn", pa.int64(), nullable=False), pa.field("id", pa.string(), nullable=False)]
    )
    schema = pa.schema(
        [
            pa.field("mrn", pa.int64(), nullable=False),
            pa.field("one", inner, nullable=False),
            pa.field("note", pa.string(), nullable=False),
        ]
    )
    row = {"mrn": 48213377, "one": {"ssn": 521449078, "id": "x"}, "note": "call 503-555-0147"}
    pq.write_table(pa.Table.from_pylist([row], schema), tmp_path / "x.parquet")

    result = run("redact", tmp_path / "x.parquet", "-o", tmp_path / "y.parquet")

    assert (result.exit_code, result.stderr) == (0, "")
    cleaned = pq.read_table(tmp_path / "y.parquet")
    assert cleaned.to_pylist() == [{"mrn": None, "one": {"ssn": None, "id": "x"}, "note": "call [phone]"}]
    assert not cleaned.schema.field("note").nullable


def test_texts_in_a_dictionary_stay_texts(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    column = pa.array(["ana@home.example", "none", "ana@home.example", None]).dictionary_encode()
    pq.write_table(pa.table({"email": column}), tmp_path / "x.parquet")

    run("redact", tmp_path / "x.parquet", "-o", tmp_path / "y.parquet")

    cleaned = pq.read_table(tmp_path / "y.parquet").column("email")
    assert cleaned.to_pylist() == ["[email]", "none", "[email]", None]
    assert pa.types.is_dictionary(cleaned.type)


@pytest.mark.parametrize("method", ["mask", "hash", "format"])
@pytest.mark.parametrize("name", ["x.eml", "x.har"])
def test_mail_and_archives_take_placeholders_only(run, tmp_path, name, method):
    (tmp_path / "key").write_text("a key for tests only")
    (tmp_path / "x.eml").write_text("From: ana@home.example\n\nMRN 48213377\n")
    (tmp_path / "x.har").write_text('{"log": {"entries": []}}')

    result = run(
        "redact", tmp_path / name, "--how", method, "--key-file", tmp_path / "key", "-o", tmp_path / "y"
    )

    assert result.exit_code == 3
    assert "placeholders" in result.stderr
    assert not (tmp_path / "y").exists()


def test_copy_in_a_mail_is_checked_and_other_forms_are_refused(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    page = "<p>Guaranteed cure for <b>asthma</b>!</p>"
    (tmp_path / "x.eml").write_bytes(
        b"Subject: hello\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(page.encode())
    )
    (tmp_path / "x.har").write_text('{"log": {"entries": []}}')
    pq.write_table(pa.table({"note": ["Guaranteed cure for asthma!"]}), tmp_path / "x.parquet")

    result = run("check-copy", tmp_path, "--json")

    assert result.exit_code == 3
    assert {(one["field"], one["rule"]) for one in found(result)} >= {("html", "us.claim")}
    assert all(page[one["start"] : one["end"]].startswith("Guaranteed") for one in found(result)[:1])
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == ["not read by check-copy"] * 2
