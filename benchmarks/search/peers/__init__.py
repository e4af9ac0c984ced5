"""Other engines over the same documents, behind what a benchmark asks of an engine."""
