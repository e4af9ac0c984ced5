"""Programmes of startups, with conditions, places and a deadline, and who applied.

A startup's team writes a programme and submits it; an admin of its region opens it or returns it with a note.
Signed-in people who meet the conditions apply and withdraw; the team accepts or declines each with a reason,
never above the places, and opens the phone of somebody accepted only after a logged look.
Facts: ProgrammeSubmitted, ProgrammePublished, ProgrammeReturned, ProgrammeChanged, ProgrammeClosed,
ProgrammeDeadlinePassed, ProgrammeApplied, ProgrammeDecided, ProgrammeWithdrawn.
"""
