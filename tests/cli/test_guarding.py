"""The commands on files: what they find, write and refuse, and that they need nothing that runs."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lightyear import guard
from lightyear.cli import filechunks, rows
from lightyear.server.main import main

ROWS = 'name,mrn,note\nAna Reyes,48213377,"my knee, hurts\nsince ""May"""\nopen,,hours\n'
LINES = '{"mrn": "48213377", "n": 1}\n{"members": {"ana@home.example": 1.50}}\n'
PAGE = '<p>call <b>503</b>-555-0147</p>\n<img alt="asthma">\n'
MAIL = "From: Ana Reyes <ana@home.example>\nSubject: my asthma\n\nMRN 48213377\n"
FLOWS = '{"text": "opening hours"}\n{"text": "asthma ana@home.example"}\n{"colour": "red"}\nnonsense\n'
CALM = "the office is open from eight to five and the parking is free for everybody who comes by"
SECRETS = ("48213377", "ana@home.example", "555-0147", "Ana Reyes", "asthma", "13800138000")
OFFLINE = """
import contextlib, sys
from lightyear.server.main import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:], standalone_mode=False)
print(sorted({name.partition(".")[0] for name in sys.modules} & {"django", "psycopg", "granian", "rich"}))
"""
PEAK = """
import re, sys
from pathlib import Path
from lightyear.server.main import main
if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SystemExit as left:
        assert not left.code, left.code
    kilobytes = re.search(r"VmHWM:\\s+([0-9]+)", Path("/proc/self/status").read_text())[1]
    print(int(kilobytes) // 1024, file=sys.stderr)
"""


@pytest.fixture
def run():
    return lambda *words, **how: CliRunner().invoke(main, [str(word) for word in words], **how)


@pytest.fixture
def folder(tmp_path):
    for name, contents in {
        "a.csv": ROWS,
        "b.jsonl": LINES,
        "c.json": f"[\n {LINES.splitlines()[0]},\n {LINES.splitlines()[1]}\n]\n",
        "d.txt": "hello\nMRN 48213377\n电话 13800138000\n",
        "e.html": PAGE,
        "f.eml": MAIL,
        "g.har": json.dumps(
            {"log": {"entries": [{"request": {"url": "https://x.example/?email=ana@home.example"}}]}}
        ),
        "deep/h.log": "GET /oncology from 203.0.113.7\n",
    }.items():
        path = tmp_path / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents)
    return tmp_path / "files"


