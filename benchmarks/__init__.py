"""Measurements of the site as it is deployed; each has its baseline in the same run."""
