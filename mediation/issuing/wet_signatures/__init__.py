"""Papers that wait for a signature by hand: printed together, signed on paper, filed as scans.

Lives here: which papers wait, what was printed and what came back. May not live here: what a
signature does to a case (`agreements`), electronic signing.
"""
