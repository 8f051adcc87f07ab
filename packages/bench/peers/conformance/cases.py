"""The cases: each is settings, tables and tasks, from one random number generator."""

import json
import random
import re

import splink.comparison_library as cl
from splink.comparison_level_library import ElseLevel

from . import people
from .comparisons import COMPARISONS, LEVELS, focus_level

RULES = [
    'l."surname" = r."surname"', 'l."forename" = r."forename"', '(l."surname" = r."surname") AND (l."city" = r."city")',
    "(SUBSTRING(l.surname, 1, 2) = SUBSTRING(r.surname, 1, 2)) AND (l.\"city\" = r.\"city\")", "substr(l.forename,1,1) = substr(r.forename,1,1)",
    'lower(l.forename) = lower(r.forename)', "l.postcode = r.postcode", "left(l.postcode, 3) = left(r.postcode, 3)",
    "l.surname = r.surname and l.age = r.age", "l.dob = r.dob", "l.forename = r.surname and l.surname = r.forename",
    "(l.forename = r.forename) OR (l.dob = r.dob)", "l.city = r.city and l.age < r.age", "l.surname = r.surname and abs(l.age - r.age) <= 5",
    "l.email = r.email", "l.code = r.code and l.flag = r.flag", "NOT (l.city = r.city) and l.surname = r.surname",
    "l.surname = r.surname and levenshtein(l.forename, r.forename) <= 2", "coalesce(l.city, 'x') = coalesce(r.city, 'x')",
    "(l.surname = r.surname OR l.email = r.email) AND l.flag = r.flag", "l.born = r.born", "substr(l.dob, 1, 4) = substr(r.dob, 1, 4)",
    "l.surname || l.forename = r.surname || r.forename", "l.aliases[1] = r.aliases[1]", "l.height = r.height",
]
EXPLODED = [
    ('l."tags" = r."tags"', ["tags"]), ('(l."tags" = r."tags") AND (l."surname" = r."surname")', ["tags"]),
    ("l.aliases = r.aliases", ["aliases"]), ("l.tags = r.tags and l.aliases = r.aliases", ["tags", "aliases"]), ("l.sounds = r.sounds and l.city = r.city", ["sounds"]),
]


def used_columns(text: str) -> list[str]:
    return [c for c in people.TYPES if c != "unique_id" and re.search(rf"(?<![A-Za-z0-9_]){c}(_[lr])?(?![A-Za-z0-9_])", text)]


def with_parameters(rng: random.Random, comparison: dict) -> dict:
    """Random m and u for the levels that are not null levels."""
    levels = [v for v in comparison["comparison_levels"] if not v.get("is_null_level")]
    shares = [rng.random() + 0.02 for _ in levels]
    others = [rng.random() ** 3 + 0.001 for _ in levels]
    for i, level in enumerate(levels):
        level["m_probability"] = round(shares[i] / sum(shares), 6)
        level["u_probability"] = round(others[i] / sum(others), 6)
    return comparison


def settings(rng: random.Random, comparisons: list[dict], rules: list, link_type: str = "dedupe_only", **more) -> dict:
    return {
        "link_type": link_type, "probability_two_random_records_match": rng.choice((0.0001, 0.01, 0.05, 0.3, 0.5)), "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True, "additional_columns_to_retain": [], "sql_dialect": "duckdb", "linker_uid": "case",
        "em_convergence": 0.0001, "max_iterations": 25, "unique_id_column_name": "unique_id", "source_dataset_column_name": "source_dataset",
        "blocking_rules_to_generate_predictions": rules, "comparisons": comparisons, **more,
    }


def case(name: str, made: dict, tables: list[dict], tasks: list[dict], extra_columns=(), **more) -> dict:
    text = json.dumps([made, tasks])
    columns = ["unique_id", *sorted({*used_columns(text), *extra_columns}, key=list(people.TYPES).index)]
    return {
        "name": name, "settings": made, "columns": [[c, people.TYPES[c]] for c in columns],
        "tables": [{"name": t["name"], "rows": [[r[c] for c in columns] for r in t["rows"]]} for t in tables], "tasks": tasks, **more,
    }


