"""Random comparison levels and comparisons, one maker for each of Splink's creators."""

import random

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import ColumnExpression

TEXTS = ["forename", "surname", "city", "postcode", "email"]
SURE_TEXTS = ["surname", "email"]

CUSTOM = [
    "substr(forename_l, 1, 1) = substr(forename_r, 1, 1)",
    'length("surname_l") = length("surname_r")',
    'lower("forename_l") = lower("forename_r")',
    '"city_l" <> "city_r"',
    "left(postcode_l, 3) = left(postcode_r, 3)",
    '"age_l" % 10 = "age_r" % 10',
    "coalesce(\"city_l\", '') = coalesce(\"city_r\", '')",
    "case when age_l > age_r then age_l - age_r else age_r - age_l end <= 2",
    "\"forename_l\" in ('Anna', 'Ben', 'Zoë', 'John') and \"forename_r\" in ('Anna', 'Ben', 'Zoë', 'John')",
    "split_part(email_l, '@', 1) = split_part(email_r, '@', 1)",
    'upper(trim("forename_l")) = upper(trim("forename_r"))',
    "levenshtein(forename_l, forename_r) <= 1 or jaro_winkler_similarity(surname_l, surname_r) > 0.9",
    "forename_l like 'A%' and forename_r like 'A%'",
    'greatest("age_l", "age_r") < 40',
    "not (city_l = city_r) and age_l is not null",
    "(forename_l || ' ' || surname_l) = (forename_r || ' ' || surname_r)",
    "abs(height_l - height_r) / 2 < 3 and surname_l = surname_r",
    "levenshtein(dob_l, dob_r) <= 2 AND substr(dob_l, 1, 4) = substr(dob_r, 1, 4)",
    "strpos(email_l, surname_r) > 0 or concat(forename_l, surname_l) = concat(surname_r, forename_r)",
    "regexp_extract(postcode_l, '^[A-Z]+', 0) = regexp_extract(postcode_r, '^[A-Z]+', 0)",
]


def transformed(rng: random.Random, column: str):
    e = ColumnExpression(column)
    kind = rng.randrange(6)
    if kind == 0:
        return e.lower()
    if kind == 1:
        return e.substr(1, rng.choice((1, 2, 3)))
    if kind == 2:
        return e.nullif("")
    if kind == 3:
        return e.regex_extract("^[A-Za-z]+")
    if kind == 4:
        return ColumnExpression(f"upper({column})")
    return e.lower().substr(1, 3)


def text(rng: random.Random, plain: bool = False, sure: bool = False):
    column = rng.choice(SURE_TEXTS if sure else TEXTS)
    return column, (column if plain or rng.random() < 0.7 else transformed(rng, column))


def simple(make):
    """A maker of a level on one random text column."""

    def level(rng: random.Random):
        column, expression = text(rng)
        return make(rng, expression), cll.NullLevel(column)

    return level


def exact(rng):
    column = rng.choice(["forename", "surname", "city", "postcode", "code", "age", "height", "flag", "born", "tags"])
    if column in ("forename", "surname", "city", "postcode") and rng.random() < 0.3:
        return cll.ExactMatchLevel(transformed(rng, column)), cll.NullLevel(column)
    if column == "tags":
        return cll.ExactMatchLevel(ColumnExpression("tags").access_extreme_array_element(rng.choice(("first", "last")))), cll.NullLevel("tags")
    if column in ("age", "born") and rng.random() < 0.5:
        return cll.ExactMatchLevel(ColumnExpression(column).cast_to_string()), cll.NullLevel(column)
    return cll.ExactMatchLevel(column), cll.NullLevel(column)


def literal(rng):
    side = rng.choice(("left", "right", "both"))
    return rng.choice((
        (cll.LiteralMatchLevel("city", rng.choice(("London", "Leeds", "Bath")), "string", side), cll.NullLevel("city")),
        (cll.LiteralMatchLevel("height", rng.choice(("180.0", "172.25", "150")), "float", side), cll.NullLevel("height")),
        (cll.LiteralMatchLevel("age", str(rng.randint(20, 60)), "int", "left"), cll.NullLevel("age")),
        (cll.LiteralMatchLevel("born", "1990-01-01", "date", "left"), cll.NullLevel("born")),
        (cll.LiteralMatchLevel(ColumnExpression("city").lower(), "london", "string", side), cll.NullLevel("city")),
    ))


