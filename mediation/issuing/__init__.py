"""What becomes of an issued paper: served on each recipient, replaced, withdrawn. Nothing is deleted."""
