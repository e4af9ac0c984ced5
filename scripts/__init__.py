"""What `make` runs: starting the site, testing, checking and picturing it."""
