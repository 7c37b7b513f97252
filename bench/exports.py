"""What it costs to take the ledger of hand-overs as a file, with 23,000 and 230,000 of them.

    .venv/bin/python bench/exports.py [runs] [xlsx|csv|jsonl]

Prints for XLSX, CSV and JSON Lines: rows a second of CPU time, from the database to the closed file;
the same of the bare library that is handed the same cells ready made; the ratio of both; the peak memory
above that of the idle house; and the same for the whole task that people ask for (file of lines, then the
file). Each line is the best of so many runs, each in a process of its own, ours and the bare library
taking turns. CPU is what a busy machine cannot blur. Databases are kept under build/bench.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import insert
from xlsxwriter import Workbook

from bench.desk import FOLDER, app_on, schema_mark
from mediation import clock
from mediation.access.actor import Actor
from mediation.access.roles import Role
from mediation.accounts.queries import user_named
from mediation.database import db
from mediation.demo import founding
from mediation.exports import background, operations, queries
from mediation.exports.listing import Asked
from mediation.exports.lists import LISTS
from mediation.organisations.models import Kind
from mediation.organisations.queries import of_kind
from mediation.referrals.models import Referral
from mediation.spreadsheets.columns import Column
from mediation.spreadsheets.writing import Format, open_writer
from mediation.spreadsheets.writing_csv import _prepare as csv_cell
from mediation.spreadsheets.writing_xlsx import NUMBER_FORMATS
from mediation.spreadsheets.writing_xlsx import _prepare as xlsx_cell
from mediation.tasks.models import Task
from tests.cast import MANAGER

SIZES = (23_000, 230_000)
AT_ONCE = 10_000
READY = 2_000  # different rows that the bare library is handed again and again
LEDGER = LISTS["referrals"]
EVERYONE = Actor(frozenset({Role.CENTRE_MANAGER}), "bench", 1, 1)


def referrals(count: int) -> Iterator[dict[str, Any]]:
    """Hand-overs of courts as the operations leave them, most of them closed."""
    on, courts = clock.today(), [one.id for one in of_kind(Kind.COURT)]
    for number in range(1, count + 1):
        received_on = on - timedelta(days=number % 900)
        is_open = number % 20 == 0
        yield {
            "year": 2026,
            "number": number,
            "number_text": f"厦金协〔2026〕{number:06d}号",
            "kind": "court_assigned",
            "direction": "in",
            "state": "taken" if is_open else "closed",
            "is_open": is_open,
            "turn": "centre" if is_open else "nobody",
            "version": 4,
            "law_on": received_on,
            "changed_at": clock.moment_of(received_on),
            "entered_at": clock.moment_of(received_on),
            "body_id": courts[number % len(courts)],
            "their_number": f"（2026）闽0203诉前调{number}号",
            "arrival_key": f"bench/{number}",
            "applicant_name": "鹭江湾银行股份有限公司",
            "respondent_name": "陈" + "志美玲建华雅婷国"[number % 8] + "强",
            "subject": "信用卡透支欠款，请求分期偿还本金和利息。" * 3,
            "product": "credit_card",
            "amount_fen": 100_000 + number * 37,
            "stops": False,
            "received_on": received_on,
            "received_by": "林晓岚",
            "reason": "",
            "result": "" if is_open else ("agreed" if number % 3 else "not_agreed"),
            "result_on": None if is_open else received_on + timedelta(days=25),
            "result_text": "",
            "result_number": "",
            "due_on": received_on + timedelta(days=30),
            "due_code": "C04",
            "sorts_on": received_on + timedelta(days=30),
        }


def app_with(size: int) -> Flask:
    """A database with so many hand-overs; made new when the schema has changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = FOLDER / f"exports-{size}-{schema_mark()}.sqlite3"
    is_new = not kept.exists()
    app = app_on(f"sqlite:///{kept}")
    if is_new:
        print(f"writing {size:,} hand-overs ...", file=sys.stderr, flush=True)
        with app.app_context():
            db.create_all()
            founding.found(at=clock.now(), today=clock.today())
            rows = referrals(size)
            while batch := list(islice(rows, AT_ONCE)):
                db.session.execute(insert(Referral.__table__), batch)  # type: ignore[arg-type]
            db.session.commit()
    return app


def columns() -> list[Column]:
    return [one.column for one in LEDGER.columns]


def asked() -> Asked:
    return Asked(EVERYONE, clock.today(), {"view": "all"})


