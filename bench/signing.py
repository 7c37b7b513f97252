"""What closing a paper costs, and judging one.

.venv/bin/python bench/signing.py [times]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.render import cpu
from mediation import clock
from mediation.documents.kinds import KINDS, DocumentKind
from mediation.documents.render import render_pdf
from mediation.sealing.keys import make_test_key
from mediation.sealing.pdf import close_pdf, examine
from mediation.sealing.suites import digest
from tests.documents.examples import AGREEMENT, IMPRINT


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        key = make_test_key(Path(folder) / "key.pem", "bench", at=clock.now())
    drawn = render_pdf(KINDS[DocumentKind.AGREEMENT], AGREEMENT, IMPRINT)
    closed = close_pdf(drawn, key, reason="bench", location="bench")
    print(f"paper of {len(drawn):,} bytes, {len(closed) - len(drawn):,} added by the signature (P-256, B-B)")
    print(f"sign    {cpu(lambda: close_pdf(drawn, key, reason='b', location='b'), times) * 1000:6.1f} cpu ms")
    print(f"judge   {cpu(lambda: examine(closed, [key.chain], at=clock.now()), times) * 1000:6.1f} cpu ms")
    print(f"SM3     {cpu(lambda: digest('sm3', closed), times) * 1000:6.1f} cpu ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
