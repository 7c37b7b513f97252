"""Packages for courts and institutions: every paper of a matter, an index, and a signed manifest.

The same facts give the same bytes, and whoever received one can check it without us.
"""
