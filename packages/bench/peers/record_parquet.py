"""Writes the small Parquet files that the tests of packages/connectors/src/tables read: another writer's types, by each codec."""
import datetime as dt
import decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(__file__).parent / "../../connectors/src/tables/recorded"

types = pa.table({
    "id": pa.array([9007199254740993, 2, None], pa.int64()),
    "small": pa.array([1, None, -3], pa.int32()),
    "text": pa.array(["a", "", "é"]),
    "born": pa.array([dt.date(2013, 2, 11), None, dt.date(1969, 12, 25)]),
    "seen": pa.array([dt.datetime(2026, 11, 25, 6, 30, 0, 500000), None, dt.datetime(1970, 1, 1)], pa.timestamp("us")),
    "share": pa.array([0.5, float("nan"), None]),
    "yes": pa.array([True, False, None]),
    "price": pa.array([decimal.Decimal("1.25"), None, decimal.Decimal("-3.50")], pa.decimal128(10, 2)),
    "names": pa.array([["a", "b", None], [], None]),
    "sizes": pa.array([[1, 2], None, [3]], pa.list_(pa.int32())),
    "kind": pa.array(["x", "y", "x"]).dictionary_encode(),
})

numbers = pa.table({
    "whole": pa.array([decimal.Decimal("123456789012345678"), decimal.Decimal("-123456789012345679"), None], pa.decimal128(20, 0)),
    "short": pa.array([decimal.Decimal("7"), decimal.Decimal("-7"), None], pa.decimal128(5, 0)),
    "tenths": pa.array([decimal.Decimal("0.3"), decimal.Decimal("-9.9"), None], pa.decimal128(10, 1)),
    "cents": pa.array([decimal.Decimal("9.95"), decimal.Decimal("-12345678901234567890.25"), None], pa.decimal128(38, 2)),
    "unsigned": pa.array([2**64 - 1, 5, None], pa.uint64()),
    "nanos": pa.array([dt.datetime(2026, 7, 1, tzinfo=dt.timezone.utc), dt.datetime(1969, 12, 25), None], pa.timestamp("ns", "UTC")),
    "millis": pa.array([dt.datetime(2026, 7, 1, 0, 0, 0, 250000), dt.datetime(1969, 12, 25), None], pa.timestamp("ms")),
    "days": pa.array([[dt.date(2013, 2, 11)], [], None], pa.list_(pa.date32())),
    "large": pa.array(["a", "b", None], pa.large_string()),
    "nothing": pa.nulls(3),
    "clock": pa.array([dt.time(10, 30), None, None], pa.time32("s")),
})

FOLDER.mkdir(exist_ok=True)
for codec in ("snappy", "zstd", "gzip", "none"):
    pq.write_table(types, FOLDER / f"types-{codec}.parquet", compression=codec)
pq.write_table(pa.table({"id": [1], "place": pa.array([{"x": 1}])}), FOLDER / "structure.parquet")
pq.write_table(numbers, FOLDER / "numbers.parquet", store_decimal_as_integer=False)
pq.write_table(numbers.select(["short", "tenths"]), FOLDER / "decimals-as-integers.parquet", store_decimal_as_integer=True)
pq.write_table(pa.table({"seen": types["seen"]}), FOLDER / "int96.parquet", use_deprecated_int96_timestamps=True)
# DuckDB writes an absent array of fixed size as if it had members: whoever believes it reads other rows' values.
duckdb.sql(f"""copy (select * from (values (1, [1.0, 2, 3]::double[3]), (2, null), (3, [7, 8, 9]), (4, null)) t(id, vector))
  to '{FOLDER / "fixed-arrays.parquet"}' (format parquet)""")
pq.write_table(pa.table({"name": pa.array([b"Ana", b"M\xfcller"]).view(pa.string())}), FOLDER / "not-utf8.parquet")
