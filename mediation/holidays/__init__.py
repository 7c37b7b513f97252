"""The State Council's holiday notices of later years, loaded by the administrator without a release."""
