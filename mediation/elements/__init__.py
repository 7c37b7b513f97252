"""The facts by cause: claimed, confirmed or objected to, recorded as undisputed, ready for the court."""
