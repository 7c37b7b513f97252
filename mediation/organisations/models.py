"""One table for every body; its kind says what it may be in a case."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.access.roles import Side, of_sides
from mediation.database import Model
from mediation.organisations.opening_hours import (
    USUAL_CLOSING,
    USUAL_OPENING,
    USUAL_WEEKDAYS,
    OpeningHours,
    opening_hours,
)
from mediation.rules.findings import Words


class Kind(StrEnum):
    CENTRE = "centre"
    STATION = "station"
    INSTITUTION = "institution"
    COURT = "court"
    AUTHORITY = "authority"


# The bodies that are the other side of a hand-over, and as whom their systems act and read here: the
# system of a body may do what its people may do, and nothing else.
OUTSIDE = (Kind.COURT, Kind.AUTHORITY, Kind.INSTITUTION)
ROLE_OF_SYSTEM = {kind: of_sides(Side(kind))[0] for kind in OUTSIDE}

KIND_WORDS = {
    Kind.CENTRE: Words("调解中心", "Centre"),
    Kind.STATION: Words("驿站", "Stations"),
    Kind.INSTITUTION: Words("金融机构", "Institutions"),
    Kind.COURT: Words("法院", "Courts"),
    Kind.AUTHORITY: Words("主管部门", "Authorities"),
}


class Trade(StrEnum):
    """What kind of institution it is; decides which products a person can choose."""

    BANK = "bank"
    INSURER = "insurer"
    SECURITIES = "securities"
    CONSUMER_FINANCE = "consumer_finance"
    SMALL_LENDER = "small_lender"
    PAYMENT = "payment"
    OTHER = "other"


TRADE_WORDS = {
    Trade.BANK: Words("银行", "Bank"),
    Trade.INSURER: Words("保险公司", "Insurer"),
    Trade.SECURITIES: Words("证券、期货、基金公司", "Securities, futures or fund firm"),
    Trade.CONSUMER_FINANCE: Words("消费金融公司", "Consumer finance company"),
    Trade.SMALL_LENDER: Words("小额贷款公司", "Small-loan company"),
    Trade.PAYMENT: Words("支付机构", "Payment institution"),
    Trade.OTHER: Words("其他金融机构", "Other financial institution"),
}


class Organisation(Model):
    __tablename__ = "organisations"
    __table_args__ = (Index(None, "kind", "active"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]  # full legal name, Chinese
    name_en: Mapped[str] = mapped_column(default="")
    short_name: Mapped[str] = mapped_column(default="")
    pinyin: Mapped[str] = mapped_column(default="")  # for search: "lujiang yinhang ljyh"
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    active: Mapped[bool] = mapped_column(default=True)
    # centre and stations
    regime: Mapped[str] = mapped_column(default="")  # legal regime code, rules/tables/regimes.csv
    number_word: Mapped[str] = mapped_column(default="")  # 厦金调, in case numbers
    districts: Mapped[list[str]] = mapped_column(JSON, default=list)  # division codes it serves
    address: Mapped[str] = mapped_column(default="")
    address_en: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")  # a post box of the body, not of a person
    hours: Mapped[str] = mapped_column(default="")  # as printed for the public
    hours_en: Mapped[str] = mapped_column(default="")
    icp: Mapped[str] = mapped_column(default="")
    police_no: Mapped[str] = mapped_column(default="")
    site_code: Mapped[str] = mapped_column(default="")
    # courts and authorities
    authorities: Mapped[list[str]] = mapped_column(JSON, default=list)  # rules/tables/authorities.csv
    court_code: Mapped[str] = mapped_column(default="")  # 闽0203, as in case numbers
    return_days: Mapped[int | None]  # working days in which it wants a ticket back
    # institutions
    trade: Mapped[str] = mapped_column(default="")
    uscc: Mapped[str] = mapped_column(default="")
    legal_representative: Mapped[str] = mapped_column(default="")
    # When letters of the house may come in: Monday is 0; the calendar decides on holidays.
    weekdays: Mapped[list[int]] = mapped_column(JSON, default=lambda: list(USUAL_WEEKDAYS))
    opens_at: Mapped[str] = mapped_column(default=USUAL_OPENING)  # 09:00, in the house's zone
    closes_at: Mapped[str] = mapped_column(default=USUAL_CLOSING)

    @property
    def opening_hours(self) -> OpeningHours:
        return opening_hours(self.weekdays, self.opens_at, self.closes_at)

    @property
    def words(self) -> Words:
        """The name for a reader of either language."""
        return Words(self.name, self.name_en or self.name)
