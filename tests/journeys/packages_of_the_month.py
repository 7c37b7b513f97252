"""What leaves for the court in one batch, checked by whoever has the file, and its receipts."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from mediation import clock as house_clock
from mediation.access.by import By
from mediation.courts.failure import operations
from mediation.database import db
from mediation.documents import store
from mediation.packages import batches, receipts
from mediation.packages import queries as packages
from mediation.packages.checker import check
from mediation.packages.manifest import SUMS
from mediation.tasks.models import Task, TaskState
from tests import cast
from tests.builders import actor
from tests.journeys.centre_at_work import WITH_PACK, Centre, hand_over_of
from tests.journeys.scripted_court import Road


def packages_leave_and_are_checked_without_us(centre: Centre, folder: Path) -> None:
    """Of all that failed after talks, in one batch; the checker knows nothing but the file."""
    failed = centre.court.of(*WITH_PACK)
    with centre.sitting():
        wanted = [hand_over_of(one, operations.KIND).id for one in failed]
        asked = batches.ask_for_packages(wanted, By(actor(cast.MANAGER), house_clock.now())).id
    for _round in range(3):
        centre.run_jobs()
    with centre.app.app_context():
        task = db.session.get_one(Task, asked)
        assert task.state == TaskState.DONE, task.error
        assert task.path is not None
        content = store.where(task.path).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as batch:
        names = [name for name in batch.namelist() if name.endswith(".zip")]
        assert len(names) == len(failed)
        for name in names:
            (folder / "package.zip").write_bytes(batch.read(name))
            assert check(folder / "package.zip").is_genuine, name
    spoilt = bytearray((folder / "package.zip").read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    (folder / "package.zip").write_bytes(bytes(spoilt))
    assert not check(folder / "package.zip").is_genuine, "one bit is seen"


def their_receipts_come_back(centre: Centre) -> None:
    """The court hashes what it got by itself; of one package it lost a file, and that is noted."""
    for one in centre.court.of(*WITH_PACK):
        loses = one.serial == centre.court.of(Road.REFUSED)[0].serial
        with centre.sitting():
            package = packages.newest_of(hand_over_of(one, operations.KIND))
            assert package is not None
            receipt = receipts.sign_for(
                package,
                "江书言",
                centre.today,
                By(actor(cast.COURT_LIAISON), house_clock.now()),
                their_list=hashes_of(store.where(package.path).read_bytes(), loses=loses),
            )
            assert receipt.facts["outcome"] == ("differs" if loses else "same"), receipt.facts


def hashes_of(content: bytes, *, loses: bool) -> bytes:
    """What `sha256sum` prints of the files in a package; with `loses` one of them is not there."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name != SUMS]
        lines = [f"{hashlib.sha256(package.read(name)).hexdigest()}  {name}" for name in names]
    return "\n".join(lines[1:] if loses else lines).encode()
