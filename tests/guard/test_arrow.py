import importlib.util
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="pyarrow comes with the extra `files`")

from lightyear.guard import arrow  # noqa: E402 - only where pyarrow is

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("mrn", pa.int64()),
        ("dob", pa.date32()),
        ("note", pa.string()),
        ("contact", pa.struct([("email", pa.string()), ("tags", pa.list_(pa.string()))])),
    ]
)
ROWS: list[dict[str, Any]] = [
    {
        "id": "a",
        "mrn": 48213377,
        "dob": date(1961, 3, 12),
        "note": "call 503-555-0147",
        "contact": {"email": "ana@home.example", "tags": ["vip", "my asthma"]},
    },
    {"id": "b", "mrn": None, "dob": None, "note": "opening hours", "contact": None},
    {"id": "c", "mrn": None, "dob": None, "note": "我有糖尿病", "contact": {"email": None, "tags": []}},
]
FOUND = {
    (1, "mrn", "mrn"),
    (1, "dob", "date"),
    (1, "note", "phone"),
    (1, "contact.email", "email"),
    (1, "contact.tags[1]", "health_context"),
    (3, "note", "health_context"),
}


def batches(size=1):
    return pa.Table.from_pylist(ROWS, SCHEMA).to_batches(max_chunksize=size)


def rows(found):
    return {(row["row"], row["field"], row["category"]) for batch in found for row in batch.to_pylist()}


def scanned_in_a_process(path):
    import pyarrow.dataset as ds

    found = arrow.scan_batches(ds.dataset(path).to_batches(), keep=["id"])
    return [(row["id"], row["category"]) for batch in found for row in batch.to_pylist()]


def test_batches_in_give_findings_out():
    found = list(arrow.scan_batches(iter(batches())))

    assert rows(found) == FOUND
    assert len(found) == len(ROWS)
    assert all(batch.schema == arrow.SCHEMA for batch in found)


def test_a_batch_is_scanned_before_the_next_is_asked_for():
    asked = []

    def source():
        for batch in batches():
            asked.append(batch)
            yield batch

    found = arrow.scan_batches(source())
    next(found)

    assert len(asked) == 1


def test_kept_columns_say_whose_row_it_is():
    found = arrow.scan_table(pa.Table.from_batches(batches(2)), columns=["note"], keep=["id"])

    assert [(row["id"], row["category"]) for row in found.to_pylist()] == [
        ("a", "phone"),
        ("c", "health_context"),
    ]


def test_redacted_batches_keep_their_schema_and_are_clean():
    cleaned = list(arrow.redact_batches(batches(2)))

    assert all(batch.schema == SCHEMA for batch in cleaned)
    assert rows(arrow.scan_batches(cleaned)) == set()
    assert cleaned[0].to_pylist()[0] == {
        "id": "a",
        "mrn": None,
        "dob": None,
        "note": "call [phone]",
        "contact": {"email": "[email]", "tags": ["vip", "my [health]"]},
    }


def test_processes_scan_the_files_of_a_dataset(tmp_path):
    import multiprocessing

    import pyarrow.parquet as pq

    paths = [str(tmp_path / f"{number}.parquet") for number in range(2)]
    for path in paths:
        pq.write_table(pa.Table.from_pylist(ROWS, SCHEMA), path)

    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = list(pool.map(scanned_in_a_process, paths))

    assert found[0] == found[1]
    assert {name for name, _ in found[0]} == {"a", "c"}


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray comes with the extra `ray`")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of its own settings, in its own code
def test_ray_data_scans_with_the_same_function(monkeypatch):
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")  # else it writes a token into the home directory
    import ray

    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    try:
        dataset = ray.data.from_arrow(pa.Table.from_pylist(ROWS, SCHEMA))
        found = dataset.map_batches(arrow.scan_table, batch_format="pyarrow").take_all()
    finally:
        ray.shutdown()

    assert {(row["field"], row["category"]) for row in found} == {
        (field, category) for _, field, category in FOUND
    }


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="Spark comes with the extra `spark`")
def test_spark_scans_with_the_same_function():
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        notes: list[Any] = [(row["id"], row["note"]) for row in ROWS]
        frame = session.createDataFrame(notes, ["id", "note"])
        found = frame.mapInArrow(arrow.scan_batches, arrow.DDL).collect()
    finally:
        session.stop()

    assert {(row["field"], row["category"]) for row in found} == {
        ("note", "phone"),
        ("note", "health_context"),
    }
