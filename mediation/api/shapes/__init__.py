"""The shape of everything that comes in and goes out: one declaration checks it and describes it."""
