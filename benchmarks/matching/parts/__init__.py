"""One module for each part of the table: `TITLE` and `measure(folder) -> Result`; each runs in a process of its own."""
