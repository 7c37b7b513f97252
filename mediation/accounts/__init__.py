"""People who sign in: their roles, passwords, lock-out and sessions."""
