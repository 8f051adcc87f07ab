"""Small tables of made-up people: a few records each, with the errors that records have."""

import random

FORENAMES = "Anna Anne Annie Ben Benjamin Cara Clara Daniel Danielle Ella Ellie Finn George Georgia Harry Henry Ivy Jack John Jon Kate Katherine Catherine Liam Martha Marhta Mohammed Muhammad Mohamed Nia Oscar Poppy Dwayne Duane Dixon Dicksonx".split()
ACCENTED = "Zoë Zoé José Jose Siân Łukasz Lukasz Chloé Jürgen Ngọc Ngoc Олена 陳美 Þóra Renée Seán Élodie".split()
SURNAMES = "Smith Smyth Jones Johns Taylor Tailor Brown Browne Williams Wilson O'Neill Oneill Khan Kahn Patel Evans Evens Thomas Thompson Roberts Robertson Walker Wright Green Greene Hall Hill".split()
CITIES = ["London", "Leeds", "Bath", "Hull", "York", "Bristol", "Cardiff", "Newcastle upon Tyne", ""]
POSTCODES = ["SW1A 1AA", "SW1A 2AA", "SW1A 2AB", "SW1P 3BT", "LS1 4AP", "LS1 4AQ", "LS2 9JT", "B1 1AA", "M1 1AE", "EC1A 1BB", "sw1a 1aa", "W1", "SW1A1AA", "NOT KNOWN"]
DOMAINS = ["mail.example", "post.example", "x.example", "a-much-longer-name-of-a-house.example"]
TAGS = ["red", "blue", "green", "gold", "grey", "teal", "pink"]
PLACES = [(51.5074, -0.1278), (51.5155, -0.0922), (53.8008, -1.5491), (53.7997, -1.5492), (51.4545, -2.5879), (55.9533, -3.1883), (29.7517, -95.4054)]

#: What each column holds, as the cases declare it.
TYPES = {
    "unique_id": "integer", "forename": "text", "surname": "text", "full_name": "text", "dob": "text", "born": "date", "seen": "text",
    "postcode": "text", "email": "text", "city": "text", "code": "text", "age": "integer", "height": "number", "income": "number",
    "flag": "boolean", "aliases": "text[]", "tags": "text[]", "sounds": "text[]", "vector": "number[3]", "lat": "number", "lng": "number",
    "person": "integer",
}


def typo(rng: random.Random, text: str) -> str:
    if not text:
        return text
    at = rng.randrange(len(text))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind == 1:
        return text[:at] + rng.choice("aeinorst") + text[at:]
    if kind == 2 and len(text) > 1:
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return text[:at] + rng.choice("aeinorstéü") + text[at + 1:]


def a_person(rng: random.Random, accented: float) -> dict:
    forename = rng.choice(ACCENTED if rng.random() < accented else FORENAMES)
    surname = rng.choice(SURNAMES)
    year, month, day = rng.randint(1950, 2015), rng.randint(1, 12), rng.randint(1, 28)
    lat, lng = rng.choice(PLACES)
    return {
        "forename": forename, "surname": surname, "dob": f"{year:04}-{month:02}-{day:02}",
        "seen": f"{rng.randint(2019, 2021):04}-{month:02}-{day:02}T{rng.randint(0, 23):02}:{rng.choice((0, 15, 59)):02}:00Z",
        "postcode": rng.choice(POSTCODES), "email": f"{forename}.{surname}@{rng.choice(DOMAINS)}".lower().replace("'", ""),
        "city": rng.choice(CITIES), "code": rng.choice(("00417", "417", "A1", "B2", "C3")), "age": rng.randint(0, 90),
        "height": rng.choice((150.0, 160.5, 172.25, 180.0, 0.0, 199.9)), "income": round(rng.uniform(0, 60000), rng.choice((0, 2))),
        "flag": rng.random() < 0.5, "aliases": rng.sample(FORENAMES + ACCENTED[:4], rng.randint(0, 3)), "tags": rng.sample(TAGS, rng.randint(0, 4)),
        "sounds": rng.sample(["AN", "ANT", "PN", "KR", "TNL", "J", "FN"], rng.randint(1, 2)),
        "vector": [round(rng.uniform(-1, 1), 3) for _ in range(3)], "lat": lat, "lng": lng,
    }


