"""What fits whom: a list for each consenting person, worked out by the worker and read by the pages.

A person hides what does not fit, brings it back, and chooses lists that do not use her profile; nobody else
sees or changes her lists. Without her consent to matching no list is kept, and none is read. The city's admin sees how
fair and how good lists are, in numbers about groups alone, and tries out and sets what the parts of a score weigh.
Records who was invited.
"""
