"""
Holds our output against Splink's: the same pairs, gammas and match keys, weights within 1e-9·max(1,|w|), the same clusters; and
both against the truth.

    python compare_outputs.py equal --ours <folder> --theirs <folder> --id unique_id
    python compare_outputs.py quality --clusters clusters.csv --id unique_id --truth people.csv --entity person [--trim]

Folders hold `pairs.csv` and `clusters.csv`. Prints one line of JSON; `entity` is a column or an expression in SQL.
"""

import argparse
import json

import duckdb


def table(file: str) -> str:
    """Every cell as the text that stands there: ids keep their leading zeros."""
    return f"read_csv('{file}', all_varchar=true, header=true)" if file.endswith(".csv") else f"'{file}'"


def id_column(con, file: str, key: str, side: str = "") -> str:
    """The settings' name of ids; ours are always called `unique_id`."""
    columns = {r[0] for r in con.execute(f"DESCRIBE SELECT * FROM {table(file)}").fetchall()}
    return f'"{key}{side}"' if f"{key}{side}" in columns else f'"unique_id{side}"'


def equal(con, ours: str, theirs: str, key: str) -> dict:
    for name, folder in (("ours", ours), ("theirs", theirs)):
        pairs, clusters = f"{folder}/pairs.csv", f"{folder}/clusters.csv"
        l, r = id_column(con, pairs, key, "_l"), id_column(con, pairs, key, "_r")
        con.execute(f"CREATE TABLE {name} AS SELECT * REPLACE (match_weight::DOUBLE AS match_weight), least({l}, {r}) AS x, greatest({l}, {r}) AS y FROM {table(pairs)}")
        con.execute(f"CREATE TABLE {name}_clusters AS SELECT cluster_id, {id_column(con, clusters, key)} AS id FROM {table(clusters)}")
    columns = [r[0] for r in con.execute("DESCRIBE theirs").fetchall()]
    gammas = [c for c in columns if c.startswith("gamma_")]
    differing = " OR ".join([f'o."{g}" IS DISTINCT FROM t."{g}"' for g in gammas] or ["false"])
    row = con.execute(f"""
      SELECT count(o.x), count(t.x), count(*) FILTER (o.x IS NOT NULL AND t.x IS NOT NULL),
        count(*) FILTER (o.x IS NOT NULL AND t.x IS NOT NULL AND ({differing})),
        count(*) FILTER (o.x IS NOT NULL AND t.x IS NOT NULL AND o.match_key::VARCHAR <> t.match_key::VARCHAR),
        max(abs(o.match_weight - t.match_weight) / greatest(1, abs(t.match_weight)))
      FROM ours o FULL JOIN theirs t ON o.x = t.x AND o.y = t.y""").fetchone()
    same = con.execute("""
      WITH o AS (SELECT id, min(id) OVER (PARTITION BY cluster_id) AS c FROM ours_clusters),
           t AS (SELECT id, min(id) OVER (PARTITION BY cluster_id) AS c FROM theirs_clusters)
      SELECT count(*) FROM o FULL JOIN t USING (id) WHERE o.c IS DISTINCT FROM t.c""").fetchone()[0]
    pairs_ours, pairs_theirs, common, gamma, keys, weight = row
    return {
        "pairs_ours": pairs_ours, "pairs_theirs": pairs_theirs, "common": common, "gammas_differ": gamma, "match_keys_differ": keys,
        "greatest_weight_difference": weight, "records_in_other_clusters": same,
        "equal": pairs_ours == pairs_theirs == common and gamma == 0 and keys == 0 and (weight or 0) <= 1e-9 and same == 0,
    }


def quality(con, clusters: str, key: str, truth: str, entity: str, trim: bool) -> dict:
    source = table(truth)
    columns = [r[0] for r in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    named = ", ".join(f"trim(\"{c}\"::VARCHAR) AS \"{c.strip()}\"" if trim else f'"{c}"' for c in columns)
    con.execute(f"CREATE TABLE k AS SELECT c.cluster_id::VARCHAR AS c, ({entity})::VARCHAR AS e FROM {table(clusters)} c JOIN (SELECT {named} FROM {source}) t ON c.{id_column(con, clusters, key)}::VARCHAR = t.\"{key}\"::VARCHAR")
    pairs = lambda by: float(con.execute(f"SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM (SELECT count(*) AS n FROM k GROUP BY {by})").fetchone()[0])  # noqa: E731
    both, found, true = pairs("c, e"), pairs("c"), pairs("e")
    return {"precision": both / found if found else 1, "recall": both / true, "f1": 2 * both / (found + true)}


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("what", choices=["equal", "quality"])
    for name in ("ours", "theirs", "id", "clusters", "truth", "entity"):
        options.add_argument(f"--{name}")
    options.add_argument("--trim", action="store_true")
    given = options.parse_args()
    con = duckdb.connect()
    if given.what == "equal":
        print(json.dumps(equal(con, given.ours, given.theirs, given.id)))
    else:
        print(json.dumps(quality(con, given.clusters, given.id, given.truth, given.entity, given.trim)))
