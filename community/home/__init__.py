"""The street door: front page, "Hari ini", the pages of each area, help, and the state of the site.

Everybody may read the front page and the areas; "Hari ini" and "Saya" belong to whoever is signed in.
Records no facts. Keeps `area_counts`, which the worker works out anew so that a page only reads.
"""
