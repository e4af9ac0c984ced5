"""The officers' desk: what waits for a decision, who holds which office, looking people up, and the trail.

A coordinator sees her own region and nothing of another; an admin of a region also names and dismisses
officers there and suspends accounts; the admin of the whole city sees what the site failed to deliver.
Looking people up is written into the trail. Records no facts of its own.
"""
