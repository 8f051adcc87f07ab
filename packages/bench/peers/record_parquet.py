"""Writes the small Parquet files that the tests of packages/connectors/src/tables read: another writer's types, by each codec."""
import datetime as dt
import decimal
from pathlib import Path

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

FOLDER.mkdir(exist_ok=True)
for codec in ("snappy", "zstd", "gzip", "none"):
    pq.write_table(types, FOLDER / f"types-{codec}.parquet", compression=codec)
pq.write_table(pa.table({"id": [1], "place": pa.array([{"x": 1}])}), FOLDER / "structure.parquet")
