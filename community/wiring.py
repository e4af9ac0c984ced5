"""The order in which the floors are wired, lowest first."""

from __future__ import annotations

from community.accounts import wiring as accounts
from community.admin import wiring as admin
from community.businesses import wiring as businesses
from community.communities import wiring as communities
from community.demo import wiring as demo
from community.events import wiring as events
from community.foundation import wiring as foundation
from community.home import wiring as home
from community.jobs import wiring as jobs
from community.learning import wiring as learning
from community.members import wiring as members
from community.mentoring import wiring as mentoring
from community.notifications import wiring as notifications
from community.programmes import wiring as programmes
from community.recommendations import wiring as recommendations
from community.regions import wiring as regions
from community.search import wiring as search
from community.skills import wiring as skills
from community.wanted import wiring as wanted

DOMAINS = (
    foundation,
    regions,
    skills,
    accounts,
    members,
    businesses,
    communities,
    events,
    jobs,
    mentoring,
    learning,
    programmes,
    search,
    recommendations,
    wanted,
    notifications,
    admin,
    home,
    demo,
)
