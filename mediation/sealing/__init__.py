"""Seals: the picture that a paper shows, and the signature by which anyone notices a changed byte."""
