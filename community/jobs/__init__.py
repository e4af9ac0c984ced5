"""Vacancies and applications.

A business's team writes, opens and closes vacancies and answers applicants; a signed-in person applies and
withdraws; the coordinator of the region may close what does harm. Facts: JobPublished, JobChanged,
JobClosed, ApplicationSent, ApplicationMoved, ApplicationWithdrawn.
"""
