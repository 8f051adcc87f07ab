"""
Records what DuckDB answers to expressions, value by value, for the interpreter's tests (see README.md).

    python record_expressions.py <folder>     under each DuckDB version; adds `expressions-<version>.json.gz`

Every expression is asked twice, as it is written here and as we print it; the two answers must be the same.
"""

import datetime
import decimal
import gzip
import json
import math
import subprocess
import sys
from pathlib import Path

import duckdb

TEXTS = ["", "a", "smith", "smyth", "Smith ", "zoé", "zoe", "josé maria", "MARTHA", "MARHTA", "ca", "abc", "Øre", "李小龍", "李小竜", "O'Brien", "e\u0301a"]
PAIRS = [[x, y] for i, x in enumerate(TEXTS) for j, y in enumerate(TEXTS) if (i * 7 + j * 3) % 5 == 0 or abs(i - j) == 1]
PAIRS += [["DIXON", "DICKSONX"], ["DWAYNE", "DUANE"], ["ca", "abc"], ["a cat", "an act"], ["abcdefgh", "badcfehg"], ["same", "same"]]
PAIRS += [["aaaa", "aa"], ["1990-02-01", "1990-01-02"], ["müller", "mueller"], ["Łukasz", "Lukasz"], ["𝒜b", "b𝒜"], [None, "a"], ["a", None], [None, None]]
FULL = [pair for pair in PAIRS if all(value != "" for value in pair)]
ONE = [[text] for text in [*TEXTS, "  padded\t ", "\u00a0x\u3000", "ß and İ", "AB12 3CD", "user@host.org", "a,b,,c", "%_x", "line\nbreak", None]]
NUMBERS = [[1.5, 2.5], [-2.5, 0.0], [0.0, -0.0], [1e-7, 1e20], [3.0, 7.0], [1234.567, -1e16], [0.1, 0.3], [None, 1.0], [1.0, None], [float("inf"), 1.0], [float("nan"), 1.0], [float("nan"), float("nan")]]
ANGLES = [[0.0], [0.5], [-1.0], [1.0], [0.999], [None]]
POSITIVE = [[0.001], [1.0], [2.0], [8.0], [100.0], [12345.678], [None]]
WHOLE = [[1, 2], [-7, 3], [7, -3], [0, 5], [5, 5], [None, 1], [1, None], [1000000, 7]]
DATES = [["2020-01-31", "2020-02-29"], ["2020-02-29", "2021-02-28"], ["1969-12-31", "1970-01-01"], ["2020-01-05", "2020-01-06"], ["1999-12-31", "2000-01-01"], ["2021-01-03", "1900-03-01"], ["2020-12-31", "2020-12-31"], [None, "2020-01-01"], ["0100-01-01", "9999-12-31"]]
MOMENTS = [["2020-01-01 23:00:00", "2020-01-02 01:00:00"], ["1969-12-31 23:59:59.5", "1970-01-01 00:00:00.25"], ["2020-01-31 10:00:00", "2020-02-29 09:00:00"], [None, "2020-01-01 00:00:00"]]
FIVE_DIGIT_YEAR = "12020-01-02"
DATE_TEXTS = ["2020-01-02", "2020-1-2", "20-1-2", FIVE_DIGIT_YEAR, " 2020-01-02 ", "2020-02-30", "2020-01-02T03:04:05Z", "2020-01-02 03:04:05.123", "2020/01/02", "01/02/2020", "2 January 2020", "2 jan 20", "5/1/68", "5/1/69", "20200102", "2020012", "1112020", "2020", "x", "", "2020-01-02x", "03:04 PM", "12:30 am", "2020-366", "2021-366", "2020-01-02 05:06+01", None]
CASTABLE = ["12", " 12 ", "1.5", "2.5", "-1.5", "1e3", "+5", ".5", "5.", "", "x", "1_000", "inf", "-Infinity", "nan", "true", "TRUE", "t", "yes", "0", "no", " true", "on", "99999999999999999999", "2020-01-02", "2020-01-02 10:05", "2020-1-2 1:2:3", "2020 01 02", "1,000", "- 1", None]
LISTS = [[["a", "b"], ["b", "c"]], [["a", "b", "a"], ["a"]], [[], ["a"]], [[], []], [["a", None], [None]], [[None], ["a", None]], [["b", "a"], ["a", "b"]], [["smith"], ["smyth", "smithe"]], [None, ["a"]], [["a"], None], [["zoé", "ann"], ["zoe"]], [["a,b", " a", "", "O'B", "null"], ["a b", "[a"]]]
NUMBER_LISTS = [[[1.0, 2.0], [2.0, 3.0]], [[1.0], [2.0]], [[1.0, 0.0], [0.0, 1.0]], [[1.0, 2.0], [-1.0, -2.0]], [None, [1.0]]]
TRUTHS = [[x, y] for x in (True, False, None) for y in (True, False, None)]


