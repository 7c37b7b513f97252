"""Papers that leave the house, and files that come in.

Lives here: the kinds of document with their typed facts (`kinds/`), the one importer of the
PDF renderer (`render`), the fonts, issued documents with number, hash and public code, and
stored uploads. May not live here: any rule of when a paper is issued (`rules.lifecycle`), any
knowledge of a case's row. A document is made from frozen facts and can be made again from them.
"""
