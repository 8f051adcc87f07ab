"""
Runs GoldenMatch on one CSV file of records to be deduplicated: with a configuration of its own making, or with one given.

    python run_goldenmatch.py --input people.csv --id unique_id --without person --out folder [--config match.yaml]

Columns of `--without` (the truth) are taken out before. Writes `run.json` (seconds, CPU seconds, peak memory) and `clusters.csv`
(`cluster_id`, and the id of each record; a record alone is a cluster). Works on this machine only: nothing is asked of a language model.
"""

import argparse
import csv
import json
import os
import resource
import time
from pathlib import Path

BEGAN = time.perf_counter()

import goldenmatch  # noqa: E402


def without_columns(path: str, left_out: set, to: Path) -> list[dict]:
    """Copies the file without the columns; returns its rows, whose order numbers GoldenMatch's records."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    with open(to, "w", newline="") as file:
        writer = csv.DictWriter(file, [c for c in rows[0] if c not in left_out], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--input", required=True)
    options.add_argument("--id", required=True)
    options.add_argument("--without", action="append", default=[])
    options.add_argument("--out", required=True)
    options.add_argument("--config")
    given = options.parse_args()
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    rows = without_columns(given.input, {given.id, *given.without}, out / "input.csv")
    ready = time.perf_counter()
    found = goldenmatch.dedupe(str(out / "input.csv"), config=given.config)
    done = time.perf_counter()
    cluster_of = list(range(len(rows)))
    for cluster in found.clusters.values():
        for member in cluster["members"]:
            cluster_of[member] = min(cluster["members"])
    with open(out / "clusters.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["cluster_id", given.id])
        writer.writerows((cluster_of[i], row[given.id]) for i, row in enumerate(rows))
    times = os.times()
    report = {
        "goldenmatch": goldenmatch.__version__, "seconds": {"start": round(ready - BEGAN, 3), "dedupe": round(done - ready, 3)},
        "wall_s": round(done - BEGAN, 3), "cpu_s": round(times.user + times.system, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "clusters": len(set(cluster_of)),
    }
    (out / "run.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
