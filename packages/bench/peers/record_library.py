"""
Records what Splink's level, comparison and blocking creators write, option by option, for the library's tests (see README.md).

    python record_library.py <folder>     under each Splink version; adds `library-<version>.json`
"""

import json
import sys
from pathlib import Path

import splink
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import ColumnExpression as C
from splink import block_on
from splink.blocking_rule_library import And, CustomRule, Not

a = C("a")

#: Our call, as text that the test knows by name, and Splink's.
LEVELS = {
    "null": cll.NullLevel("a"),
    "null, pattern": cll.NullLevel("a", valid_string_pattern="^x"),
    "null, spaced name": cll.NullLevel("my col"),
    "else": cll.ElseLevel(),
    "custom": cll.CustomLevel("substr(a_l, 1, 1) = substr(a_r, 1, 1)"),
    "custom, labelled": cll.CustomLevel("a_l = a_r", "same a"),
    "exact": cll.ExactMatchLevel("a"),
    "exact, spaced name": cll.ExactMatchLevel("my col"),
    "exact, tf": cll.ExactMatchLevel("a", term_frequency_adjustments=True),
    "exact, lower": cll.ExactMatchLevel(a.lower()),
    "exact, substr": cll.ExactMatchLevel(a.substr(1, 3)),
    "exact, nullif": cll.ExactMatchLevel(a.nullif("x")),
    "exact, cast": cll.ExactMatchLevel(a.cast_to_string()),
    "exact, first": cll.ExactMatchLevel(a.access_extreme_array_element("first")),
    "exact, last": cll.ExactMatchLevel(a.access_extreme_array_element("last")),
    "exact, date": cll.ExactMatchLevel(a.try_parse_date()),
    "exact, date format": cll.ExactMatchLevel(a.try_parse_date("%d/%m/%Y")),
    "exact, timestamp": cll.ExactMatchLevel(a.try_parse_timestamp()),
    "exact, regex": cll.ExactMatchLevel(a.regex_extract("^[A-Z]+")),
    "exact, regex group": cll.ExactMatchLevel(a.regex_extract("^([A-Z])([0-9])", 2)),
    "exact, lower then substr": cll.ExactMatchLevel(a.lower().substr(2, 2)),
    "exact, sql": cll.ExactMatchLevel(C("lower(a) || b")),
    "exact, sql then substr": cll.ExactMatchLevel(C("upper(a)").substr(1, 2)),
    "literal both": cll.LiteralMatchLevel("a", "x", "string"),
    "literal left": cll.LiteralMatchLevel("a", "x", "string", "left"),
    "literal right": cll.LiteralMatchLevel("a", "x", "string", "right"),
    "literal date": cll.LiteralMatchLevel("a", "2020-01-01", "date"),
    "literal int": cll.LiteralMatchLevel("a", "1", "int"),
    "literal float": cll.LiteralMatchLevel("a", "1.5", "float"),
    "reversed": cll.ColumnsReversedLevel("f", "s"),
    "reversed both": cll.ColumnsReversedLevel("f", "s", symmetrical=True),
    "levenshtein": cll.LevenshteinLevel("a", 2),
    "levenshtein lower": cll.LevenshteinLevel(a.lower(), 1),
    "damerau": cll.DamerauLevenshteinLevel("a", 1),
    "jaro-winkler": cll.JaroWinklerLevel("a", 0.9),
    "jaro-winkler 1": cll.JaroWinklerLevel("a", 1),
    "jaro": cll.JaroLevel("a", 0.9),
    "jaccard": cll.JaccardLevel("a", 0.9),
    "distance function": cll.DistanceFunctionLevel("a", "hamming", 3, higher_is_more_similar=False),
    "similarity function": cll.DistanceFunctionLevel("a", "jaro_similarity", 0.75),
    "pairwise levenshtein": cll.PairwiseStringDistanceFunctionLevel("a", "levenshtein", 1),
    "pairwise damerau": cll.PairwiseStringDistanceFunctionLevel("a", "damerau_levenshtein", 2),
    "pairwise jaro-winkler": cll.PairwiseStringDistanceFunctionLevel("a", "jaro_winkler", 0.9),
    "pairwise jaro": cll.PairwiseStringDistanceFunctionLevel("a", "jaro", 0.9),
    **{f"time {n} {m}": cll.AbsoluteTimeDifferenceLevel("a", input_is_string=True, threshold=n, metric=m) for n, m in ((5, "second"), (5, "minute"), (2, "hour"), (1, "day"), (1, "month"), (1, "year"), (2.5, "year"))},
    **{f"date {n} {m}": cll.AbsoluteDateDifferenceLevel("a", input_is_string=True, threshold=n, metric=m) for n, m in ((1, "day"), (1, "month"), (3, "month"), (1, "year"), (10, "year"))},
    "date typed": cll.AbsoluteDateDifferenceLevel("a", input_is_string=False, threshold=10, metric="year"),
    "date format": cll.AbsoluteDateDifferenceLevel("a", input_is_string=True, threshold=1, metric="month", datetime_format="%d/%m/%Y"),
    "km": cll.DistanceInKMLevel("lat", "lng", 10),
    "km not null": cll.DistanceInKMLevel("lat", "lng", 0.5, not_null=True),
    "cosine": cll.CosineSimilarityLevel("a", 0.9),
    "intersect": cll.ArrayIntersectLevel("a", 2),
    "intersect default": cll.ArrayIntersectLevel("a"),
    "subset": cll.ArraySubsetLevel("a"),
    "subset empty": cll.ArraySubsetLevel("a", empty_is_subset=True),
    "percentage": cll.PercentageDifferenceLevel("a", 0.1),
    "percentage half": cll.PercentageDifferenceLevel("a", 0.125),
    "difference": cll.AbsoluteDifferenceLevel("a", 5),
    "and": cll.And(cll.ExactMatchLevel("a"), cll.LevenshteinLevel("b", 1)),
    "and of nulls": cll.And(cll.NullLevel("a"), cll.NullLevel("b")),
    "or": cll.Or(cll.ExactMatchLevel("a"), cll.ExactMatchLevel("b"), cll.ExactMatchLevel("c")),
    "not": cll.Not(cll.ExactMatchLevel("a")),
    "not null": cll.Not(cll.NullLevel("a")),
    "nested": cll.Or(cll.And(cll.ExactMatchLevel("a"), cll.Not(cll.ExactMatchLevel("b"))), cll.JaroLevel("c", 0.9)),
    "configured": cll.ExactMatchLevel("a").configure(
        m_probability=0.9, u_probability=0.1, tf_adjustment_column="a", tf_adjustment_weight=0.5, tf_minimum_u_value=0.01, label_for_charts="A",
        disable_tf_exact_match_detection=True, fix_m_probability=True, fix_u_probability=True,
    ),
    "configured as null": cll.CustomLevel("a_l = 'x'").configure(is_null_level=True),
}
COMPARISONS = {
    "exact": cl.ExactMatch("a"),
    "exact, configured": cl.ExactMatch("a").configure(term_frequency_adjustments=True, m_probabilities=[0.9, 0.1], u_probabilities=[0.1, 0.9]),
    "exact, lower": cl.ExactMatch(a.lower()),
    "exact, spaced name": cl.ExactMatch("my col"),
    "levenshtein": cl.LevenshteinAtThresholds("a"),
    "levenshtein 3": cl.LevenshteinAtThresholds("a", 3),
    "levenshtein, tf": cl.LevenshteinAtThresholds("a", [1, 3]).configure(term_frequency_adjustments=True),
    "damerau": cl.DamerauLevenshteinAtThresholds("a"),
    "jaccard": cl.JaccardAtThresholds("a"),
    "jaro": cl.JaroAtThresholds("a"),
    "jaro-winkler": cl.JaroWinklerAtThresholds("a"),
    "jaro-winkler two": cl.JaroWinklerAtThresholds("a", [0.92, 0.8]).configure(m_probabilities=[0.7, 0.1, 0.1, 0.1]),
    "distance function": cl.DistanceFunctionAtThresholds("a", "hamming", [1, 3], higher_is_more_similar=False),
    "similarity function": cl.DistanceFunctionAtThresholds("a", "jaro_similarity", [0.9, 0.7]),
    "pairwise levenshtein": cl.PairwiseStringDistanceFunctionAtThresholds("a", "levenshtein", [1, 2]),
    "pairwise jaro-winkler": cl.PairwiseStringDistanceFunctionAtThresholds("a", "jaro_winkler", 0.9),
    "time": cl.AbsoluteTimeDifferenceAtThresholds("a", input_is_string=True, metrics=["day", "month"], thresholds=[1, 3]),
    "time, invalid kept": cl.AbsoluteTimeDifferenceAtThresholds("a", input_is_string=True, metrics="day", thresholds=1, invalid_dates_as_null=False),
    "date": cl.AbsoluteDateDifferenceAtThresholds("a", input_is_string=True, metrics=["day", "year"], thresholds=[1, 3]),
    "date, format and tf": cl.AbsoluteDateDifferenceAtThresholds("a", input_is_string=True, metrics=["day"], thresholds=[1], datetime_format="%d/%m/%Y", term_frequency_adjustments=True),
    "date, typed": cl.AbsoluteDateDifferenceAtThresholds("a", input_is_string=False, metrics=["month"], thresholds=[1]),
    "intersect": cl.ArrayIntersectAtSizes("a"),
    "intersect sizes": cl.ArrayIntersectAtSizes("a", [3, 1]),
    "km": cl.DistanceInKMAtThresholds("lat", "lng", [1, 10]),
    "cosine": cl.CosineSimilarityAtThresholds("a"),
    "custom": cl.CustomComparison(output_column_name="mine", comparison_levels=[cll.NullLevel("a"), cll.ExactMatchLevel("a"), cll.ElseLevel()], comparison_description="by hand"),
    "custom of objects": cl.CustomComparison(output_column_name="mine", comparison_levels=[{"sql_condition": "a_l is null", "is_null_level": True}, {"sql_condition": "a_l = a_r", "label_for_charts": "same", "m_probability": 0.9}, {"sql_condition": "ELSE"}]),
    "date of birth": cl.DateOfBirthComparison("dob", input_is_string=True),
    "date of birth, typed": cl.DateOfBirthComparison("dob", input_is_string=False),
    "date of birth, format": cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%d/%m/%Y", datetime_thresholds=[2], datetime_metrics=["month"]),
    "date of birth, invalid kept": cl.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=False),
    "postcode": cl.PostcodeComparison("pc"),
    "postcode, valid": cl.PostcodeComparison("pc", invalid_postcodes_as_null=True),
    "postcode, km": cl.PostcodeComparison("pc", lat_col="lat", long_col="lng", km_thresholds=[1, 10]),
    "email": cl.EmailComparison("email"),
    "name": cl.NameComparison("name"),
    "name, sounds": cl.NameComparison("name", dmeta_col_name="sounds"),
    "name, thresholds": cl.NameComparison("name", jaro_winkler_thresholds=[0.9, 0.6]),
    "name, lower": cl.NameComparison(C("name").lower()),
    "forename and surname": cl.ForenameSurnameComparison("fn", "sn"),
    "forename and surname, whole": cl.ForenameSurnameComparison("fn", "sn", jaro_winkler_thresholds=[0.9], forename_surname_concat_col_name="whole"),
}
RULES = {
    "one": block_on("a"), "two": block_on("a", "b"), "three": block_on("a", "b", "my col"), "expression": block_on("substr(a,1,3)", "b"),
    "transformed": block_on(C("a").lower(), "b"), "exploded": block_on("a", "tags", arrays_to_explode=["tags"]),
    "custom": CustomRule("l.a = r.a and l.b < r.b"), "and": And(block_on("a"), CustomRule("l.b = r.b")), "not": Not(block_on("a")),
}

if __name__ == "__main__":
    found = {
        "version": splink.__version__,
        "levels": {k: v.get_comparison_level("duckdb").as_dict() for k, v in LEVELS.items()},
        "comparisons": {k: v.create_comparison_dict("duckdb") for k, v in COMPARISONS.items()},
        "rules": {k: v.create_blocking_rule_dict("duckdb") for k, v in RULES.items()},
    }
    file = Path(sys.argv[1]) / f"library-{splink.__version__}.json"
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
