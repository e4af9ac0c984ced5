"""`make bench-matching`: the matching engine beside what others use, on the same data, in one run."""
