"""What a batch of packages costs: packages a second and memory, for hand-overs of one exhibit of 1 MB each.

    .venv/bin/python bench/packages.py [packages]

Index, facts, manifest, signature and ZIP are made for each as in the house, into a store on disk; then each
is checked offline. No database: what is measured is the work of the room itself.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask

from mediation.clock import ZONE
from mediation.documents import store
from mediation.documents.kinds.parts import Issuer
from mediation.packages.building import build
from mediation.packages.checker import check
from mediation.packages.facts import PackageFacts, Piece, What
from mediation.rules.findings import Words
from mediation.sealing.keys import make_test_key
from mediation.sealing.suites import International

EXHIBIT = 1024 * 1024
AS_OF = datetime(2026, 11, 22, 10, 0, tzinfo=ZONE)
FACTS = PackageFacts(
    number="厦金转〔2026〕00001号",
    short_number="2026-00001",
    version=1,
    purpose=Words("调解不成移交法院", "Failed mediation handed to the court"),
    legal_basis="法释〔2016〕14号第21条",
    made_for="示范区人民法院（演示）",
    issuer=Issuer("厦门市地方金融纠纷调解中心（演示）", "RM", "厦金调"),
    case_number="厦金调〔2026〕00001号",
    parties="甲 / 乙",
    as_of=AS_OF,
    check_url="https://disputes.example/verify/package",
    pieces=(),
    left_out=(),
    lacking=(),
    told="{}",
)


def piece(number: int) -> Piece:
    kept = store.keep(os.urandom(EXHIBIT))
    return Piece(
        number=1,
        path="evidence/001 合同.bin",
        name=Words("合同", "Contract"),
        what=What.FILE,
        sha256=kept.sha256,
        size=kept.size,
        media_type="application/octet-stream",
        dated_on=AS_OF.date(),
        place=Words("证据材料", "Evidence"),
        mark=f"证据{number}",
    )


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int) -> None:
    app = Flask("bench")
    with tempfile.TemporaryDirectory() as folder, app.app_context():
        app.config["FILES"] = folder
        key = make_test_key(Path(folder) / "key.pem", "试验", at=AS_OF)
        chain = "".join(one.public_bytes(Encoding.PEM).decode() for one in key.chain)
        sign, made = International(key.key).sign, []
        wanted = [replace(FACTS, version=number, pieces=(piece(number),)) for number in range(1, count + 1)]
        first, wall, cpu = 0.0, time.perf_counter(), time.process_time()
        for facts in wanted:
            with store.draft() as draft:
                built = build(facts, chain, sign, draft)
                made.append(store.adopt(draft, built.digests.sha256))
            first = first or memory()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"{count} packages: {count / wall:.1f} a second, {cpu / count * 1000:.0f} ms of processor each")
        print(f"memory at most {first:.0f} MB after the first, {memory():.0f} MB after the last")
        wall = time.perf_counter()
        assert all(check(store.where(one.path)).is_genuine for one in made)
        print(f"checked: {count / (time.perf_counter() - wall):.0f} a second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
