"""
Runs Splink 5 on a council's records as the night sees them, with the night's comparisons, and judges its clusters by the truth.

    python run_splink_council.py --records records.ndjson --settings settings.json --truth truth.csv --twins twins.csv --clusters folder

`records.ndjson` holds the match columns, lists as lists; `truth.csv` `unique_id,person,named`; `twins.csv` `person_a,person_b`. Prints one line
of JSON: for plain connected components, and for those of pairs that a few lines refuse (two NHS numbers that differ; one surname,
birth and home with forenames that are not one), at each threshold in bits, pairs found, pairs that are true, and twin pairs merged;
and the threshold where F is highest, whose clusters stand in `plain.csv` and `refusing.csv` of the folder, `unique_id,cluster`.
"""

import argparse
import json
import logging

import duckdb
from splink import Linker, DuckDBAPI

logging.getLogger("splink").setLevel(logging.ERROR)

# Our levels that DuckDB has no function for.
MACROS = """
CREATE MACRO one_edit(x, y) AS damerau_levenshtein(x, y) = 1;
CREATE MACRO is_initial(x, y) AS (length(x) = 1 OR length(y) = 1) AND x[1] = y[1];
CREATE MACRO day_month_swapped(x, y) AS x[1:4] = y[1:4] AND x[6:7] = y[9:10] AND x[9:10] = y[6:7];
"""
# What somebody who knows twins would add to Splink: pairs that are refused whatever they weigh.
REFUSED = """
  (l.nhs_number <> r.nhs_number)
  OR (l.birth_date = r.birth_date
      AND (l.surname_key = r.surname_key OR list_has_any(l.surname_tokens, r.surname_tokens))
      AND (list_has_any(l.address_keys, r.address_keys) OR list_has_any(l.postcodes, r.postcodes) OR list_has_any(l.contacts, r.contacts))
      AND l.forename_key <> r.forename_key AND NOT list_has_any(l.forename_families, r.forename_families)
      AND NOT list_contains(r.other_forenames, l.forename_key) AND NOT list_contains(l.other_forenames, r.forename_key))
"""


class Forest:
    """Components that grow as pairs are added, with how many pairs they hold, how many of these are true, and twins inside."""

    def __init__(self, person: dict[str, str], twins: dict[str, set[str]]):
        self.parent = {record: record for record in person}
        self.persons = {record: {who: 1} for record, who in person.items()}
        self.size = dict.fromkeys(person, 1)
        self.twins, self.merged = twins, set()
        self.found = self.true = 0

    def root(self, record: str) -> str:
        while self.parent[record] != record:
            self.parent[record] = self.parent[self.parent[record]]
            record = self.parent[record]
        return record

    def add(self, a: str, b: str) -> None:
        a, b = self.root(a), self.root(b)
        if a == b:
            return
        if self.size[a] < self.size[b]:
            a, b = b, a
        large, small = self.persons[a], self.persons.pop(b)
        self.found += self.size[a] * self.size[b]
        for who, count in small.items():
            self.true += large.get(who, 0) * count
            self.merged.update(tuple(sorted((who, twin))) for twin in self.twins.get(who, ()) if twin in large)
        for who, count in small.items():
            large[who] = large.get(who, 0) + count
        self.size[a] += self.size.pop(b)
        self.parent[b] = a


def sweep(pairs: list[tuple[float, str, str]], person: dict[str, str], twins: dict[str, set[str]], highest: int, lowest: int) -> list[dict]:
    """Components at each whole number of bits, from the highest down: pairs come in order of weight, the heaviest first."""
    forest, at, told = Forest(person, twins), 0, []
    for bits in range(highest, lowest - 1, -1):
        while at < len(pairs) and pairs[at][0] >= bits:
            forest.add(*pairs[at][1:])
            at += 1
        told.append({"bits": bits, "found": forest.found, "true": forest.true, "twins": len(forest.merged)})
    return told


def best(told: list[dict], person: dict[str, str]) -> int:
    """The threshold where F is highest, with the truth in hand."""
    sizes: dict[str, int] = {}
    for who in person.values():
        sizes[who] = sizes.get(who, 0) + 1
    pairs = sum(size * (size - 1) // 2 for size in sizes.values())
    return max(told, key=lambda at: 2 * at["true"] / (at["found"] + pairs))["bits"]


def write_clusters(path: str, pairs: list[tuple[float, str, str]], person: dict[str, str], bits: int) -> None:
    forest = Forest(person, {})
    for weight, a, b in pairs:
        if weight >= bits:
            forest.add(a, b)
    with open(path, "w") as out:
        out.write("unique_id,cluster\n")
        out.writelines(f"{record},{forest.root(record)}\n" for record in person)


def main() -> None:
    options = argparse.ArgumentParser()
    for name in ("records", "settings", "truth", "twins", "clusters"):
        options.add_argument(f"--{name}", required=True)
    given = options.parse_args()
    settings = json.load(open(given.settings))
    training = settings.pop("training")
    con = duckdb.connect()
    con.execute("SET lambda_syntax='ENABLE_SINGLE_ARROW'")
    for macro in filter(str.strip, MACROS.split(";")):
        con.execute(macro)
    types: dict[str, str] = {}
    for line in open(given.records):
        for name, value in json.loads(line).items():
            if value is not None or name not in types:
                types[name] = "VARCHAR[]" if isinstance(value, list) else "VARCHAR"
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in types.items())
    con.execute(f"CREATE TABLE records AS SELECT * FROM read_json('{given.records}', format='newline_delimited', columns={{{columns}}})")
    api = DuckDBAPI(connection=con)
    linker = Linker(api.register("records"), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(training["deterministic_rules"], recall=training["recall"])
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for rule in training["em_blocking_rules"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_weight=-5).physical_name
    truth = con.execute(f"SELECT unique_id, person FROM read_csv('{given.truth}', all_varchar=true, header=true)").fetchall()
    person = dict(truth)
    twins: dict[str, set[str]] = {}
    for a, b in con.execute(f"SELECT person_a, person_b FROM read_csv('{given.twins}', all_varchar=true, header=true)").fetchall():
        twins.setdefault(a, set()).add(b)
        twins.setdefault(b, set()).add(a)
    answer = {}
    for name, refused in (("plain", "false"), ("refusing", REFUSED)):
        pairs = con.execute(f"""
          SELECT p.match_weight, p.unique_id_l, p.unique_id_r FROM {predicted} p
          JOIN records l ON l.unique_id = p.unique_id_l JOIN records r ON r.unique_id = p.unique_id_r
          WHERE NOT coalesce({refused}, false) ORDER BY p.match_weight DESC, 2, 3""").fetchall()
        pairs = [p for p in pairs if p[1] in person and p[2] in person]
        answer[name] = sweep(pairs, person, twins, 40, -5)
        answer[f"{name}_best"] = best(answer[name], person)
        write_clusters(f"{given.clusters}/{name}.csv", pairs, person, answer[f"{name}_best"])
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
