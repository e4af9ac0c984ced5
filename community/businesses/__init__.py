"""Small businesses and startups: what they do, where, how large, what they need and offer, who acts for them.

Everybody may read what is active; the NIB is for the team and officers alone. The owner and her staff change a
business; only the owner asks people into the team, who come in once they agree, and closes it. A coordinator or
admin of the area may hide one, with a reason its team reads. Facts: BusinessRegistered, BusinessChanged,
BusinessClosed, BusinessHidden, BusinessShownAgain, TeammateInvited, TeammateAnswered, TeammateUninvited,
TeammateRemoved.
"""
