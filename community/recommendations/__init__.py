"""What fits whom: a list for each consenting person, worked out by the worker and read by the pages.

A person hides what does not fit, brings it back, and chooses lists that do not use her profile; nobody else
sees or changes her lists. Without her consent to matching no list is kept, and none is read. Records no facts.
"""
