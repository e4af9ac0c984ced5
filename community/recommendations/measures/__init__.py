"""Working out, in the worker, how fairly and how well lists are made, and what other weights would change.

Only numbers about groups leave here: small ones are taken out before anything is stored (hiding.py).
"""