def dictionary(comparison) -> dict:
    return json.loads(json.dumps(comparison.create_comparison_dict("duckdb")))


def rule(rng: random.Random, text: str):
    """A rule as text, as an object, and as an object of the newest files."""
    return rng.choice((text, {"blocking_rule": text, "sql_dialect": "duckdb"}, {"blocking_rule": text, "sql_dialect": "duckdb"}))


def exploding(rng: random.Random) -> dict:
    text, arrays = rng.choice(EXPLODED)
    return {"blocking_rule": text, "sql_dialect": "duckdb", "arrays_to_explode": arrays}


def creators(comparison: dict, name: str, at: int | None = None) -> dict:
    return {"comparison": comparison["output_column_name"], "creator": name, **({} if at is None else {"level": at})}


def some_comparisons(rng: random.Random, count: int) -> tuple[list[dict], list[dict]]:
    """Ready-made comparisons of different columns."""
    chosen, covers = {}, []
    while len(chosen) < count:
        name = rng.choice([n for n in COMPARISONS if n != "JaccardAtThresholds"])
        d = dictionary(COMPARISONS[name](rng))
        if d["output_column_name"] not in chosen:
            chosen[d["output_column_name"]] = d
            covers.append(creators(d, name))
    return list(chosen.values()), covers


def person_comparisons(rng: random.Random, tf: bool = True) -> list[dict]:
    """A model of people as most jobs have it."""
    pool = [
        cl.NameComparison("forename") if tf else cl.JaroWinklerAtThresholds("forename"), cl.JaroWinklerAtThresholds("surname").configure(term_frequency_adjustments=tf),
        cl.LevenshteinAtThresholds("dob"), cl.PostcodeComparison("postcode"), cl.EmailComparison("email") if tf else cl.LevenshteinAtThresholds("email"), cl.ExactMatch("city").configure(term_frequency_adjustments=tf),
        cl.ArrayIntersectAtSizes("tags", [2, 1]), cl.ExactMatch("age"),
    ]
    return [dictionary(c) for c in rng.sample(pool, rng.randint(3, 5))]


def frequency_columns(comparisons: list[dict]) -> list[str]:
    return sorted({v["tf_adjustment_column"].strip('"') for c in comparisons for v in c["comparison_levels"] if v.get("tf_adjustment_column")})


def level_case(rng: random.Random, name: str, number: int) -> dict:
    first, at = focus_level(rng, name, "first")
    comparisons, covers = [dictionary(first)], [{"comparison": "first", "creator": name, "level": at}]
    if rng.random() < 0.7:
        other = rng.choice(list(LEVELS))
        second, second_at = focus_level(rng, other, "second")
        comparisons.append(dictionary(second))
        covers.append({"comparison": "second", "creator": other, "level": second_at})
    if rng.random() < 0.8:
        comparisons = [with_parameters(rng, c) for c in comparisons]
    made = settings(rng, comparisons, rng.choice(([], [], ["l.flag = r.flag"], [rule(rng, 'l."surname" = r."surname"'), "l.city = r.city"])))
    return case(f"{name} {number}", made, people.tables(rng, ["people"], rng.randint(10, 18)), [{"do": "predict"}], covers=covers)


def comparison_case(rng: random.Random, name: str, number: int) -> dict:
    comparisons, covers = [dictionary(COMPARISONS[name](rng))], []
    covers.append(creators(comparisons[0], name))
    more, more_covers = some_comparisons(rng, rng.randint(0, 2))
    for d, c in zip(more, more_covers):
        if d["output_column_name"] != comparisons[0]["output_column_name"]:
            comparisons.append(d)
            covers.append(c)
    if rng.random() < 0.8:
        comparisons = [with_parameters(rng, c) for c in comparisons]
    made = settings(rng, comparisons, rng.choice(([], [], [rule(rng, "l.flag = r.flag")], ["l.surname = r.surname", "l.forename = r.forename", "l.city = r.city"])))
    tasks = [{"do": "predict"}]
    if rng.random() < 0.3:
        tasks.append({"do": "clusters", "threshold_match_probability": rng.choice((0.5, 0.95))})
    return case(f"{name} {number}", made, people.tables(rng, ["people"], rng.randint(12, 20)), tasks, covers=covers)


