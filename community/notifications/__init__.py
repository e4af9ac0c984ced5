"""What a person should know or do: a notice for each fact that concerns her, and her message where she agreed.

Notices are made by facts alone; a person reads her own and marks them read, and a later fact marks done what
needed her. Announcements to a whole community make no notices, only a line on "Hari ini". Records no facts.
"""
