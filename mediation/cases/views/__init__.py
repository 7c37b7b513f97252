"""The desk: the list, the page of a case, and the pages of the acts."""

from mediation.cases.views import acts, case_page, clocks, desk, files, making
from mediation.cases.views.lookup import blueprint

__all__ = ["acts", "blueprint", "case_page", "clocks", "desk", "files", "making"]
