"""What anyone may look up: a case with its number and code, and whether a paper is genuine."""
