"""
Makes the Python environments of the peers where they are missing, and says where they are.

    python3 make_environments.py <folder>

Packages come from the index that pip is set up for; versions are pinned beside this file. The list of packages is copied
into the environment when it is whole: without it, or with another, the environment is made again.
"""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
PEERS = ["splink-4", "splink-5", "goldenmatch"]


def make(peer: str, folder: Path) -> Path:
    """The environment's Python."""
    made = folder / peer
    wanted = (HERE / f"requirements-{peer}.txt").read_text()
    stamp = made / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        if made.exists():
            made.rename(folder / f"{peer}.old-{len(list(folder.glob(f'{peer}.old-*')))}")
        venv.create(made, with_pip=True, symlinks=True)
        install = [made / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / f"requirements-{peer}.txt"]
        subprocess.run(install, check=True)
        stamp.write_text(wanted)
    return made / "bin" / "python"


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:] or PEERS:
        print(name, make(name, where))