def blocking_case(rng: random.Random, number: int) -> dict:
    texts = rng.sample(RULES, rng.randint(1, 5))
    rules = [rule(rng, t) for t in texts]
    if rng.random() < 0.35:
        rules.insert(rng.randint(0, len(rules)), exploding(rng))
        # Splink asks an earlier rule of the members of exploded lists, where `aliases[1]` is a letter of one: a defect of its own.
        rules = [r for r in rules if "aliases[1]" not in json.dumps(r)]
    link_type, names = rng.choice((("dedupe_only", ["people"]), ("dedupe_only", ["people"]), ("link_only", ["a", "b"]), ("link_only", ["a", "b", "c"]), ("link_and_dedupe", ["a", "b"])))
    comparisons = [with_parameters(rng, dictionary(cl.ExactMatch("forename"))), with_parameters(rng, dictionary(cl.LevenshteinAtThresholds("surname")))]
    made = settings(rng, comparisons, rules, link_type)
    tasks = [{"do": "predict"}, {"do": "counts", "rules": rules}]
    if rng.random() < 0.4:
        tasks.append({"do": "deterministic"})
    return case(f"blocking {number}", made, people.tables(rng, names, rng.randint(14, 36), nulls=0.1), tasks)


def linking_case(rng: random.Random, number: int) -> dict:
    link_type, names = rng.choice((("link_only", ["a", "b"]), ("link_only", ["a", "b", "c"]), ("link_and_dedupe", ["a", "b"]), ("link_and_dedupe", ["a", "b", "c"]), ("link_only", ["zoo", "Ark"])))
    comparisons = [with_parameters(rng, c) for c in person_comparisons(rng)]
    made = settings(rng, comparisons, rng.choice(([], [rule(rng, t) for t in rng.sample(RULES, 2)], ['l."city" = r."city"', "substr(l.forename,1,1) = substr(r.forename,1,1)"])), link_type)
    tasks = [{"do": "predict"}, {"do": "clusters", "threshold_match_probability": rng.choice((0.5, 0.9, 0.99))}]
    if rng.random() < 0.5:
        tasks.append({"do": "clusters", "threshold_match_weight": rng.choice((-2.5, 0.5, 3.3))})
    if rng.random() < 0.5:
        tasks.append({"do": "predict", "threshold_match_weight": rng.choice((-3.1, 0.05, 2.2))})
    return case(f"linking {number}", made, people.tables(rng, names, rng.randint(9, 26), text_ids=False), tasks)


def frequency_case(rng: random.Random, number: int) -> dict:
    """Term frequencies on exact and likeness levels, with weight, floor and the detection switched off."""
    comparisons = []
    for column in rng.sample(["forename", "surname", "city", "postcode"], rng.randint(1, 3)):
        d = dictionary(rng.choice((cl.JaroWinklerAtThresholds(column), cl.LevenshteinAtThresholds(column), cl.ExactMatch(column), cl.NameComparison(column))))
        exact = next(v for v in d["comparison_levels"] if not v.get("is_null_level"))
        exact["tf_adjustment_column"] = column
        exact["tf_adjustment_weight"] = rng.choice((1.0, 1.0, 0.5, 0.3, 2.0))
        if rng.random() < 0.4:
            exact["tf_minimum_u_value"] = rng.choice((0.05, 0.1, 0.2))
        for level in d["comparison_levels"]:
            if level is not exact and not level.get("is_null_level") and level["sql_condition"] != "ELSE" and rng.random() < 0.6:
                level["tf_adjustment_column"] = column
                level["tf_adjustment_weight"] = rng.choice((1.0, 0.7, 0.25))
                if rng.random() < 0.4:
                    level["disable_tf_exact_match_detection"] = True
                if rng.random() < 0.3:
                    level["tf_minimum_u_value"] = 0.08
        if rng.random() < 0.15:
            exact["disable_tf_exact_match_detection"] = True
        comparisons.append(with_parameters(rng, d) if rng.random() < 0.85 else d)
    link_type, names = rng.choice((("dedupe_only", ["people"]), ("dedupe_only", ["people"]), ("link_only", ["a", "b"]), ("link_and_dedupe", ["a", "b"])))
    made = settings(rng, comparisons, rng.choice(([], ["l.city = r.city", "l.surname = r.surname"])), link_type)
    tasks = [{"do": "predict"}]
    if rng.random() < 0.3:
        tasks.append({"do": "clusters", "threshold_match_probability": 0.6})
    return case(f"term frequencies {number}", made, people.tables(rng, names, rng.randint(12, 22), nulls=rng.choice((0.05, 0.2))), tasks, frequency_columns=frequency_columns(comparisons))


