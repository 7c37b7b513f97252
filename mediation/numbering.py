"""Numbers without a gap: cases and documents are counted per series and year."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from mediation.database import Model, db


class NumberSeries(Model):
    __tablename__ = "series"

    name: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


def next_number(name: str, year: int, *, many: int = 1) -> int:
    """The next number of the series `name` in `year`, from 1 on; the first of `many` where a block is taken.

    It is taken inside the caller's transaction and the row stays locked until that ends, so
    that a rolled-back act leaves no gap and two acts never get the same number.
    """
    last = _advance(name, year, many)
    if last is None:
        _begin_series(name, year)
        last = _advance(name, year, many)
    assert last is not None
    return last - many + 1


def _advance(name: str, year: int, many: int) -> int | None:
    return db.session.execute(
        update(NumberSeries)
        .where(NumberSeries.name == name, NumberSeries.year == year)
        .values(last=NumberSeries.last + many)
        .returning(NumberSeries.last)
        .execution_options(synchronize_session=False)
    ).scalar()


def _begin_series(name: str, year: int) -> None:
    """Two first acts of a year may meet here: the second waits and finds the row."""
    row = {"name": name, "year": year, "last": 0}
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(postgresql.insert(NumberSeries).values(row).on_conflict_do_nothing())
    else:
        db.session.execute(sqlite.insert(NumberSeries).values(row).on_conflict_do_nothing())
