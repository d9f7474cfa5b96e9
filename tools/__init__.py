"""Setting up, and keeping what is stored true: what make calls."""