def on(types, rows, *expressions):
    return {"types": types, "rows": rows, "expressions": list(expressions)}


GROUPS = [
    on(["text", "text"], PAIRS, "levenshtein(x, y)", "damerau_levenshtein(x, y)", "jaro_similarity(x, y)", "jaro_winkler_similarity(x, y)",
       "x = y", "x <> y", "x < y", "x >= y", "x is distinct from y", "x is not distinct from y", "x || y", "concat(x, y)", "concat_ws('-', x, y)", "coalesce(x, y)",
       "nullif(x, y)", "greatest(x, y)", "least(x, y)", "strpos(x, y)", "contains(x, y)", "starts_with(x, y)", "ends_with(x, y)",
       "x in (y, 'a')", "x not in ('a', y, null)", "x between y and 'z'", "[x] = [y]", "[x, y] < ['b', null]", "split(x, y)",
       "case when x = y then 'same' when x is null then 'none' end", "jaro_winkler_similarity(x, y) >= 0.9 or x is null", "length(x) - length(y)",
       "substr(x, 1, 3) = substring(y, 1, 3)", "lower(x) = lower(y)", "replace(x, 'a', y)", "translate(x, 'ae', y)", "x ilike '%' || lower(y) || '_'"),
    on(["text", "text"], FULL, "jaccard(x, y)"),
    on(["text"], ONE, "lower(x)", "upper(x)", "trim(x)", "ltrim(x)", "rtrim(x, 'ah ')", "trim(x, 'aS')", "length(x)", "len(x)", "reverse(x)", "strip_accents(x)", "left(x, 2)", "left(x, -1)", "right(x, 2)", "right(x, -1)",
       "substr(x, 2)", "substr(x, 0, 2)", "substr(x, -2, 2)", "substr(x, -9, 6)", "substr(x, 4, -2)", "substring(x, 2, 3)", "x[1]", "x[-1]", "x[9]", "x[0]", "x[2:3]", "x[:2]", "x[-2:]",
       "lpad(x, 4, 'xy')", "rpad(x, 4, 'xy')", "split(x, ',')", "split_part(x, ',', 2)", "split_part(x, ',', -1)", "split_part(x, ',', 0)",
       "x like 'a%'", "x not like '_m%'", "x ilike 'S%H%'", "x like '%\\_x'", "regexp_extract(x, '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]', 0)", "nullif(regexp_extract(x, '^[^@]+', 0), '')",
       "regexp_extract(x, '([a-z])([a-z])', 2)", "regexp_extract(x, '(q)|([a-z])', 1)", "regexp_replace(x, '[aeiou]', '<\\0>')", "regexp_replace(x, '([a-z])', '\\1\\1', 'g')", "regexp_replace(x, 'S', '', 'gi')",
       "regexp_matches(x, '^.$')", "regexp_matches(x, '(?i)SM.TH')", "regexp_matches(x, 'e.b')", "regexp_matches(x, '(?s)e.b')", "regexp_full_match(x, '[[:alpha:]]+')", "regexp_matches(x, '\\w\\W')", "regexp_matches(x, 'o\\''|\\.')",
       "x is null", "x is not null", "x = 'a' and x is null", "not (x = 'a')", "(x = 'a') is true", "(x = 'a') is not true", "(x = 'a') is false", "(x = 'a') is not false", "coalesce(x, 'none')", "x in ('a', 'abc')", "x not in ('a', null)",
       "if(x = 'a', 1, 2)", "case x when 'a' then 1 when 'abc' then 2 else 3 end", "[x]", "list_value(x, 'a')[2]", "x > 'm'"),
    on(["number", "number"], NUMBERS, "x + y", "x - y", "x * y", "x / y", "x = y", "x < y", "x >= y", "x is distinct from y", "greatest(x, y)", "least(x, y)", "abs(x - y)", "-x", "sign(x)", "floor(x)", "ceil(x)", "round(x)", "round(x, 1)",
       "cast(x as varchar)", "try_cast(x as bigint)", "cast(x as float)", "cast(x as float) = 0.1", "x::varchar || 'x'", "(abs(x - y) / (case when y > x then y else x end)) < 0.1", "abs(x - y) <= 5", "x between 0 and y", "x in (y, 1.5)", "[x, y]", "list_max([x, y])", "degrees(x)", "radians(x)", "atan(x)", "atan2(x, y)"),
    on(["number"], ANGLES, "sin(x)", "cos(x)", "tan(x)", "asin(x)", "acos(x)", "exp(x)", "cast(acos(case when x > 1 then 1 when x < -1 then -1 else x end) * 6371 as float) <= 10"),
    on(["number"], POSITIVE, "sqrt(x)", "ln(x)", "log2(x)", "log(x)", "log10(x)", "pow(x, 0.5)", "power(x, 2)", "round(x, -2)", "round(x)", "pi() * x"),
    on(["integer", "integer"], WHOLE, "x + y", "x - y", "x * y", "x / y", "x % y", "mod(x, y)", "x = y", "x <= y", "abs(x)", "cast(x as varchar)", "x::double::varchar", "x || 'a'", "concat(x, y)", "x = '5'", "'7' >= x", "x in ('5', '1')", "round(x, -1)", "floor(x)", "cast(x as boolean)", "x and y", "not x", "coalesce(x, y, 9)", "greatest(x, y, 2)", "x + 1 - y * 2"),
    on(["date", "date"], DATES, "x - y", "epoch(x)", "abs(epoch(x) - epoch(y)) <= 2629800.0", "x = y", "x < y", "x > '2000-01-01'", "x in ('2020-12-31', '2020-01-05')", "x + 1", "x - 1", "cast(x as varchar)", "x + interval 1 month", "x - interval '2 days'", "x + interval 1 year = y",
       "date_diff('day', x, y)", "date_diff('month', x, y)", "date_diff('year', x, y)", "date_diff('quarter', x, y)", "date_diff('week', x, y)", "date_diff('decade', x, y)", "datediff('hour', x, y)", "date_sub('day', x, y)", "date_sub('month', x, y)", "date_sub('year', x, y)",
       "date_part('year', x)", "month(x)", "day(x)", "extract(quarter from x)", "date_part('week', x)", "date_part('dow', x)", "date_part('isodow', x)", "date_part('doy', x)", "date_part('epoch', x)", "date_part('decade', x)", "date_part('century', x)",
       "date_trunc('month', x)", "date_trunc('week', x)", "date_trunc('decade', x)", "date_trunc('quarter', x)", "strftime(x, '%d/%m/%Y')", "strftime(x, '%-d %B %y %a %b %A')", "x between date '1999-12-31' and y", "x || ''", "greatest(x, y)"),
    on(["timestamp", "timestamp"], MOMENTS, "epoch(x)", "x < y", "cast(x as varchar)", "cast(x as date)", "date_diff('day', x, y)", "date_diff('hour', x, y)", "date_sub('day', x, y)", "date_sub('month', x, y)", "date_part('hour', x)", "date_part('second', x)", "date_trunc('hour', x)", "x + interval 90 minute", "strftime(x, '%H:%M:%S %I %p')"),
    on(["text"], [[text] for text in DATE_TEXTS], "try_strptime(x, '%Y-%m-%d')", "try_strptime(x, '%Y-%m-%dT%H:%M:%SZ')", "try_strptime(x, '%Y-%m-%d %H:%M:%S.%f')", "try_strptime(x, '%d/%m/%Y')", "try_strptime(x, '%d/%m/%y')", "try_strptime(x, '%d %B %Y')", "try_strptime(x, '%d %b %y')", "try_strptime(x, '%Y%m%d')", "try_strptime(x, '%d%m%Y')", "try_strptime(x, '%Y')", "try_strptime(x, '%I:%M %p')", "try_strptime(x, '%Y-%j')",
       "try_strptime(x, ['%Y/%m/%d', '%d/%m/%Y'])", "epoch(try_strptime(x, '%Y-%m-%d'))", "try_strptime(x, '%Y-%m-%d') is null"),
    on(["text"], [[text] for text in DATE_TEXTS if text != FIVE_DIGIT_YEAR], "try_cast(x as date)", "try_cast(x as timestamp)"),
    on(["text"], [[text] for text in CASTABLE], "try_cast(x as bigint)", "try_cast(x as double)", "try_cast(x as boolean)", "try_cast(x as varchar)", "try_cast(x as float)"),
    on(["text[]", "text[]"], LISTS, "array_length(list_intersect(x, y)) >= 1", "list_sort(list_intersect(x, y))", "list_has_any(x, y)", "x && y", "list_has_all(x, y)", "list_contains(x, 'a')", "list_contains(x, y[1])", "array_length(x)", "len(x)", "x[1] = y[1]", "x[-1]", "x[2]", "x[1:1]", "list_min(x)", "list_max(x)", "list_sort(list_distinct(x))", "list_sort(x)", "list_concat(x, y)", "x || y", "flatten([x, y])", "x = y", "x < y", "list_reverse(x)", "contains(x, 'a')", "split('a b', ' ') = x", "cast(x as varchar)",
       "least(array_length(x), array_length(y)) <> 0 and array_length(array_intersect(x, y)) = least(array_length(x), array_length(y))",
       "list_transform(x, lambda z: coalesce(z, 'none') || '!')", "list_transform(x, lambda z, i: i)", "list_filter(x, lambda z: z > 'a')", "list_transform(x, lambda z: list_transform(y, lambda w: [z, w]))",
       "list_min(list_transform(flatten(list_transform(x, lambda z: list_transform(y, lambda w: [z, w]))), lambda pair: levenshtein(pair[1], pair[2]))) <= 1",
       "list_max(list_transform(flatten(list_transform(x, lambda z: list_transform(y, lambda w: [z, w]))), lambda pair: jaro_winkler_similarity(pair[1], pair[2])))"),
    on(["number[]", "number[]"], NUMBER_LISTS, "list_cosine_similarity(x, y)", "cast(x as varchar)", "list_sum(x)", "list_max(x)", "x < y", "x[1] + y[1]"),
    on(["boolean", "boolean"], TRUTHS, "x and y", "x or y", "not x", "x = y", "x <> y", "x is not distinct from y", "x is true", "x is not false", "case when x then 1 when y then 2 else 3 end", "not (x and y) = (not x or not y)", "cast(x as varchar)", "coalesce(x, y)", "x and y or not x", "if(x or y, 'yes', 'no')"),
]

