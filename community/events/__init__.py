"""Events: gatherings with limited places, sign-up, waiting list and check-in.

Coordinators and admins of the region draft, open, change, copy and cancel events, raise places, see who
comes (names; a phone only after a logged look) and check people in. Signed-in people sign up and cancel;
when the places are taken they wait in the order they came, and move up when a place becomes free.
Everybody sees open and cancelled events; drafts are seen by those who organise there.
Facts: EventPublished, EventChanged, EventCancelled, SignedUp, SignUpCancelled, MovedUp, CheckedIn.
"""
