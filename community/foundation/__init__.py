"""Tools that know no domain: database, unit of work, outbox, doors, policies, words, money, clock."""