def training_case(rng: random.Random, number: int) -> dict:
    tf = rng.random() < 0.5
    comparisons = person_comparisons(rng, tf)
    if rng.random() < 0.3:
        comparisons[0] = with_parameters(rng, comparisons[0])
    if rng.random() < 0.25:
        for level in rng.sample([v for c in comparisons for v in c["comparison_levels"] if not v.get("is_null_level")], 2):
            level["fix_m_probability" if rng.random() < 0.5 else "fix_u_probability"] = True
            level["m_probability"], level["u_probability"] = 0.4, 0.07
    link_type, names = rng.choice((("dedupe_only", ["people"]), ("dedupe_only", ["people"]), ("dedupe_only", ["people"]), ("link_only", ["a", "b"]), ("link_only", ["a", "b", "c"]), ("link_and_dedupe", ["a", "b"])))
    made = settings(rng, comparisons, ['l."surname" = r."surname"', 'l."city" = r."city"', "substr(l.dob,1,4) = substr(r.dob,1,4)"], link_type)
    made["em_convergence"] = rng.choice((0.0001, 0.001, 0.00001))
    made["max_iterations"] = rng.choice((25, 25, 4))
    tables = people.tables(rng, names, rng.randint(40, 70), nulls=0.06)
    steps = []
    if rng.random() < 0.8:
        steps.append({"do": "lambda", "rules": rng.sample(['l."forename" = r."forename" and l."surname" = r."surname"', "l.email = r.email", "l.dob = r.dob and l.surname = r.surname"], rng.randint(1, 3)), "recall": rng.choice((0.6, 0.8, 1.0))})
    steps.append({"do": "u"})
    kind = rng.random()
    flags = {}
    if rng.random() < 0.35:
        flags["fix_u_probabilities"] = False
    elif rng.random() < 0.15:
        flags["fix_u_probabilities"], flags["fix_m_probabilities"] = False, True
    if rng.random() < 0.2:
        flags["fix_probability_two_random_records_match"] = True
    if rng.random() < 0.4:
        flags["estimate_without_term_frequencies"] = True
    if rng.random() < 0.2:
        flags["populate_probability_two_random_records_match_from_trained_values"] = True
    if kind < 0.7:
        rules = ['l."surname" = r."surname"', 'l."city" = r."city"', 'l."forename" = r."forename"', 'l."dob" = r."dob"', "l.email = r.email", "(l.surname = r.surname) AND (l.city = r.city)", "substr(l.surname,1,1) = substr(r.surname,1,1)", "l.flag = r.flag", "l.postcode = r.postcode"]
        steps.extend({"do": "em", "rule": text, **flags} for text in rng.sample(rules, rng.randint(1, 3)))
    elif kind < 0.85:
        steps.append({"do": "m_column", "column": "person"})
    else:
        steps.append({"do": "m_labels", "labels": labels(rng, tables, len(names) > 1, link_type)})
    tasks = [{"do": "train", "steps": steps, "then_predict": rng.random() < 0.35}]
    return case(f"training {number}", made, tables, tasks, frequency_columns=frequency_columns(comparisons))


