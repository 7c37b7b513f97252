"""What every act on a thing with states has in common: its walker, its page, its refusals."""