def pairwise(rng):
    fn = rng.choice(("levenshtein", "damerau_levenshtein", "jaro_winkler", "jaro"))
    threshold = rng.choice((1, 2)) if fn.endswith("levenshtein") else rng.choice((0.92, 0.8))
    return cll.PairwiseStringDistanceFunctionLevel("aliases", fn, threshold), cll.NullLevel("aliases")


def time_difference(rng):
    metric, threshold = rng.choice((("day", 20), ("hour", 12), ("month", 2), ("minute", 90000), ("second", 5000000), ("year", 1)))
    fmt = rng.choice((None, "%Y-%m-%dT%H:%M:%SZ"))
    null = cll.NullLevel(ColumnExpression("seen").try_parse_timestamp(fmt)) if rng.random() < 0.7 else cll.NullLevel("seen")
    return cll.AbsoluteTimeDifferenceLevel("seen", input_is_string=True, threshold=threshold, metric=metric, datetime_format=fmt), null


def date_difference(rng):
    metric, threshold = rng.choice((("day", 400), ("month", 1), ("month", 18), ("year", 1), ("year", 10), ("day", 31), ("year", 2.5)))
    if rng.random() < 0.4:
        return cll.AbsoluteDateDifferenceLevel("born", input_is_string=False, threshold=threshold, metric=metric), cll.NullLevel("born")
    null = cll.NullLevel(ColumnExpression("dob").try_parse_date()) if rng.random() < 0.7 else cll.NullLevel("dob")
    return cll.AbsoluteDateDifferenceLevel("dob", input_is_string=True, threshold=threshold, metric=metric), null


def combined(make):
    def level(rng: random.Random):
        first, null = rng.choice(BASIC)(rng)
        second, _ = rng.choice(BASIC)(rng)
        return make(first, second), null

    return level


def distance_function(rng):
    fn, threshold, higher = rng.choice((("levenshtein", 2, False), ("hamming", 1, False), ("jaro_similarity", 0.8, True), ("damerau_levenshtein", 1, False), ("jaro_winkler_similarity", 0.9, True)))
    if fn == "hamming":
        return cll.DistanceFunctionLevel(ColumnExpression("dob").substr(1, 4), "hamming", 1, False), cll.NullLevel(ColumnExpression("dob").try_parse_date())
    column, expression = text(rng)
    return cll.DistanceFunctionLevel(expression, fn, threshold, higher_is_more_similar=higher), cll.NullLevel(column)


def null_level(rng):
    column = rng.choice(TEXTS)
    pattern = rng.choice((None, "^[A-Z]", "^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$", "[aeiou]"))
    return cll.ExactMatchLevel(column), cll.NullLevel(column, valid_string_pattern=pattern) if pattern else cll.NullLevel(column)


BASIC = [
    simple(lambda rng, e: cll.LevenshteinLevel(e, rng.choice((1, 2)))),
    simple(lambda rng, e: cll.JaroWinklerLevel(e, rng.choice((0.7, 0.88, 0.92)))),
    exact, date_difference,
]