def a_record(rng: random.Random, person: dict, nulls: float) -> dict:
    r = dict(person)
    for column in ("forename", "surname", "dob", "postcode", "email", "code"):
        if rng.random() < 0.2:
            r[column] = typo(rng, r[column])
    if rng.random() < 0.1:
        r["forename"], r["surname"] = r["surname"], r["forename"]
    if rng.random() < 0.12:
        y, m, d = person["dob"].split("-")
        r["dob"] = rng.choice((f"{y}-{d}-{m}", f"{int(y) + 1}-{m}-{d}", f"{y}-{(int(m) % 12) + 1:02}-{d}", f"{y}-02-30", "", f"{int(y) + 9}-{m}-{d}", f"{y}-{int(m)}-{int(d)}"))
    if rng.random() < 0.1:
        r["forename"] = rng.choice((r["forename"].lower(), r["forename"].upper(), r["forename"] + " ", ""))
    if rng.random() < 0.2 and r["email"]:
        r["email"] = r["email"].split("@")[0] + "@" + rng.choice(DOMAINS)
    if rng.random() < 0.2:
        r["city"] = rng.choice(CITIES)
    if rng.random() < 0.25:
        r["seen"] = r["seen"][:11] + f"{rng.randint(0, 23):02}:00:00Z" if rng.random() < 0.8 else r["seen"][:10]
    if rng.random() < 0.3:
        r["age"] = max(0, r["age"] + rng.randint(-3, 3))
    if rng.random() < 0.3:
        r["height"] = r["height"] + rng.choice((-5, -1, 0.5, 2))
    if rng.random() < 0.4:
        r["income"] = round(r["income"] * rng.uniform(0.85, 1.15), 2)
    if rng.random() < 0.4:
        r["tags"] = rng.sample(TAGS, rng.randint(0, 4))
    if rng.random() < 0.4:
        r["aliases"] = [typo(rng, a) if rng.random() < 0.5 else a for a in r["aliases"]] + ([rng.choice(FORENAMES)] if rng.random() < 0.3 else [])
    if rng.random() < 0.3:
        r["sounds"] = rng.sample(["AN", "ANT", "PN", "KR", "TNL", "J", "FN"], rng.randint(1, 2))
    if rng.random() < 0.5:
        r["vector"] = [round(v + rng.uniform(-0.4, 0.4), 3) for v in r["vector"]]
    if rng.random() < 0.3:
        r["lat"], r["lng"] = round(r["lat"] + rng.uniform(-0.3, 0.3), 4), round(r["lng"] + rng.uniform(-0.3, 0.3), 4)
    for column in list(r):
        if rng.random() < nulls:
            r[column] = None
    r["full_name"] = None if r["forename"] is None or r["surname"] is None else f"{r['forename']} {r['surname']}"
    r["born"] = None
    if r["dob"]:
        parts = r["dob"].split("-")
        if len(parts) == 3 and all(p.isdigit() for p in parts) and 1 <= int(parts[1]) <= 12 and 1 <= int(parts[2]) <= 28 and 1 <= int(parts[0]) <= 9999:
            r["born"] = f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
    return r


def tables(rng: random.Random, names: list[str], records: int, accented: float = 0.08, nulls: float = 0.08, text_ids: bool = False) -> list[dict]:
    """Tables of `records` records in all, ids in no order; several records a person, scattered over the tables."""
    rows = {name: [] for name in names}
    made, person = 0, 0
    while made < records:
        base = a_person(rng, accented)
        person += 1
        for _ in range(min(records - made, rng.choice((1, 1, 2, 2, 3, 4)))):
            r = a_record(rng, base, nulls)
            r["person"] = None if rng.random() < 0.05 else person
            rows[rng.choice(names) if made >= len(names) else names[made]].append(r)
            made += 1
    result = []
    for name in names:
        ids = rng.sample(range(1, 10 * records), len(rows[name]))
        for r, i in zip(rows[name], ids):
            r["unique_id"] = f"r{i}" if text_ids else i
        result.append({"name": name, "rows": rows[name]})
    return result