def labels(rng: random.Random, tables: list[dict], multi: bool, link_type: str) -> list:
    """Pairs of the same person, and some that are not, each with a score."""
    ends = [(t["name"], r) for t in tables for r in t["rows"]]
    end = (lambda e: [e[0], e[1]["unique_id"]]) if multi else (lambda e: e[1]["unique_id"])
    found, others = [], []
    for i, a in enumerate(ends):
        for b in ends[i + 1:]:
            if link_type == "link_only" and a[0] == b[0]:
                continue
            pair = (a, b) if rng.random() < 0.5 else (b, a)
            if a[1]["person"] is not None and a[1]["person"] == b[1]["person"]:
                found.append([end(pair[0]), end(pair[1]), 1.0])
            elif rng.random() < 0.08:
                others.append([end(pair[0]), end(pair[1]), rng.choice((0.0, 0.2))])
    return found + others[:12]


def clustering_case(rng: random.Random, number: int) -> dict:
    kind = rng.choice(("thresholds", "best", "best", "graph"))
    comparisons = [with_parameters(rng, c) for c in person_comparisons(rng, tf=rng.random() < 0.5)]
    link_type, names = ("dedupe_only", ["people"]) if kind == "thresholds" else rng.choice((("link_only", ["a", "b"]), ("link_only", ["a", "b", "c"]), ("link_and_dedupe", ["a", "b", "c"])))
    if kind == "graph":
        link_type, names = rng.choice((("dedupe_only", ["people"]), ("link_and_dedupe", ["a", "b"])))
    made = settings(rng, comparisons, ['l."surname" = r."surname"', 'l."city" = r."city"', "substr(l.forename,1,1) = substr(r.forename,1,1)"], link_type)
    made["probability_two_random_records_match"] = rng.choice((0.01, 0.05, 0.3))
    tasks: list[dict] = [{"do": "predict"}]
    if kind == "thresholds":
        tasks.append({"do": "thresholds", "probabilities": sorted(rng.sample([0.1, 0.5, 0.8, 0.9, 0.95, 0.99], 3))})
        tasks.append({"do": "clusters", "threshold_match_probability": 0.8})
    elif kind == "best":
        for ties in ("lowest_id", "drop"):
            tasks.append({"do": "best_links", "duplicate_free": rng.choice((names, names[:1], names[:2])), "ties": ties, "threshold_match_probability": rng.choice((0.1, 0.5, 0.9))})
    else:
        tasks.append({"do": "graph_metrics", "threshold_match_probability": rng.choice((0.3, 0.7))})
    return case(f"clusters {number}", made, people.tables(rng, names, rng.randint(14, 30)), tasks)


def pair_case(rng: random.Random, number: int) -> dict:
    comparisons = [with_parameters(rng, c) for c in person_comparisons(rng, tf=rng.random() < 0.7)]
    made = settings(rng, comparisons, ['l."surname" = r."surname"', 'l."city" = r."city"'])
    tables = people.tables(rng, ["people"], rng.randint(12, 20))
    rows = tables[0]["rows"]
    new = people.tables(rng, ["new"], 4)[0]["rows"]
    for r in new[:2]:
        r.update({k: v for k, v in rng.choice(rows).items() if k != "city"})
    for i, r in enumerate(new):
        r["unique_id"] = 1000 + i
    result = case(f"pairs {number}", made, tables, [{"do": "score_pairs", "pairs": [rng.sample(range(len(rows)), 2) for _ in range(4)]}], frequency_columns=frequency_columns(comparisons))
    columns = [c for c, _ in result["columns"]]
    result["tasks"].append({"do": "new_records", "rows": [[r[c] for c in columns] for r in new], "rules": rng.choice(([], ['l."surname" = r."surname"', 'l."city" = r."city"'])), "threshold_match_weight": rng.choice((-40.0, -4.0, 0.0))})
    return result


