"""Signing from afar: personal links, proof of who signed what and when, and the record of it."""
