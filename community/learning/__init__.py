"""Trainings with places, and who takes part.

A business's team, or a coordinator or admin for the region, writes, opens, changes and closes a training and
sees who comes (a phone only after a logged look). Signed-in people sign up and cancel until it begins.
Everybody sees open and closed trainings; drafts are seen by those who write them.
Facts: TrainingPublished, TrainingChanged, TrainingClosed, TrainingSignedUp, TrainingSignUpCancelled.
"""
