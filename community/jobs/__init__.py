"""Vacancies and applications.

A business's team writes, opens and closes vacancies and answers applicants; a signed-in person applies and
withdraws, and reports what does harm, which officers of the region close or set aside. Facts: JobPublished,
JobChanged, JobClosed, JobReportDecided, ApplicationSent, ApplicationMoved, ApplicationWithdrawn.
"""