def evaluation_case(rng: random.Random, number: int) -> dict:
    comparisons = [with_parameters(rng, c) for c in person_comparisons(rng, tf=rng.random() < 0.4)]
    link_type, names = rng.choice((("dedupe_only", ["people"]), ("dedupe_only", ["people"]), ("link_only", ["a", "b"])))
    made = settings(rng, comparisons, ['l."surname" = r."surname"', 'l."city" = r."city"'], link_type)
    made["probability_two_random_records_match"] = rng.choice((0.01, 0.05, 0.3))
    tables = people.tables(rng, names, rng.randint(12, 24))
    tasks: list[dict] = [
        {"do": "accuracy", "column": "person", "round_to": rng.choice((0.1, 1, 0.5)), "blocked_as_zero": rng.random() < 0.6},
        {"do": "accuracy", "labels": labels(rng, tables, len(names) > 1, link_type), "round_to": rng.choice((0.1, 1))},
    ]
    if link_type == "dedupe_only":
        tasks.append({"do": "unlinkables"})
        tasks.append({"do": "prediction_errors", "column": "person"})
    return case(f"evaluation {number}", made, tables, tasks)


def alphabet_case(rng: random.Random, number: int) -> dict:
    """Names with letters of more than one byte, for which 1.5.6 and 2.0.1 count differently."""
    names = rng.sample(["LevenshteinLevel", "DamerauLevenshteinLevel", "JaroWinklerLevel", "JaroLevel", "JaccardLevel", "PairwiseStringDistanceFunctionLevel", "ExactMatchLevel"], 2)
    comparisons, covers = [], []
    for place, name in zip(("first", "second"), names):
        c, at = focus_level(rng, name, place)
        comparisons.append(with_parameters(rng, dictionary(c)))
        covers.append({"comparison": place, "creator": name, "level": at})
    made = settings(rng, comparisons, [])
    return case(f"letters {number}", made, people.tables(rng, ["people"], rng.randint(10, 16), accented=0.9), [{"do": "predict"}], covers=covers)


def style_case(rng: random.Random, number: int) -> dict:
    """Settings as older versions wrote them: unquoted names, rules as text, few keys."""
    comparisons = [with_parameters(rng, c) for c in person_comparisons(rng, tf=True)]
    for c in comparisons:
        for level in c["comparison_levels"]:
            level["sql_condition"] = re.sub(r'"([a-z_]+_[lr])"', r"\1", level["sql_condition"])
            if rng.random() < 0.5:
                level["sql_condition"] = level["sql_condition"].replace("IS NULL OR", "is null or").replace(" = ", "  =\n ")
            for key in ("fix_m_probability", "fix_u_probability", "label_for_charts"):
                if rng.random() < 0.7:
                    level.pop(key, None)
            if level.get("tf_adjustment_column") and rng.random() < 0.5:
                level["tf_adjustment_column"] = '"' + level["tf_adjustment_column"].strip('"') + '"'
        if rng.random() < 0.5:
            c.pop("comparison_description", None)
    full = settings(rng, comparisons, ["l.surname = r.surname", "(l.city = r.city)"])
    keep = {"link_type", "probability_two_random_records_match", "comparisons", "blocking_rules_to_generate_predictions", "retain_intermediate_calculation_columns", "retain_matching_columns", "sql_dialect"}
    made = {k: v for k, v in full.items() if k in keep}
    return case(f"older settings {number}", made, people.tables(rng, ["people"], rng.randint(10, 18)), [{"do": "predict"}])


