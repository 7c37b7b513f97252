"""Numbers and places: identity numbers, credit codes, accounts, case numbers, courts and divisions."""
