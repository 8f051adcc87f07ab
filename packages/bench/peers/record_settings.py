"""
Lets Splink load settings that we wrote and save them again, for the tests of reading and writing (see README.md).

    python record_settings.py <folder>     under each Splink version; adds `settings.json`, ours, and `settings-<version>.json`
"""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import splink
from splink import DuckDBAPI, Linker

WRITE = """
import { readSettings } from '../../linkage/src/plan/read-settings.ts';
import { SETTINGS } from '../../linkage/src/plan/settings.fixture.ts';
import { startingParameters } from '../../linkage/src/plan/starting-parameters.ts';
import { writeSettings } from '../../linkage/src/plan/write-settings.ts';
const plan = readSettings(SETTINGS);
console.log(JSON.stringify(writeSettings(plan, startingParameters(plan)), null, 2));
"""

folder = Path(sys.argv[1])
command = ["node", "--input-type=module-typescript", "-e", WRITE]
written = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent, check=True).stdout
(folder / "settings.json").write_text(written)
settings = json.loads(written)
people = pd.DataFrame(
    [
        {"unique_id": i, "first_name": name, "my col": name, "dob": f"1990-01-0{i + 1}", "lat": 51.0 + i / 100, "lng": 0.1, "tags": ["a", name], "age": i}
        for i, name in enumerate(["anna", "ana", "bob", "bob", "carla"])
    ]
)
database = DuckDBAPI()
if splink.__version__.startswith("4"):
    linker = Linker(people, settings, database)
else:
    linker = Linker(database.register(people), settings)
#: That its conditions can be asked too, not only loaded.
assert linker.inference.predict().as_pandas_dataframe().shape[0] == 10
linker.misc.save_model_to_json(str(folder / f"settings-{splink.__version__}.json"), overwrite=True)
