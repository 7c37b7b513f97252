"""How a complaint comes in: the wizard, its drafts, and the filing.

The steps are data (`steps`), what was typed is kept in the draft whether it is right or not, and
`filing` turns the answers into the complaint that `cases` opens. Nothing here changes a case.
"""