def found(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_findings_are_one_object_each(run, folder):
    result = run("scan", folder / "a.csv", folder / "d.txt", "--json")

    assert result.exit_code == 0
    assert [tuple(one) for one in found(result)] == [
        ("path", "row", "field", "start", "end", "category", "score")
    ] * len(found(result))
    assert {(one["row"], one["field"], one["category"]) for one in found(result)} >= {
        (1, "name", "name"),
        (1, "mrn", "mrn"),
        (2, None, "mrn"),
        (3, None, "phone"),
    }


def test_offsets_in_text_are_those_of_the_file(run, folder):
    text = (folder / "d.txt").read_text()

    values = {text[one["start"] : one["end"]] for one in found(run("scan", folder / "d.txt", "--json"))}

    assert values == {"48213377", "13800138000"}


@pytest.mark.parametrize("form", [[], ["--json"], ["--sarif"]])
def test_no_output_shows_a_value(run, folder, form):
    result = run("scan", folder, *form)

    assert result.exit_code == 0
    assert [secret for secret in SECRETS if secret in result.output] == []


def test_values_are_shown_when_asked_for(run, folder):
    assert "48213377" in run("scan", folder, "--json", "--show-values").stdout


def test_every_kind_of_file_is_read(run, folder):
    paths = {one["path"] for one in found(run("scan", folder, "--json"))}

    assert paths == {str(path) for path in folder.rglob("*.*")}


def test_sarif_has_what_the_standard_asks_for(run, folder):
    log = json.loads(run("scan", folder / "d.txt", "--sarif").stdout)

    [one] = log["runs"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]] for result in one["results"]] == ["mrn", "phone"]
    region = one["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "charOffset": 10, "charLength": 8}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], 0),
        (["--fail-on", "mrn"], 1),
        (["--fail-on", "ssn"], 0),
        (["--fail-on", "all", "--max", "2"], 0),
        (["--max", "1"], 1),
        (["--fail-on", "colour"], 2),
    ],
)
def test_the_exit_code_says_whether_a_threshold_was_passed(run, folder, words, code):
    assert run("scan", folder / "d.txt", *words).exit_code == code


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("x.bin", bytes(range(256)), "binary"),
        ("x.txt", b"MRN 48213377 \xff\xfe \xe9", "undecodable"),
        ("x.txt", "MRN 48213377 病历".encode()[:-1], "truncated"),
        ("x.jsonl", b'{"n": 1}\n{"mrn": "4821', "truncated"),
        ("x.json", b'[{"n": 1}, {"mrn"', "truncated"),
        ("x.csv", b'name,note\nAna Reyes,"my kn', "truncated"),
        ("x.html", b"<p>hello</p><img alt='", "truncated"),
        ("x.parquet", b"PAR1 and no more", "Parquet"),
    ],
)
def test_what_can_not_be_read_is_said_and_not_fatal(run, tmp_path, name, raw, why):
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "z.txt").write_text("MRN 48213377")

    result = run("scan", tmp_path, "--json")

    assert result.exit_code == 3
    assert why in result.stderr
    assert str(tmp_path / "z.txt") in {one["path"] for one in found(result)}
    assert run("scan", tmp_path, "--max", "0").exit_code == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_an_encoding_is_recognized_and_kept(run, tmp_path, encoding):
    text = "我的电话是13800138000，谢谢您的帮助。\n"
    (tmp_path / "x.txt").write_bytes(text.encode(encoding))

    run("redact", tmp_path / "x.txt", "-o", tmp_path / "y.txt")

    assert (tmp_path / "y.txt").read_bytes().decode(encoding) == text.replace("13800138000", "[phone]")


def test_redacted_files_keep_their_format_and_are_clean(run, folder, tmp_path):
    result = run("redact", folder, "-o", tmp_path / "clean")

    again = run("scan", tmp_path / "clean", "--json")
    assert (result.exit_code, again.exit_code, again.stdout) == (0, 0, "")
    assert {path.name for path in (tmp_path / "clean").rglob("*.*")} == {
        path.name for path in folder.rglob("*.*")
    }
    assert (tmp_path / "clean/b.jsonl").read_text() == (
        '{"mrn": "[mrn]", "n": 1}\n{"members": {"[email]": 1.50}}\n'
    )
    assert (tmp_path / "clean/a.csv").read_text().splitlines()[0] == "name,mrn,note"
    assert (tmp_path / "clean/e.html").read_text() == '<p>call <b>[phone]</b></p>\n<img alt="[health]">\n'


