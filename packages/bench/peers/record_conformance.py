"""
Records random linkage cases with real Splink's answers (see README.md).

    python record_conformance.py make <folder>     under Splink 4: makes the cases and answers them
    python record_conformance.py answer <folder>   under Splink 5: adds its comparisons of its own and its answers
"""

import gzip
import json
import random
import sys
from pathlib import Path

from conformance import cases
from conformance.answers import VERSION, alike, answer

SEED = 20260401
#: Each level and comparison is in at least as many cases in which it is true for some pairs and false for others.
EACH = 12


def outcomes(case: dict, answers: list, cover: dict) -> set:
    """Which of true and false the covered level (or any level of the covered comparison, -1 apart) came to in the predicted pairs."""
    comparison = next(c for c in case["settings"]["comparisons"] if c["output_column_name"] == cover["comparison"])
    found = gammas(answers, cover)
    if "level" not in cover:
        return {g > 0 for g in found if g >= 0}
    levels = comparison["comparison_levels"]
    left = sum(1 for v in levels if not v.get("is_null_level"))
    values = []
    for level in levels:
        if level.get("is_null_level"):
            values.append(-1)
        else:
            left -= 1
            values.append(left)
    at = cover["level"]
    later = set(values[at + 1:]) - {values[at]}
    result = {True for g in found if g == values[at]} | {False for g in found if g in later}
    if at == len(levels) - 1:
        result |= {False for g in found if g != values[at]}
    return result


def focused(rng: random.Random, names, make) -> list:
    """Cases until each name has been tried with both outcomes often enough."""
    result = []
    tally = {name: 0 for name in names}
    seen: dict = {name: set() for name in names}
    for name in names:
        tries = 0
        while (tally[name] < EACH or not whole(seen[name])) and tries < 120:
            tries += 1
            case = make(rng, name, tries)
            answers = answer(case)
            if any("error" in a for a in answers if isinstance(a, dict)):
                continue
            both = [c for c in case["covers"] if outcomes(case, answers, c) == {True, False}]
            if not any(c["creator"] == name for c in both):
                continue
            for c in both:
                tally[c["creator"]] = tally.get(c["creator"], 0) + 1
            for c in case["covers"]:
                if "level" not in c:
                    seen.setdefault(c["creator"], set()).update(gammas(answers, c))
            record(case, answers)
            result.append(case)
        print(name, tally[name], "after", tries, flush=True)
    return result


def gammas(answers: list, cover: dict) -> list:
    return [g for a in answers if isinstance(a, dict) and "gamma" in a for g in a["gamma"][cover["comparison"]]]


def whole(seen: set) -> bool:
    """Whether every gamma from -1 up to the highest was seen; of levels alone it is not asked."""
    return not seen or seen == set(range(-1, max(seen) + 1))


def record(case: dict, answers: list) -> None:
    """Adds the running version's answers; where they agree with those there are, they are said once."""
    for task, got in zip(case["tasks"], answers):
        known = task.setdefault("answers", [])
        for entry in known:
            if alike(entry["answer"], got):
                entry["versions"].append(VERSION)
                break
        else:
            known.append({"versions": [VERSION], "answer": got})


def write(folder: Path, group: str, found: list) -> None:
    text = "[\n" + ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in found) + "\n]\n"
    (folder / f"{group}.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def read(file: Path) -> list:
    return json.loads(gzip.decompress(file.read_bytes()))


def make(folder: Path, only: list) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = lambda group: not only or group in only  # noqa: E731
    if wanted("levels"):
        write(folder, "levels", focused(random.Random(SEED), list(cases.LEVELS), cases.level_case))
    if wanted("comparisons"):
        write(folder, "comparisons", focused(random.Random(SEED + 1), list(cases.COMPARISONS), cases.comparison_case))
    for at, (group, (maker, count)) in enumerate(cases.GROUPS.items()):
        if wanted(group):
            rng, found = random.Random(SEED + 10 + at), []
            for number in range(count):
                case = maker(rng, number)
                record(case, answer(case))
                found.append(case)
            write(folder, group, found)
            print(group, len(found), errors(found), flush=True)


def answer_all(folder: Path, only: list) -> None:
    if not only or "comparisons-5" in only:
        # Comparisons that Splink 5 makes differently; Splink 4 does not answer them.
        write(folder, "comparisons-5", focused(random.Random(SEED + 2), ["DateOfBirthComparison"], cases.comparison_case))
    for file in sorted(folder.glob("*.json.gz")):
        group = file.name.removesuffix(".json.gz")
        if group == "comparisons-5" or (only and group not in only):
            continue
        found = read(file)
        for case in found:
            for task in case["tasks"]:
                for entry in task["answers"]:
                    entry["versions"] = [v for v in entry["versions"] if v != VERSION]
                task["answers"] = [e for e in task["answers"] if e["versions"]]
            bare = [{k: v for k, v in t.items() if k != "answers"} for t in case["tasks"]]
            record(case, answer({**case, "tasks": bare}))
        write(folder, group, found)
        differing = sum(1 for c in found for t in c["tasks"] if len(t["answers"]) > 1)
        print(group, len(found), "tasks that differ:", differing, errors(found), flush=True)


def errors(found: list) -> str:
    said = {}
    for case in found:
        for task in case["tasks"]:
            for entry in task["answers"]:
                if isinstance(entry["answer"], dict) and "error" in entry["answer"]:
                    key = f"{'+'.join(entry['versions'])} {task['do']}: {entry['answer']['error']}"
                    said[key] = said.get(key, 0) + 1
    return "; ".join(f"{n} x {k}" for k, n in said.items())


if __name__ == "__main__":
    do, where, only = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    {"make": make, "answer": answer_all}[do](where, only)
