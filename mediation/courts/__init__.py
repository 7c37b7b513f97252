"""What only courts do with a dispute: confirm a settlement, order a payment, take what failed.

Lives here: who may apply to which court and until when, the papers that go with it, what the court
then decides. Each runs on the clocks of its hand-over in the ledger (`referrals`).
"""
