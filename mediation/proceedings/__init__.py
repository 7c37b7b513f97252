"""Between acceptance and agreement: notice, consent, sessions. What moves the case is one `perform`."""
