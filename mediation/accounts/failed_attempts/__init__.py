"""Wrong tries and questions, counted under a keyed hash: whoever tries in turn has to wait."""
