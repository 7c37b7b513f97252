"""Offers, and what a side told the mediator alone. Nothing outside this package may read them.

What is said for the sake of agreement may not be used later (法释〔2016〕14号 art. 22; 法释〔2021〕23号
art. 18), so no paper, letter, bundle or export is made from here: an import contract in `setup.cfg`
holds every other package off, and a test looks for planted words in everything the house gives out.
"""