SQL_TYPES = {"text": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "date": "DATE", "timestamp": "TIMESTAMP", "boolean": "BOOLEAN"}
PRINT = """
import { parseExpression } from '../../linkage/src/expression/parse.ts';
import { printExpression } from '../../linkage/src/expression/print.ts';
import { text } from 'node:stream/consumers';
const written = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(written.map((one) => printExpression(parseExpression(one, 'record'), 'record'))));
"""


def printed(expressions):
    here = Path(__file__).parent
    done = subprocess.run(["node", "--input-type=module-typescript", "-e", PRINT], input=json.dumps(expressions), stdout=subprocess.PIPE, text=True, cwd=here, check=True)
    return json.loads(done.stdout)


def plain(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return (value - datetime.datetime(1970, 1, 1)) / datetime.timedelta(seconds=1)
    if isinstance(value, datetime.date):
        return (value - datetime.date(1970, 1, 1)).days * 86400
    if isinstance(value, float) and not math.isfinite(value):
        return {"number": str(value)}
    return [plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def sql_type(name):
    return SQL_TYPES[name.removesuffix("[]")] + ("[]" if name.endswith("[]") else "")


def answers(connection, expression):
    try:
        return [plain(value) for (value,) in connection.sql(f"SELECT {expression} FROM t ORDER BY row_number").fetchall()]
    except duckdb.Error as error:
        return f"{error}".split(":")[0]


def record(group):
    connection = duckdb.connect()
    columns = ["x", "y"][: len(group["types"])]
    declared = ", ".join(f"{name} {sql_type(type_)}" for name, type_ in zip(columns, group["types"]))
    connection.execute(f"CREATE TABLE t (row_number INTEGER, {declared})")
    for number, row in enumerate(group["rows"]):
        connection.execute(f"INSERT INTO t VALUES ({', '.join('?' * (len(row) + 1))})", [number, *row])
    rows = [[plain(value) for value in row] for row in connection.sql(f"SELECT {', '.join(columns)} FROM t ORDER BY row_number").fetchall()]
    asked = []
    for expression, ours in zip(group["expressions"], printed(group["expressions"])):
        answer = answers(connection, expression)
        if repr(answers(connection, ours)) != repr(answer):
            sys.exit(f"{expression} is printed as {ours}, which DuckDB answers otherwise")
        asked.append({"expression": expression, "printed": ours, "answers": answer})
    return {"types": group["types"], "rows": rows, "expressions": asked}


if __name__ == "__main__":
    groups = [record(group) for group in GROUPS]
    target = Path(sys.argv[1]) / f"expressions-{duckdb.__version__}.json.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(group, ensure_ascii=False, allow_nan=False) for group in groups)
    target.write_bytes(gzip.compress(f"[\n{lines}\n]\n".encode(), mtime=0))
    print(target.name, sum(len(g["rows"]) * len(g["expressions"]) for g in groups), "answers;", [(e["expression"], e["answers"]) for g in groups for e in g["expressions"] if isinstance(e["answers"], str)])
