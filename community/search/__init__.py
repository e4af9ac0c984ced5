"""One box over everything a visitor may see.

Keeps an index of what the other domains show, in files beside the database, and a list of what changed since
it was last in the index. Everybody may search; people are found by signed-in members only. What is shown comes
from the database by the domains' own cards, so the index never shows more than they do.
Facts: ThingsIndexed.
"""
