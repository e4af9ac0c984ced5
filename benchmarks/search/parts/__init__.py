"""The parts of the table; each is measured in a process of its own."""
