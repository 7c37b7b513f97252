"""Notices to the systems of courts, authorities and institutions: signed, tried again, visible.

A notice says that the state of a thing changed and where to read it, never what it is about. It is
written in the transaction of the change (`outbox`), sent outside of any transaction (`sending`,
`transport`), and every try can be read afterwards.
"""