def test_parquet_is_read_and_stays_parquet(run, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")
    import pyarrow.parquet as pq

    table = pa.table({"mrn": [48213377, 48213378], "note": ["call 503-555-0147", "hours"]})
    pq.write_table(table, tmp_path / "x.parquet", row_group_size=1)

    places = [(one["row"], one["field"]) for one in found(run("scan", tmp_path / "x.parquet", "--json"))]
    run("redact", tmp_path / "x.parquet", "-o", tmp_path / "y.parquet")

    assert places == [(1, "mrn"), (1, "note"), (2, "mrn")]
    assert pq.read_table(tmp_path / "y.parquet").to_pylist() == [
        {"mrn": None, "note": "call [phone]"},
        {"mrn": None, "note": "hours"},
    ]


def test_standard_input_is_read_and_written(run):
    assert run("redact", input="MRN 48213377\n").stdout == "MRN [mrn]\n"
    assert [one["path"] for one in found(run("scan", "--json", input=ROWS))][:1] == ["-"]


def test_a_keyed_stand_in_joins_across_files(run, tmp_path):
    (tmp_path / "key").write_text("a key for tests only")
    how = ["--how", "hash", "--key-file", tmp_path / "key"]

    one = run("redact", *how, input="MRN 48213377\n").stdout
    other = run("redact", *how, "--format", "jsonl", input='{"mrn": "48213377"}\n').stdout

    assert one.removeprefix("MRN ").strip() == json.loads(other)["mrn"]
    assert run("redact", "--how", "hash", input="x").exit_code == 2


@pytest.mark.parametrize("name", ["letter.eml", "visits.har"])
def test_where_only_placeholders_can_stand_in_another_way_is_refused(run, tmp_path, name):
    mail = "From: ana@clinic.example\n\nMRN 48213377\n"
    har = json.dumps({"log": {"entries": [{"request": {"url": "https://clinic.example/?mrn=48213377"}}]}})
    (tmp_path / name).write_text(har if name.endswith("har") else mail)

    refused = run("redact", tmp_path / name, "--how", "mask", "-o", tmp_path / "out")
    taken = run("redact", tmp_path / name, "-o", tmp_path / "out")

    assert refused.exit_code != 0
    assert "only placeholders can stand in" in refused.stderr
    assert "48213377" not in refused.stdout
    assert taken.exit_code == 0


def test_a_file_that_can_not_be_read_whole_is_not_written(run, tmp_path):
    (tmp_path / "x.txt").write_bytes(b"MRN 48213377\n" + b"\xff\xfe\xe9\n")

    result = run("redact", tmp_path / "x.txt", "-o", tmp_path / "y.txt")

    assert result.exit_code == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.txt"]


@pytest.mark.parametrize(
    ("first", "is_header"),
    [
        ("Ana Reyes,female,diabetes", False),
        ("Ana Reyes", False),
        ("Ana Reyes,female,97701", False),
        ("Patient Name,Visits", True),
        ("Patient Name,Date of birth,Primary Diagnosis", True),
        ("姓名,病历号,诊断", True),
        ("name,mrn", True),
        ("id,colour", True),
        ("visit,diabetes", True),
    ],
)
def test_a_first_row_that_holds_somebody_is_no_header(run, tmp_path, first, is_header):
    (tmp_path / "x.csv").write_text(f"{first}\nBo Lindqvist,male,asthma\n")

    redacted = run("redact", tmp_path / "x.csv").stdout

    assert (redacted.splitlines()[0] == first) == is_header


def test_several_files_need_a_folder(run, folder):
    assert run("redact", folder / "a.csv", folder / "d.txt").exit_code == 2


def test_every_flow_is_judged_and_what_is_none_is_blocked(run, tmp_path):
    (tmp_path / "flows.jsonl").write_text(FLOWS)

    result = run("decide", tmp_path / "flows.jsonl")

    assert [(one["row"], one["verdict"]) for one in found(result)] == [
        (1, "allow"),
        (2, "block"),
        (3, "block"),
        (4, "block"),
    ]
    assert result.exit_code == 3
    assert "colour" in result.stderr
    assert [secret for secret in SECRETS if secret in result.output] == []
    assert run("decide", tmp_path / "flows.jsonl", "--fail-on", "block").exit_code == 4
    assert run("decide", "--table", input=FLOWS.splitlines()[0]).stdout.split()[:2] == ["1", "allow"]


def test_copy_is_checked_where_it_stands(run, tmp_path):
    page = "<h1>你好</h1>\n<p>我们<b>保证</b>治愈糖尿病</p>"
    (tmp_path / "ad.html").write_text(page)
    (tmp_path / "ad.csv").write_text("id,text\n1,hello\n2,Guaranteed cure for asthma!\n")

    result = run("check-copy", tmp_path, "--json", "--max", "0")

    [in_rows, in_page] = [one for one in found(result) if one["rule"] in ("us.claim", "cn.guarantee")][:2]
    assert (in_rows["row"], in_rows["field"], in_rows["rule"]) == (2, "text", "us.claim")
    assert page[in_page["start"] : in_page["end"]].startswith("保证</b>治愈")
    assert in_page["suggestion"] == guard.suggestion("cn.guarantee", "zh")
    assert result.exit_code == 1


def test_people_are_told_what_may_be_said_instead(run):
    result = run("check-copy", "-", input="Guaranteed cure for asthma!")

    assert f"→ {guard.suggestion('us.claim', 'en')}" in result.stdout


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["scan", "--json"], "MRN 48213377, phone 503-555-0147"),
        (["redact"], CALM),
        (["decide"], '{"text": "ana@home.example"}'),
        (["check-copy", "--json"], "Guaranteed cure for asthma!"),
    ],
)
def test_a_reader_who_leaves_ends_the_command_quietly(tmp_path, words, line):
    (tmp_path / "x.txt").write_text(f"{line}\n")
    code = "import sys; from lightyear.server.main import main; main(sys.argv[1:])"
    reading, writing = os.pipe()
    os.close(reading)

    ran = subprocess.run(
        [sys.executable, "-c", code, *words, str(tmp_path / "x.txt")],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.parametrize("command", ["scan", "redact", "decide", "check-copy"])
def test_every_command_has_an_example(run, command):
    assert f"lightyear {command} " in run(command, "--help").output.split("Example:")[1]


@pytest.mark.parametrize("words", [["scan", "--json"], ["decide"], ["check-copy"], ["redact"]])
def test_the_commands_need_no_framework_no_database_and_no_settings(words):
    ran = subprocess.run(
        [sys.executable, "-c", OFFLINE, *words],
        input="",
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )

    assert ran.stdout.splitlines()[-1] == "[]"


def test_many_chunks_in_many_processes_give_what_one_gives(run, tmp_path, monkeypatch):
    lines = [f"line {number}: the office is open" for number in range(400)]
    lines[7], lines[399] = "MRN 48213377", "MRN 48213378"
    (tmp_path / "x.txt").write_text("\n".join(lines))
    whole = run("scan", tmp_path / "x.txt", "--json", "--jobs", "1").stdout
    monkeypatch.setattr(filechunks, "CHUNK_BYTES", 1024)

    assert run("scan", tmp_path / "x.txt", "--json", "--jobs", "2").stdout == whole
    assert [json.loads(line)["row"] for line in whole.splitlines()] == [8, 400]


def test_a_large_array_is_read_in_pieces(run, tmp_path, monkeypatch):
    array = [
        {"n": number, "note": 'a "b" [c] {d', "mrn": "48213377" if number % 50 == 0 else None}
        for number in range(200)
    ]
    (tmp_path / "x.json").write_text(json.dumps(array, indent=1))
    whole = run("scan", tmp_path / "x.json", "--json").stdout
    monkeypatch.setattr(filechunks, "CHUNK_BYTES", 512)
    monkeypatch.setattr(filechunks, "WHOLE_BYTES", 1024)

    assert run("scan", tmp_path / "x.json", "--json").stdout == whole
    assert [json.loads(line)["row"] for line in whole.splitlines()] == [1, 51, 101, 151]
    redacted = json.loads(run("redact", tmp_path / "x.json").stdout)
    assert [one["mrn"] for one in redacted[:2]] == ["[mrn]", None]


def test_a_large_object_is_read_in_pieces_and_stays_json(run, tmp_path, monkeypatch):
    held = [
        {"n": at, "note": 'a "b" [c]: {d', "mrn": 48213377 if at % 50 == 0 else None} for at in range(200)
    ]
    (tmp_path / "x.json").write_text(json.dumps({"held": held, "name": "Ana Reyes"}))
    monkeypatch.setattr(filechunks, "CHUNK_BYTES", 512)
    monkeypatch.setattr(filechunks, "WHOLE_BYTES", 1024)

    text = (tmp_path / "x.json").read_text()
    scanned = found(run("scan", tmp_path / "x.json", "--json"))
    redacted = json.loads(run("redact", tmp_path / "x.json").stdout)

    assert [text[one["start"] : one["end"]] for one in scanned] == ["48213377"] * 4 + ["Ana Reyes"]
    assert redacted["name"] == "[name]"
    assert [one["mrn"] for one in redacted["held"] if one["mrn"]] == ["[mrn]"] * 4
    assert redacted["held"][1] == held[1]


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_broken_json_is_clean_once_redacted(run, tmp_path, name):
    (tmp_path / name).write_text(
        '{"a": "x b@\uff62orn s@home.example, call (50347 or ana.reyes@home.example", "b\n'
    )

    run("redact", tmp_path / name, "-o", tmp_path / f"y-{name}")

    assert run("scan", tmp_path / f"y-{name}", "--json").stdout == ""


@pytest.mark.parametrize("name", ["x.eml", "x.har"])
def test_a_mail_or_archive_too_large_to_be_taken_apart_is_said_to_be(run, tmp_path, monkeypatch, name):
    entry = {"request": {"url": "https://x.example/?email=ana@home.example"}}
    (tmp_path / "x.har").write_text(json.dumps({"log": {"entries": [entry] * 200}}))
    (tmp_path / "x.eml").write_text("From: ana@home.example\n\n" + "MRN 48213377\n" * 800)
    monkeypatch.setattr(filechunks, "CHUNK_BYTES", 256)
    monkeypatch.setattr(filechunks, "WHOLE_BYTES", 512)

    scanned = run("scan", tmp_path / name, "--json")
    redacted = run("redact", tmp_path / name, "-o", tmp_path / "y")

    assert (scanned.exit_code, redacted.exit_code) == (3, 3)
    assert scanned.stderr.count("too large") == 1
    assert "email" in {one["category"] for one in found(scanned)}
    assert not (tmp_path / "y").exists()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("x.txt", CALM),
        ("x.csv", f"{CALM},ana,3"),
        ("x.jsonl", f'{{"n": "{CALM}"}}'),
        ("x.json", f'"n": {{"n": "{CALM}"}},'),
        ("x.html", f"<p>{CALM}</p>"),
    ],
)
def test_memory_does_not_grow_with_the_file(tmp_path, request, jobs, name, line):
    """100 MB with --long or LIGHTYEAR_LONG=1, else 32; one job: the worker's memory, two: its parent's."""
    is_long = request.config.getoption("--long", default=False) or os.environ.get("LIGHTYEAR_LONG") == "1"
    peaks = []
    for megabytes in (8, 100 if is_long else 32):
        whole = f"{line}\n" * (megabytes * (1 << 20) // len(line))
        (tmp_path / name).write_text(f'{{{whole}"n": 1}}' if name == "x.json" else whole)
        peaks.append(_peak_mb("scan", tmp_path / name, "--json", "--jobs", jobs))

    assert peaks[1] < peaks[0] + 22
    assert peaks[1] < 200


def test_cells_are_found_where_they_stand():
    text = 'a,"b ""c"", d"\r\n\r\n,e,\n"open'

    read = [[(cell.value, text[cell.start : cell.end]) for cell in row] for row in rows.read(text, ",")]

    assert read == [
        [("a", "a"), ('b "c", d', '"b ""c"", d"')],
        [],
        [("", ""), ("e", "e"), ("", "")],
        [("open", '"open')],
    ]


def _peak_mb(*words):
    ran = subprocess.run(
        [sys.executable, "-c", PEAK, *map(str, words)], capture_output=True, text=True, check=True
    )
    return int(ran.stderr.splitlines()[-1])


def test_keyed_hashes_in_rows_are_whole_and_as_many_as_the_values(run, tmp_path):
    (tmp_path / "key").write_text("a key for tests only")
    rows = "".join(f"{number},(503) 555-{number:04}\n" for number in range(400))
    (tmp_path / "x.csv").write_text(f"id,phone\n{rows}")

    run(
        "redact",
        tmp_path / "x.csv",
        "--how",
        "hash",
        "--key-file",
        tmp_path / "key",
        "-o",
        tmp_path / "y.csv",
    )

    cells = [line.split(",")[1] for line in (tmp_path / "y.csv").read_text().splitlines()[1:]]
    assert len(set(cells)) == 400
    assert all(re.fullmatch(r"\[phone\][a-z]{20}", cell) for cell in cells)


def test_a_mask_needs_no_key_and_hides_every_sign_of_rows_and_objects(run):
    rows = run("redact", "--how", "mask", "--format", "csv", input="id,phone\n1,(503) 555-0147\n")
    value = run("redact", "--how", "mask", "--format", "json", input='{"phone": "503-555-0147"}')

    assert rows.stdout == "id,phone\n1,(•••) •••-••••\n"
    assert json.loads(value.stdout) == {"phone": "•••-•••-••••"}


def test_a_flow_to_a_kind_of_destination_that_does_not_exist_says_so(run, tmp_path):
    (tmp_path / "x.jsonl").write_text('{"text": "See you.", "destination": {"kind": "pigeon"}}\n')

    result = run("decide", tmp_path / "x.jsonl")

    assert result.exit_code == 3
    assert "the destination's kind is unknown" in result.stderr
    assert json.loads(result.stdout)["verdict"] == "block"