def odd_case(rng: random.Random, number: int) -> dict:
    """Data and parameters at the edges."""
    kind = ["one record", "all null", "one value", "steep weights", "endless numbers", "no pairs", "empty lists", "text ids", "empty text in jaccard", "two of everything", "odd names", "number as text"][number % 12]
    comparisons = [with_parameters(rng, dictionary(c)) for c in (cl.ExactMatch("forename"), cl.LevenshteinAtThresholds("surname"))]
    rules: list = []
    tables = people.tables(rng, ["people"], 1 if kind == "one record" else 10)
    rows = tables[0]["rows"]
    if kind == "all null":
        for r in rows:
            r["forename"] = r["surname"] = None
    elif kind == "one value":
        for r in rows:
            r["forename"], r["surname"] = "Ann", "Smith"
    elif kind == "steep weights":
        for c in comparisons:
            for level in c["comparison_levels"]:
                if not level.get("is_null_level"):
                    level["m_probability"], level["u_probability"] = rng.choice(((0.999, 1e-290), (1e-280, 0.9), (0.5, 1e-20)))
    elif kind == "endless numbers":
        comparisons = [with_parameters(rng, dictionary(cl.CustomComparison(output_column_name="height", comparison_levels=[LEVELS["AbsoluteDifferenceLevel"](rng)[0], LEVELS["PercentageDifferenceLevel"](rng)[0], ElseLevel()])))]
        for r in rows:
            for column in ("height", "income"):
                if rng.random() < 0.4:
                    r[column] = rng.choice(("NaN", "Infinity", "-Infinity", 0.0, -5.0))
    elif kind == "no pairs":
        rules = ["l.forename = r.forename and 1 = 2"]
    elif kind == "empty lists":
        comparisons = [with_parameters(rng, dictionary(COMPARISONS[n](rng))) for n in ("PairwiseStringDistanceFunctionAtThresholds", "ArrayIntersectAtSizes")][: rng.randint(1, 2)]
        if len(comparisons) == 2 and comparisons[0]["output_column_name"] == comparisons[1]["output_column_name"]:
            comparisons.pop()
        for r in rows:
            r["aliases"] = rng.choice(([], [None], ["Ann", None], ["Ann"], [""], None, ["Anne", "Ann"]))
            r["tags"] = rng.choice(([], [None], ["red", "red"], ["red", None], None, ["red"]))
    elif kind == "empty text in jaccard":
        comparisons = [with_parameters(rng, dictionary(cl.JaccardAtThresholds("forename")))]
        rows[0]["forename"], rows[1]["forename"] = "", "Ann"
    elif kind == "odd names":
        comparisons[0]["output_column_name"] = "first name"
    elif kind == "number as text":
        comparisons.append(with_parameters(rng, dictionary(cl.ExactMatch("code"))))
    if kind == "text ids":
        tables = people.tables(rng, ["people"], 12, text_ids=True)
    result = case(f"{kind} {number}", settings(rng, comparisons, rules), tables, [{"do": "predict"}])
    if kind == "text ids":
        result["columns"][0][1] = "text"
    return result


def exploded_case(rng: random.Random, number: int) -> dict:
    rules = [exploding(rng) for _ in range(rng.randint(1, 2))] + [rule(rng, t) for t in rng.sample(RULES[:10], rng.randint(0, 2))]
    rng.shuffle(rules)
    link_type, names = rng.choice((("dedupe_only", ["people"]), ("link_only", ["a", "b"]), ("link_and_dedupe", ["a", "b"])))
    comparisons = [with_parameters(rng, dictionary(cl.ArrayIntersectAtSizes("tags", [2, 1]))), with_parameters(rng, dictionary(cl.ExactMatch("surname")))]
    return case(f"exploded {number}", settings(rng, comparisons, rules, link_type), people.tables(rng, names, rng.randint(10, 24)), [{"do": "predict"}, {"do": "counts", "rules": rules}])


#: Groups without a focus: maker and how many.
GROUPS = {
    "blocking": (blocking_case, 44), "exploding": (exploded_case, 16), "linking": (linking_case, 32), "term-frequencies": (frequency_case, 40), "training": (training_case, 56),
    "clusters": (clustering_case, 28), "pairs": (pair_case, 16), "evaluation": (evaluation_case, 16), "letters": (alphabet_case, 24), "older-settings": (style_case, 12), "edges": (odd_case, 24),
}
