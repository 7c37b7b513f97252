"""What the parties agree: drafting the terms, signing them, concluding the case."""