#: By creator: makes a level of it and the null level that goes before.
LEVELS = {
    "NullLevel": null_level,
    "ElseLevel": exact,
    "CustomLevel": lambda rng: (cll.CustomLevel(rng.choice(CUSTOM), rng.choice((None, "as written"))), rng.choice((None, cll.NullLevel("forename")))),
    "ExactMatchLevel": exact,
    "LiteralMatchLevel": literal,
    "ColumnsReversedLevel": lambda rng: (cll.ColumnsReversedLevel("forename", "surname", symmetrical=rng.random() < 0.5), cll.NullLevel("forename")),
    "LevenshteinLevel": simple(lambda rng, e: cll.LevenshteinLevel(e, rng.choice((1, 2, 3)))),
    "DamerauLevenshteinLevel": simple(lambda rng, e: cll.DamerauLevenshteinLevel(e, rng.choice((1, 2, 3)))),
    "JaroWinklerLevel": simple(lambda rng, e: cll.JaroWinklerLevel(e, rng.choice((0.7, 0.8, 0.88, 0.92, 1)))),
    "JaroLevel": simple(lambda rng, e: cll.JaroLevel(e, rng.choice((0.6, 0.7, 0.9)))),
    "JaccardLevel": lambda rng: (cll.JaccardLevel(rng.choice(("full_name", "seen")), rng.choice((0.9, 0.7, 0.5))), cll.NullLevel(rng.choice(("full_name", "seen")))),
    "DistanceFunctionLevel": distance_function,
    "PairwiseStringDistanceFunctionLevel": pairwise,
    "AbsoluteTimeDifferenceLevel": time_difference,
    "AbsoluteDateDifferenceLevel": date_difference,
    "DistanceInKMLevel": lambda rng: (cll.DistanceInKMLevel("lat", "lng", rng.choice((0.5, 1, 10, 50, 300)), not_null=rng.random() < 0.5), rng.choice((None, cll.Or(cll.NullLevel("lat"), cll.NullLevel("lng"))))),
    "CosineSimilarityLevel": lambda rng: (cll.CosineSimilarityLevel("vector", rng.choice((0.9, 0.8, 0.5))), cll.NullLevel("vector")),
    "ArrayIntersectLevel": lambda rng: (cll.ArrayIntersectLevel(rng.choice(("tags", "aliases")), rng.choice((1, 2))), cll.NullLevel("tags")),
    "ArraySubsetLevel": lambda rng: (cll.ArraySubsetLevel("tags", empty_is_subset=rng.random() < 0.5), cll.NullLevel("tags")),
    "PercentageDifferenceLevel": lambda rng: (cll.PercentageDifferenceLevel(rng.choice(("income", "height", "age")), rng.choice((0.01, 0.05, 0.1))), rng.choice((None, cll.NullLevel("income")))),
    "AbsoluteDifferenceLevel": lambda rng: (cll.AbsoluteDifferenceLevel(rng.choice(("age", "height", "income")), rng.choice((1, 5, 1000, 0.5))), rng.choice((None, cll.NullLevel("age")))),
    "And": combined(lambda a, b: cll.And(a, b)),
    "Or": combined(lambda a, b: cll.Or(a, b)),
    "Not": combined(lambda a, _: cll.Not(a)),
}


def some(rng, choices, low=1, high=3):
    """A few thresholds in their order."""
    picked = sorted(rng.sample(range(len(choices)), rng.randint(low, min(high, len(choices)))))
    return [choices[i] for i in picked]


def date_comparison(kind):
    def make(rng: random.Random):
        pairs = some(rng, [(10, "day"), (1, "month"), (1, "year"), (10, "year")])
        if kind is cl.AbsoluteTimeDifferenceAtThresholds:
            return kind("seen", input_is_string=True, metrics=[m for _, m in pairs], thresholds=[t for t, _ in pairs], invalid_dates_as_null=rng.random() < 0.7)
        if rng.random() < 0.4:
            return kind("born", input_is_string=False, metrics=[m for _, m in pairs], thresholds=[t for t, _ in pairs])
        return kind("dob", input_is_string=True, metrics=[m for _, m in pairs], thresholds=[t for t, _ in pairs], invalid_dates_as_null=rng.random() < 0.7, term_frequency_adjustments=rng.random() < 0.3)

    return make


def date_of_birth(rng):
    if rng.random() < 0.35:
        return cl.DateOfBirthComparison("born", input_is_string=False)
    return cl.DateOfBirthComparison("dob", input_is_string=True, invalid_dates_as_null=rng.random() < 0.7)


def postcode(rng):
    if rng.random() < 0.3:
        return cl.PostcodeComparison("postcode", lat_col="lat", long_col="lng", km_thresholds=some(rng, [1, 10, 100]), invalid_postcodes_as_null=rng.random() < 0.5)
    return cl.PostcodeComparison("postcode", invalid_postcodes_as_null=rng.random() < 0.4)


def custom_comparison(rng):
    levels, null = [], None
    for name in rng.sample(["LevenshteinLevel", "JaroWinklerLevel", "ExactMatchLevel", "CustomLevel", "AbsoluteDateDifferenceLevel"], rng.randint(1, 3)):
        level, null = LEVELS[name](rng)
        levels.append(level)
    return cl.CustomComparison(output_column_name=f"custom_{rng.randint(1, 99)}", comparison_levels=[null or cll.NullLevel("forename"), *levels, cll.ElseLevel()], comparison_description="By hand")


