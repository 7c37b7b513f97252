"""What we write, opened by the office program that courts and offices have."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

from mediation.spreadsheets.writing import Format
from tests.spreadsheets.test_writing import ROW, TITLE, written

# LibreOffice names it wherever no Java is installed, which a spreadsheet does not need.
NOT_ABOUT_THE_FILE = "javaldx"
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"  # UTF-8, cells as they are shown


def opened(content: bytes, folder: Path) -> list[list[str]]:
    """The rows as LibreOffice shows them; fails on whatever it has to say about the file."""
    (folder / "list.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", AS_CSV, "--outdir", str(folder)]
    ran = subprocess.run(
        [*command, str(folder / "list.xlsx")], capture_output=True, text=True, timeout=120, check=True
    )
    said = [line for line in ran.stderr.splitlines() if line and NOT_ABOUT_THE_FILE not in line]
    assert said == []
    with (folder / "list.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_libreoffice_opens_a_list_without_a_word_and_keeps_every_digit(tmp_path: Path) -> None:
    long_number = ("350203199001011234", *ROW[1:])
    heading, first, second = opened(
        written(Format.XLSX, [ROW, long_number], title=TITLE, about=[(TITLE, "2026")]), tmp_path
    )
    assert heading[:4] == ["案号", "状态", "份数", "金额（元）"]
    assert first[:2] == ["（2026）闽0203民特12号", "=已发出"]
    assert (first[2], first[3].replace(",", "")) == ("3", "1234.56")
    assert (first[4], first[5]) == ("2026-03-02", "2026-03-02 09:30:05")
    assert second[0] == "350203199001011234"
