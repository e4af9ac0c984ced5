"""Which facts tell that an offer changed, and which offer."""

from __future__ import annotations

from typing import Any

from community.businesses.signals import BusinessChanged, BusinessRegistered
from community.communities.signals import CommunityChanged
from community.events.signals import EventCancelled, EventChanged, EventPublished
from community.jobs.signals import JobChanged, JobClosed, JobPublished
from community.learning.signals import TrainingChanged, TrainingClosed, TrainingPublished
from community.mentoring.signals import MentorChanged
from community.programmes.signals import ProgrammeChanged, ProgrammeClosed, ProgrammePublished

# fact -> (kind of the offer, where the fact has its id)
CHANGES: dict[type[Any], tuple[str, str]] = {
    JobPublished: ("job", "job_id"),
    JobChanged: ("job", "job_id"),
    JobClosed: ("job", "job_id"),
    TrainingPublished: ("training", "training_id"),
    TrainingChanged: ("training", "training_id"),
    TrainingClosed: ("training", "training_id"),
    ProgrammePublished: ("programme", "programme_id"),
    ProgrammeChanged: ("programme", "programme_id"),
    ProgrammeClosed: ("programme", "programme_id"),
    MentorChanged: ("mentor", "mentor_id"),
    EventPublished: ("event", "event_id"),
    EventChanged: ("event", "event_id"),
    EventCancelled: ("event", "event_id"),
    CommunityChanged: ("community", "community_id"),
    BusinessRegistered: ("business", "business_id"),
    BusinessChanged: ("business", "business_id"),
}
