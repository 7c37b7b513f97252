"""Forty guesses at one moment at every counter, again and again, on SQLite and PostgreSQL.

.venv/bin/python bench/tries.py [runs]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEST = "tests/accounts/test_parallel_tries.py"


def main(runs: int) -> int:
    for run in range(1, runs + 1):
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", TEST], cwd=ROOT, capture_output=True)
        print(f"run {run:2}: {done.stdout.decode().strip().splitlines()[-1]}", flush=True)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
