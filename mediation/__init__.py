"""Fengqiao: the system on which a city's financial dispute mediation centre runs.

The map of the house, floor by floor. Imports go down only, and a line of the map is a layer of the
import contract in `setup.cfg`; `tests/house/test_map.py` holds the two to each other.

 0  rules                            the law book: pure, no Flask, no database, no clock
 1  clock config counting database   time, settings, counters, storage
    data_key                         whether the key is the one of this database
    limited numbering spreadsheets   limits for what strangers send, numbers without gaps, tables of cells
    text web                         one form of text, what pages share
 2  access                           who may do what
 3  timeline                         what happened, append-only and hash-chained
 4  holidays                         the notices of rest days, year by year
 5  organisations                    the centre, its stations, institutions, courts, authorities
 6  accounts                         people who sign in; wrong tries and who has to wait
 7  mediators                        the roster, skills, absences, employers
 8  sealing                          seals, signatures, digests
 9  deadlines                        the legal clocks on things
10  documents                        documents that leave the house; files that come in
11  notifications                    letters, and the proof that they arrived
12  tasks                            long work that people ask for
13  acts                             how an act on a thing with states is carried out, shown and refused
14  cases                            the dispute
15  compromise elements evidence     offers and private talk, walled off; facts by cause; exhibits
    intake proceedings referrals     how a matter comes in, is talked over, is handed over
    reminders                        the ladder of each deadline, said once a morning
16  agenda agreements                a person's calendar; terms, drafting, conclusion
17  archive issuing                  the case file as one volume; documents served, replaced, signed by hand
18  public                           what anyone may look up and check
19  signing                          links, codes and proofs of electronic signatures
20  courts                           confirmation, payment order, what failed goes to court
21  packages                         every document of a matter with a signed manifest
22  bulk                             lists that come in
23  reconciliation webhooks          our ledger beside theirs; notices to other systems
24  exports                          lists that leave
25  api                              the house for other systems
26  jobs                             what runs when and why
27  law_book                         its tables held to what the house knows
28  assembly cli demo serving        putting it together; how it is served, and what must
    starting                         hold before
"""
