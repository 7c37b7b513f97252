"""Money: amounts in fen, reference rates with their dates, interest and its caps, court fees."""
