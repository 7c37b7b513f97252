"""A process of its own that carries out lapses until nothing is due; a test kills it on the way.

Takes the moment as its argument, the database from the environment.
"""

from __future__ import annotations

import sys
from datetime import datetime

from mediation import clock
from mediation.assembly import create_app
from mediation.jobs import lapsing

with create_app().app_context(), clock.fixed(datetime.fromisoformat(sys.argv[1])) as moment:
    while lapsing.lapse(moment):
        pass