COMPARISONS = {
    "ExactMatch": lambda rng: cl.ExactMatch(rng.choice(["forename", "surname", "city", "code", "age", "flag"])).configure(term_frequency_adjustments=rng.random() < 0.4),
    "LevenshteinAtThresholds": lambda rng: cl.LevenshteinAtThresholds(rng.choice(TEXTS), some(rng, [1, 2, 3])),
    "DamerauLevenshteinAtThresholds": lambda rng: cl.DamerauLevenshteinAtThresholds(rng.choice(TEXTS), some(rng, [1, 2, 3])),
    "JaccardAtThresholds": lambda rng: cl.JaccardAtThresholds(rng.choice(("full_name", "seen")), some(rng, [0.9, 0.7, 0.5])),
    "JaroAtThresholds": lambda rng: cl.JaroAtThresholds(rng.choice(TEXTS), some(rng, [0.9, 0.8, 0.7])),
    "JaroWinklerAtThresholds": lambda rng: cl.JaroWinklerAtThresholds(rng.choice(TEXTS), some(rng, [0.92, 0.88, 0.7])),
    "DistanceFunctionAtThresholds": lambda rng: cl.DistanceFunctionAtThresholds(rng.choice(SURE_TEXTS), "levenshtein", some(rng, [1, 2, 4]), higher_is_more_similar=False) if rng.random() < 0.5 else cl.DistanceFunctionAtThresholds(rng.choice(SURE_TEXTS), "jaro_similarity", some(rng, [0.9, 0.75])),
    "PairwiseStringDistanceFunctionAtThresholds": lambda rng: cl.PairwiseStringDistanceFunctionAtThresholds("aliases", "levenshtein", some(rng, [1, 2])) if rng.random() < 0.5 else cl.PairwiseStringDistanceFunctionAtThresholds("aliases", rng.choice(("jaro_winkler", "jaro")), some(rng, [0.9, 0.7])),
    "AbsoluteTimeDifferenceAtThresholds": date_comparison(cl.AbsoluteTimeDifferenceAtThresholds),
    "AbsoluteDateDifferenceAtThresholds": date_comparison(cl.AbsoluteDateDifferenceAtThresholds),
    "ArrayIntersectAtSizes": lambda rng: cl.ArrayIntersectAtSizes(rng.choice(("tags", "aliases")), some(rng, [3, 2, 1])),
    "DistanceInKMAtThresholds": lambda rng: cl.DistanceInKMAtThresholds("lat", "lng", some(rng, [0.5, 10, 50, 300])),
    "CosineSimilarityAtThresholds": lambda rng: cl.CosineSimilarityAtThresholds("vector", some(rng, [0.95, 0.8, 0.6])),
    "CustomComparison": custom_comparison,
    "DateOfBirthComparison": date_of_birth,
    "PostcodeComparison": postcode,
    "EmailComparison": lambda rng: cl.EmailComparison("email"),
    "NameComparison": lambda rng: cl.NameComparison(rng.choice(("forename", "surname")), dmeta_col_name=rng.choice((None, None, "sounds"))),
    "ForenameSurnameComparison": lambda rng: cl.ForenameSurnameComparison("forename", "surname", forename_surname_concat_col_name=rng.choice((None, "full_name"))),
}


def focus_level(rng: random.Random, name: str, output: str):
    """A comparison that holds a level of the creator `name`; returns it and where that level stands."""
    level, null = LEVELS[name](rng)
    levels = [null] if null is not None else []
    if rng.random() < 0.4 and name not in ("NullLevel", "ElseLevel"):
        levels.append(exact(rng)[0])
    levels.append(level)
    at = 0 if name == "NullLevel" else len(levels) - 1
    if rng.random() < 0.4:
        levels.append(rng.choice(BASIC)(rng)[0])
    levels.append(cll.ElseLevel())
    if name == "ElseLevel":
        at = len(levels) - 1
    return cl.CustomComparison(output_column_name=output, comparison_levels=levels, comparison_description=name), at
