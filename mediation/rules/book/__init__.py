"""The law book as a whole: checking every table against the others, and printing it for a lawyer to read."""
