"""The shape of what is typed at each step of the wizard."""