def ours(format_: Format, file: BinaryIO, size: int) -> None:
    """From the database to the closed file."""
    with open_writer(format_, file, columns(), title=LEDGER.words) as writer:
        for _, rows in queries.along_numbers(LEDGER, asked(), LEDGER.columns, lang="zh"):
            writer.write(rows)


def ready(cell_of: Callable[[Column, str], Callable[[Any], Any]]) -> list[list[Any]]:
    """The cells of some rows as the file has them, made before the watch runs."""
    cells = [cell_of(column, "zh") for column in columns()]
    _, rows = next(queries.along_numbers(LEDGER, asked(), LEDGER.columns, lang="zh", size=READY))
    return [
        [cell(value) if value not in (None, "") else None for cell, value in zip(cells, row, strict=True)]
        for row in rows
    ]


def bare_xlsx(file: BinaryIO, size: int, rows: list[list[Any]]) -> None:
    """XlsxWriter with constant memory and the same typed and formatted cells, as its handbook shows."""
    book = Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    styles = [book.add_format({"num_format": NUMBER_FORMATS[one.type], "valign": "top"}) for one in columns()]
    for line in range(size):
        for place, cell in enumerate(rows[line % READY]):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(line, place, cell, styles[place])
            else:
                sheet.write_number(line, place, cell, styles[place])
    book.close()


def bare_csv(file: BinaryIO, size: int, rows: list[list[Any]]) -> None:
    with open(file.fileno(), "w", encoding="utf-8-sig", newline="", closefd=False) as text:
        csv.writer(text).writerows(rows[line % READY] for line in range(size))


def bare_jsonl(file: BinaryIO, size: int, rows: list[list[Any]]) -> None:
    line_of = json.JSONEncoder(ensure_ascii=False).encode
    codes = [one.code for one in columns()]
    for line in range(size):
        file.write(line_of(dict(zip(codes, rows[line % READY], strict=True))).encode() + b"\n")


BARE: dict[Format, tuple[Callable[..., None], Callable[[Column, str], Any]]] = {
    Format.XLSX: (bare_xlsx, xlsx_cell),
    Format.CSV: (bare_csv, csv_cell),
    Format.JSONL: (bare_jsonl, csv_cell),
}


def as_task(format_: Format, size: int) -> None:
    """The whole task, without its commits."""
    person = user_named(MANAGER)
    assert person is not None
    wish = operations.Wish(format_, [one.code for one in columns()], "bench")
    export = operations.take(
        LEDGER, Asked(person.actor, clock.today(), {"view": "all"}), wish, at=clock.now()
    )
    task = db.session.get_one(Task, export.task_id)
    for _ in background.make(task, clock.now()):
        pass
    assert export.row_count == size


def child(what: str, code: str, size: int) -> None:
    """One run; prints CPU seconds, and the memory in MiB that it needed above the idle house."""
    app, format_ = app_with(size), Format(code)
    with app.app_context(), tempfile.TemporaryFile() as file:
        bare, cell_of = BARE[format_]
        rows = ready(cell_of)
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.process_time()
        if what == "ours":
            ours(format_, file, size)
        elif what == "bare":
            bare(file, size, rows)
        elif what == "task":
            as_task(format_, size)
        spent = time.process_time() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        db.session.rollback()
    print(spent, (peak - idle) / 1024)


def run(what: str, format_: Format, size: int) -> tuple[float, float]:
    command = [sys.executable, __file__, "--one", what, format_.value, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ, text=True)
    spent, memory = done.stdout.split()
    return float(spent), float(memory)


def main(runs: int, formats: list[str]) -> None:
    print(f"{'':8}{'rows':>9}{'ours':>10}{'bare':>10}{'ratio':>8}{'MiB':>7}{'task':>10}{'MiB':>7}")
    for format_ in map(Format, formats or Format):
        for size in SIZES:
            app_with(size)
            found: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": [], "task": []}
            for _ in range(runs):
                for what, results in found.items():
                    results.append(run(what, format_, size))
            best = {what: size / min(spent for spent, _ in results) for what, results in found.items()}
            memory = {what: max(most for _, most in results) for what, results in found.items()}
            print(
                f"{format_.value:8}{size:>9,}{best['ours']:>10,.0f}{best['bare']:>10,.0f}"
                f"{best['ours'] / best['bare']:>8.2f}{memory['ours']:>7.1f}"
                f"{best['task']:>10,.0f}{memory['task']:>7.1f}",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        child(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 3, sys.argv[2:])
