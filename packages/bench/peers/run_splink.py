"""
Runs Splink (4 or 5) on one linkage job: reads, trains as the settings' `training` key says, predicts, clusters, writes.

    python run_splink.py --settings model.json --input people=people.csv --out folder
        [--no-train] [--u-pairs 1e7] [--em-pairs 1e6] [--threshold-weight -10] [--cluster-probability 0.95] [--trim]

Writes `run.json` (versions, seconds by stage, CPU seconds, peak memory), `model.json`, `pairs.csv`, `clusters.csv`.
CSV is read as text, empty cells as null; `--trim` takes blanks off headers and cells. `--em-pairs` is Splink 5's cap on pairs
of a training session, without which it trains on all of them.
"""

import argparse
import json
import logging
import os
import resource
import time
from pathlib import Path

BEGAN = time.perf_counter()

import duckdb  # noqa: E402
import splink  # noqa: E402
from splink import DuckDBAPI, Linker  # noqa: E402

logging.getLogger("splink").setLevel(logging.ERROR)
FOUR = splink.__version__.startswith("4.")


class Stages:
    """Seconds of each stage, from the end of the one before."""

    def __init__(self):
        self.seconds = {}
        self.last = BEGAN

    def done(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(self.seconds.get(name, 0) + now - self.last, 3)
        self.last = now


def read(con, name: str, path: str, trim: bool) -> None:
    source = f"read_parquet('{path}')" if path.endswith(".parquet") else f"read_csv('{path}', all_varchar=true, header=true)"
    if not trim:
        con.execute(f'CREATE TABLE "{name}" AS SELECT * FROM {source}')
        return
    columns = [row[0] for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    cells = ", ".join(f"nullif(trim(\"{c}\"), '') AS \"{c.strip()}\"" for c in columns)
    con.execute(f'CREATE TABLE "{name}" AS SELECT {cells} FROM {source}')


def train(linker, training: dict, u_pairs: float, em_pairs: float | None, stages: Stages) -> None:
    if training.get("deterministic_rules"):
        linker.training.estimate_probability_two_random_records_match(training["deterministic_rules"], recall=training["recall"])
        stages.done("lambda")
    seed = {} if not isinstance(training.get("u"), dict) or FOUR else {"seed": training["u"].get("seed")}
    linker.training.estimate_u_using_random_sampling(max_pairs=u_pairs, **seed)
    stages.done("u")
    cap = {} if FOUR or em_pairs is None else {"max_pairs": em_pairs}
    for rule in training["em_blocking_rules"]:
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=training.get("without_term_frequencies", False), **cap
        )
        stages.done("em")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--settings", required=True)
    options.add_argument("--input", action="append", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--no-train", action="store_true")
    options.add_argument("--u-pairs", type=float, default=1e7)
    options.add_argument("--em-pairs", type=float, default=1e6)
    options.add_argument("--threshold-weight", type=float)
    options.add_argument("--cluster-probability", type=float, default=0.95)
    options.add_argument("--trim", action="store_true")
    options.add_argument("--threads", type=int)
    given = options.parse_args()
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    stages = Stages()
    stages.done("start")

    settings = json.loads(Path(given.settings).read_text())
    training = settings.pop("training", None)
    con = duckdb.connect(":memory:")
    if given.threads:
        con.execute(f"SET threads={given.threads}")
    if not FOUR:
        # Splink 5.0.0 writes `x -> …`, which DuckDB 2 refuses unless told otherwise.
        con.execute("SET lambda_syntax='ENABLE_SINGLE_ARROW'")
    names = []
    for pair in given.input:
        name, path = pair.split("=", 1)
        read(con, f"t_{name}", path, given.trim)
        names.append(name)
    stages.done("read")

    api = DuckDBAPI(connection=con)
    if FOUR:
        tables = [f"t_{n}" for n in names]
        linker = Linker(tables if len(names) > 1 else tables[0], settings, db_api=api, input_table_aliases=names if len(names) > 1 else None, set_up_basic_logging=False)
    else:
        tables = [api.register(f"t_{n}", dataset_display_name=n) for n in names]
        linker = Linker(tables if len(names) > 1 else tables[0], settings, log_level=None)
    stages.done("set up")

    if training is not None and not given.no_train:
        train(linker, training, given.u_pairs, given.em_pairs, stages)
    predicted = linker.inference.predict(threshold_match_weight=given.threshold_weight)
    stages.done("predict")
    clustered = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=given.cluster_probability)
    stages.done("cluster")

    identity = [settings.get("unique_id_column_name", "unique_id")]
    if len(names) > 1:
        identity.insert(0, settings.get("source_dataset_column_name", "source_dataset"))
    ends = ", ".join(f'"{c}_{side}"' for side in "lr" for c in identity)
    present = {row[0] for row in con.execute(f"DESCRIBE {predicted.physical_name}").fetchall()}
    gammas = "".join(f', "{c}"' for c in sorted(present) if c.startswith("gamma_"))
    con.execute(f"COPY (SELECT match_weight, match_probability, {ends}, match_key{gammas} FROM {predicted.physical_name}) TO '{out / 'pairs.csv'}' (HEADER)")
    member = ", ".join(f'"{c}"' for c in identity)
    con.execute(f"COPY (SELECT cluster_id, {member} FROM {clustered.physical_name}) TO '{out / 'clusters.csv'}' (HEADER)")
    stages.done("write")

    pairs = con.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()[0]
    clusters = con.execute(f"SELECT count(DISTINCT cluster_id) FROM {clustered.physical_name}").fetchone()[0]
    linker.misc.save_model_to_json(str(out / "model.json"), overwrite=True)
    usage, times = resource.getrusage(resource.RUSAGE_SELF), os.times()
    report = {
        "splink": splink.__version__, "duckdb": duckdb.__version__, "seconds": stages.seconds, "wall_s": round(stages.last - BEGAN, 3),
        "cpu_s": round(times.user + times.system, 2), "peak_mb": usage.ru_maxrss // 1024, "pairs": pairs, "clusters": clusters,
    }
    (out / "run.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
