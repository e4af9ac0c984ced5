"""Mentors who give time, and the requests of those who ask for it.

Anybody signed in may become a mentor (topics, places, modes, times), pause, accept and decline; anybody else
signed in asks, withdraws, or ends a mentoring. Everybody sees who has a place free. A declined person alone
reads why; after a yes both may open each other's phone, and each look is written down.
Facts: MentorChanged, MentoringAsked, MentoringAnswered, MentoringWithdrawn, MentoringExpired, MentoringEnded,
MentorPaused.
"""
