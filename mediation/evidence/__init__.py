"""What the sides put in as evidence: exhibits with number, purpose and what they prove, and their pages.

Lives here: the list of exhibits (证据目录), the pictures of their pages for those who work inside,
what was noticed about duplicates. May not live here: taking files in and what a file really is
(`documents.uploads`), what a guard asks of a case.
"""
