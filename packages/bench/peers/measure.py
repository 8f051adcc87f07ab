"""
Runs a command and measures it from outside, the same way for every peer and for us.

    python3 measure.py <result.json> <command> [argument…]

Writes wall seconds, CPU seconds of all its threads and children, and the peak resident memory of its largest process.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    began = time.perf_counter()
    status = subprocess.run(sys.argv[2:]).returncode
    wall = time.perf_counter() - began
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = {"wall_s": round(wall, 3), "cpu_s": round(usage.ru_utime + usage.ru_stime, 2), "peak_mb": usage.ru_maxrss // 1024, "status": status}
    Path(sys.argv[1]).write_text(json.dumps(result) + "\n")
    sys.exit(status)
