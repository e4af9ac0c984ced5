"""The texts and generators of the demo city: plain data made from a seed, knowing no database."""
