"""Fengqiao: the system on which a city's financial dispute mediation centre runs.

The map of the house, floor by floor; imports go down only.

 0  rules                                          the law book: pure, no Flask, no database, no clock
 1  config clock database series web               settings, time, storage, what all pages share
    spreadsheets                                   tables of cells, in and out
 2  access timeline                                who may do what; what happened, hash-chained
    tries                                          wrong tries, and who has to wait
 3  accounts organisations mediators holidays      people, bodies, and the years' notices of rest days
 4  deadlines                                      the legal clocks on things
    documents                                      papers that leave the house
    notifications                                  letters, and the proof that they arrived
    tasks                                          long work that people ask for
    sealing                                        seals, signatures, digests
 5  cases                                          the dispute and the one way its state changes
 6  intake proceedings referrals                   how a matter comes in or goes out; notice, consent, talks
    evidence                                       exhibits
    elements compromise                            facts by cause; offers and private talk, walled off
    reminders                                      the ladder of each deadline, said once a morning
    lists                                          spreadsheets as they came, and what their columns mean
 7  agreements agenda                              terms, drafting, signing, conclusion; a person's calendar
 8  archive wet_signatures                         the case file as one volume; papers to be signed by hand
    issuing                                        a paper served, replaced, withdrawn
    signing                                        links, codes and proofs of electronic signatures
 9  courts                                         confirmation, payment order, what failed goes to court
    packages                                       every paper of a matter with a signed manifest
10  bulk reconciliation webhooks                   lists that come in; ours beside theirs; notices to systems
    exports api                                    lists that leave; the house for other systems
    public checking jobs                           what anyone may look up and check; what runs when
11  assembly cli demo                              putting it together
"""
