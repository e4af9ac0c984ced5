"""What the tests stand on: a PostgreSQL server, a browser, and a private database for each process."""
