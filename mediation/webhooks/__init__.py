"""Notices to the systems of courts and institutions: signed, tried again, visible.

A notice says that something happened and where to read it, never what it was about.
"""
