"""Asks Splink (4 or 5, whichever is installed) the tasks of a case and writes its answers down as plain values."""

import logging
import math
import warnings

import duckdb
import splink
from splink import DuckDBAPI, Linker
from splink.internals.unlinkables import unlinkables_data

logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")

VERSION = splink.__version__
SHOW_ERRORS = False
FOUR = VERSION.startswith("4.")
SQL_TYPES = {"integer": "BIGINT", "number": "DOUBLE", "text": "VARCHAR", "date": "DATE", "boolean": "BOOLEAN", "text[]": "VARCHAR[]", "number[3]": "DOUBLE[3]"}


def plain(value):
    """A number with 13 significant digits, so that files are small and both versions' last bits agree."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return float(f"{value:.13g}")
    return str(value)


class Job:
    """One case in a database of its own."""

    def __init__(self, case: dict):
        self.case = case
        self.con = duckdb.connect(":memory:")
        self.con.execute("SET threads=1")
        if not FOUR:
            # Splink 5.0.0 still writes `x -> …`, which DuckDB 2 refuses unless told otherwise.
            self.con.execute("SET lambda_syntax='ENABLE_SINGLE_ARROW'")
        self.api = DuckDBAPI(connection=self.con)
        self.names = [t["name"] for t in case["tables"]]
        for table in case["tables"]:
            self.make_table(f"t_{table['name']}", table["rows"])
        self.multi = len(self.names) > 1
        if FOUR:
            tables = [f"t_{n}" for n in self.names]
            self.linker = Linker(tables if self.multi else tables[0], case["settings"], db_api=self.api, input_table_aliases=self.names if self.multi else None, set_up_basic_logging=False)
        else:
            self.registered = [self.api.register(f"t_{n}", dataset_display_name=n) for n in self.names]
            self.linker = Linker(self.registered if self.multi else self.registered[0], case["settings"], log_level=None)
        self._predicted = None

    def close(self):
        self.con.close()

    def make_table(self, name: str, rows: list, columns=None):
        columns = columns or self.case["columns"]
        declared = ", ".join(f"\"{c}\" {SQL_TYPES[t]}" for c, t in columns)
        self.con.execute(f"CREATE TABLE {name} ({declared})")
        if rows:
            self.con.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", [[special(v) for v in r] for r in rows])

    def select(self, sql: str) -> tuple[list[str], list[tuple]]:
        result = self.con.execute(sql)
        return [d[0] for d in result.description], result.fetchall()

    def predicted(self):
        if self._predicted is None:
            self._predicted = self.linker.inference.predict()
        return self._predicted

    def ends(self, columns: list[str], row: tuple) -> list:
        at = {c: i for i, c in enumerate(columns)}
        l, r = row[at["unique_id_l"]], row[at["unique_id_r"]]
        if "source_dataset_l" in at:
            return [[row[at["source_dataset_l"]], l], [row[at["source_dataset_r"]], r]]
        return [l, r]

    def gammas(self) -> list[tuple[str, str]]:
        """Each comparison's name and its column's."""
        return [(c["output_column_name"], f"gamma_{c['output_column_name']}".replace(" ", "_")) for c in self.case["settings"]["comparisons"]]

    def pairs(self, table, scored: bool = True) -> dict:
        """Columns of pairs in the order of their ends."""
        columns, rows = self.select(f"select * from {table.physical_name}")
        at = {c: i for i, c in enumerate(columns)}
        rows = sorted(rows, key=lambda r: str(self.ends(columns, r)))
        answer = {"l": [], "r": []}
        for row in rows:
            l, r = self.ends(columns, row)
            answer["l"].append(l)
            answer["r"].append(r)
        if "match_key" in at:
            answer["key"] = [str(r[at["match_key"]]) for r in rows]
        if scored:
            answer["weight"] = [plain(r[at["match_weight"]]) for r in rows]
            answer["probability"] = [plain(r[at["match_probability"]]) for r in rows]
            answer["gamma"] = {name: [r[at[gamma]] for r in rows] for name, gamma in self.gammas()}
        return answer

    def members(self, table) -> list:
        """Clusters as lists of members, each in order."""
        columns, rows = self.select(f"select * from {table.physical_name}")
        at = {c: i for i, c in enumerate(columns)}
        clusters: dict = {}
        for row in rows:
            member = [row[at["source_dataset"]], row[at["unique_id"]]] if self.multi and "source_dataset" in at else row[at["unique_id"]]
            clusters.setdefault(row[at["cluster_id"]], []).append(member)
        return sorted(([str(k), sorted(v, key=str)] for k, v in clusters.items()), key=str)

    # Tasks.

    def predict(self, threshold_match_weight=None, threshold_match_probability=None):
        if threshold_match_weight is None and threshold_match_probability is None:
            return self.pairs(self.predicted())
        return self.pairs(self.linker.inference.predict(threshold_match_weight=threshold_match_weight, threshold_match_probability=threshold_match_probability))

    def clusters(self, threshold_match_probability=None, threshold_match_weight=None):
        return self.members(self.linker.clustering.cluster_pairwise_predictions_at_threshold(self.predicted(), threshold_match_probability=threshold_match_probability, threshold_match_weight=threshold_match_weight))

    def best_links(self, duplicate_free, ties, threshold_match_probability):
        return self.members(self.linker.clustering.cluster_using_single_best_links(self.predicted(), duplicate_free_datasets=duplicate_free, threshold_match_probability=threshold_match_probability, ties_method=ties))

    def thresholds(self, probabilities):
        from splink.internals.clustering import cluster_pairwise_predictions_at_multiple_thresholds as several

        name = self.con.execute(f"create table edges_ as select unique_id_l, unique_id_r, match_probability from {self.predicted().physical_name}") and "edges_"
        if FOUR:
            table = several(f"t_{self.names[0]}", name, db_api=self.api, node_id_column_name="unique_id", edge_id_column_name_left="unique_id_l", edge_id_column_name_right="unique_id_r", match_probability_thresholds=probabilities)
        else:
            table = several(self.registered[0], self.api.register(name), db_api=self.api, node_id_column_name="unique_id", edge_id_column_name_left="unique_id_l", edge_id_column_name_right="unique_id_r", match_probability_thresholds=probabilities)
        columns, rows = self.select(f"select * from {table.physical_name} order by unique_id")
        return {"columns": columns, "rows": [list(r) for r in rows]}

    def deterministic(self):
        return self.pairs(self.linker.inference.deterministic_link(), scored=False)

    def graph_metrics(self, threshold_match_probability):
        clustered = self.linker.clustering.cluster_pairwise_predictions_at_threshold(self.predicted(), threshold_match_probability=threshold_match_probability)
        metrics = self.linker.clustering.compute_graph_metrics(self.predicted(), clustered, threshold_match_probability=threshold_match_probability)
        answer = {}
        for part in ("nodes", "clusters"):
            columns, rows = self.select(f"select * from {getattr(metrics, part).physical_name}")
            answer[part] = {"columns": columns, "rows": sorted([[plain(v) for v in r] for r in rows], key=str)}
        return answer

    def frequencies(self):
        for column in self.case.get("frequency_columns", []):
            self.linker.table_management.compute_tf_table(column)

    def score_pairs(self, pairs):
        """Pairs of record numbers of the first table, as records on their own."""
        self.frequencies()
        columns = [c for c, _ in self.case["columns"]]
        rows = self.case["tables"][0]["rows"]
        answers = []
        for l, r in pairs:
            left, right = dict(zip(columns, rows[l])), dict(zip(columns, rows[r]))
            self.make_table(f"l_{l}_{r}_{len(answers)}", [rows[l]])
            self.make_table(f"r_{l}_{r}_{len(answers)}", [rows[r]])
            if FOUR:
                table = self.linker.inference.compare_two_records(f"l_{l}_{r}_{len(answers)}", f"r_{l}_{r}_{len(answers)}", include_found_by_blocking_rules=True)
            else:
                table = self.linker.inference.score_pair(self.api.register(f"l_{l}_{r}_{len(answers)}"), self.api.register(f"r_{l}_{r}_{len(answers)}"), include_found_by_blocking_rules=True)
            got, scored = self.select(f"select * from {table.physical_name}")
            at = {c: i for i, c in enumerate(got)}
            row = scored[0]
            answers.append({
                "weight": plain(row[at["match_weight"]]), "probability": plain(row[at["match_probability"]]),
                "gamma": {name: row[at[gamma]] for name, gamma in self.gammas()},
                "found_by_rules": row[at["found_by_blocking_rules"]],
            })
        return answers

    def new_records(self, rows, rules, threshold_match_weight):
        """New records against the old: pairs as [old, new]."""
        self.frequencies()
        self.make_table("new_", rows)
        old = {r[0] for t in self.case["tables"] for r in t["rows"]}
        if FOUR:
            table = self.linker.inference.find_matches_to_new_records("new_", blocking_rules=rules, match_weight_threshold=threshold_match_weight)
        else:
            table = self.linker.inference.predict_between(self.registered[0], self.api.register("new_"), blocking_rules_to_generate_predictions=rules or ["1=1"], threshold_match_weight=threshold_match_weight)
        columns, found = self.select(f"select * from {table.physical_name}")
        at = {c: i for i, c in enumerate(columns)}
        answer = []
        for row in found:
            l, r = row[at["unique_id_l"]], row[at["unique_id_r"]]
            ends = [l, r] if l in old else [r, l]
            answer.append([*ends, plain(row[at["match_weight"]]), plain(row[at["match_probability"]]), [row[at[gamma]] for _, gamma in self.gammas()]])
        return sorted(answer, key=str)

    def unlinkables(self):
        return [[plain(float(r["match_weight"])), plain(float(r["match_probability"])), plain(float(r["prop"])), plain(float(r["cum_prop"]))] for r in unlinkables_data(self.linker)]

    def accuracy(self, column=None, labels=None, round_to=0.1, blocked_as_zero=True):
        metrics = ["specificity", "npv", "accuracy", "f1", "f2", "f0_5", "p4", "phi"]
        if column is not None:
            table = self.linker.evaluation.accuracy_analysis_from_labels_column(column, match_weight_round_to_nearest=round_to, output_type="table", add_metrics=metrics, positives_not_captured_by_blocking_rules_scored_as_zero=blocked_as_zero)
        else:
            table = self.linker.evaluation.accuracy_analysis_from_labels_table(self.labels(labels), match_weight_round_to_nearest=round_to, output_type="table", add_metrics=metrics)
        columns, rows = self.select(f"select * from {table.physical_name} order by truth_threshold")
        return {"columns": columns, "rows": [[plain(v) if not hasattr(v, "as_tuple") else float(v) for v in r] for r in rows]}

    def prediction_errors(self, column):
        table = self.linker.evaluation.prediction_errors_from_labels_column(column, threshold_match_probability=0.5)
        columns, rows = self.select(f"select * from {table.physical_name}")
        return sorted(([*self.ends(columns, r)] for r in rows), key=str)

    def labels(self, labels):
        """Labels [l, r, score], ends of several tables as [source, id]."""
        name = f"labels_{len(labels)}"
        columns = [("unique_id_l", "integer"), ("unique_id_r", "integer"), ("clerical_match_score", "number")]
        rows = labels
        if self.multi:
            columns = [("source_dataset_l", "text"), ("source_dataset_r", "text"), *columns]
            rows = [[l[0], r[0], l[1], r[1], s] for l, r, s in labels]
        self.make_table(name, rows, columns)
        if FOUR:
            return self.linker.table_management.register_labels_table(self.con.table(name).df())
        return self.linker.table_management.register_labels_table(self.api.register(name))

    def counts(self, rules):
        """Pairs of each rule that no rule before it finds, and of each rule alone."""
        if FOUR and self.case["settings"]["link_type"] == "link_only" and any("<" in str(r) for r in rules):
            # It gives tables names at random here, so that it is chance which is the left one.
            raise ValueError("Splink 4 counts rules that are not symmetrical by chance")
        exploding = any(isinstance(r, dict) and r.get("arrays_to_explode") for r in rules)
        return {"marginal": self.marginal(rules), "alone": None if exploding else [self.marginal([r])[0] for r in rules]}

    def marginal(self, rules) -> list[int]:
        if FOUR:
            from splink.internals.blocking_analysis import cumulative_comparisons_to_be_scored_from_blocking_rules_data as cumulative

            found = cumulative(table_or_tables=[f"t_{n}" for n in self.names], blocking_rules=rules, link_type=self.case["settings"]["link_type"], db_api=self.api)
            return [int(v) for v in found["row_count"]]
        found = self.linker.blocking_analysis.count_comparisons_from_blocking_rules(rules, record_sample_proportion=1.0)
        return [int((r if isinstance(r, dict) else vars(r))["marginal_comparison_count"]) for r in found]

    def train(self, steps, then_predict=False):
        answer = {"steps": []}
        try:
            self.train_steps(steps, answer)
        except Exception as error:  # noqa: BLE001
            return {**answer, "error": type(error).__name__}
        answer["lambda"] = plain(self.linker._settings_obj._probability_two_random_records_match)
        answer["m"], answer["u"] = self.parameters("m"), self.parameters("u")
        if then_predict:
            saved = self.linker.misc.save_model_to_json()
            answer["saved"] = {k: saved[k] for k in ("probability_two_random_records_match", "comparisons")}
            answer["pairs"] = self.pairs(self.linker.inference.predict())
        return answer

    def train_steps(self, steps, answer):
        training = self.linker.training
        for step in steps:
            step = dict(step)
            do = step.pop("do")
            if do == "lambda":
                training.estimate_probability_two_random_records_match(step["rules"], recall=step["recall"])
                answer["steps"].append({"lambda": plain(self.linker._settings_obj._probability_two_random_records_match)})
            elif do == "u":
                if FOUR:
                    training.estimate_u_using_random_sampling(max_pairs=1e9)
                else:
                    training.estimate_u_using_random_sampling(max_pairs=1e9, min_count_per_level=None, num_chunks=1)
                answer["steps"].append({"u": self.parameters("u")})
            elif do == "em":
                session = training.estimate_parameters_using_expectation_maximisation(step.pop("rule"), **step)
                history = session._core_model_settings_history
                answer["steps"].append({
                    "lambda": [plain(h.probability_two_random_records_match) for h in history],
                    "comparisons": [c.output_column_name for c in history[-1].comparisons],
                    "m": [[plain(level.m_probability) for level in c._comparison_levels_excluding_null] for c in history[-1].comparisons],
                    "u": [[plain(level.u_probability) for level in c._comparison_levels_excluding_null] for c in history[-1].comparisons],
                })
            elif do == "m_column":
                training.estimate_m_from_label_column(step["column"])
                answer["steps"].append({"m": self.parameters("m")})
            elif do == "m_labels":
                labels = self.labels(step["labels"])
                training.estimate_m_from_pairwise_labels(labels)
                answer["steps"].append({"m": self.parameters("m")})

    def parameters(self, which):
        return [[plain(getattr(level, f"{which}_probability")) for level in c._comparison_levels_excluding_null] for c in self.linker._settings_obj.comparisons]


def special(value):
    return float(value) if value in ("NaN", "Infinity", "-Infinity") else value


def answer(case: dict) -> list:
    """Splink's answer to each task of the case; an error is an answer."""
    try:
        job = Job(case)
    except Exception as error:  # noqa: BLE001
        return [{"error": type(error).__name__} for _ in case["tasks"]]
    answers = []
    try:
        for task in case["tasks"]:
            options = {k: v for k, v in task.items() if k not in ("do", "answers")}
            try:
                answers.append(getattr(job, task["do"])(**options))
            except Exception as error:  # noqa: BLE001
                answers.append({"error": type(error).__name__})
                if SHOW_ERRORS:
                    print(case["name"], task["do"], str(error)[-300:])
        return answers
    finally:
        job.close()


def alike(a, b) -> bool:
    """Whether two answers differ by no more than rounding."""
    if isinstance(a, float) or isinstance(b, float):
        if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
            return False
        return a == b or abs(a - b) <= 2e-11 * max(1, abs(a))
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        if isinstance(b, dict) and "error" in a and "error" in b:
            return alike({k: v for k, v in a.items() if k != "error"}, {k: v for k, v in b.items() if k != "error"})
        return isinstance(b, dict) and a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    return a == b
