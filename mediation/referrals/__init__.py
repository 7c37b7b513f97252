"""The ledger of everything handed over or taken in: courts, regulators, hotlines, petition offices, police.

Each hand-over has a letter, a receipt, a day count and a result. What may happen to it stands in
`rules/tables/referral_transitions.csv`; `operations.perform` has its rows walked.
"""
