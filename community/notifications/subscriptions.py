"""Which facts are listened to, and by what."""

from __future__ import annotations

from typing import Any

from community.accounts.signals import AccountClosed, AccountRestored, AccountSuspended, RoleEnded, RoleGranted
from community.businesses.signals import (
    BusinessClosed,
    BusinessHidden,
    BusinessShownAgain,
    TeammateAnswered,
    TeammateInvited,
    TeammateRemoved,
    TeammateUninvited,
)
from community.communities.signals import (
    CommentPublished,
    MembershipAsked,
    MembershipDecided,
    MembershipEnded,
    PostHidden,
)
from community.events.signals import EventCancelled, EventChanged, MovedUp
from community.foundation.outbox import subscribe
from community.jobs.signals import ApplicationMoved, ApplicationSent, ApplicationWithdrawn, JobClosed, JobReportDecided
from community.learning.signals import TrainingChanged, TrainingClosed, TrainingSignedUp
from community.mentoring.signals import (
    MentoringAnswered,
    MentoringAsked,
    MentoringEnded,
    MentoringExpired,
    MentoringWithdrawn,
    MentorPaused,
)
from community.notifications import closings, listeners, people, wishes, withdrawals
from community.programmes.signals import (
    ProgrammeApplied,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeDeadlinePassed,
    ProgrammeDecided,
    ProgrammePublished,
    ProgrammeReturned,
    ProgrammeSubmitted,
    ProgrammeWithdrawn,
)
from community.recommendations.signals import PersonInvited
from community.wanted.signals import (
    FindsDropped,
    HelpAnswered,
    HelpAsked,
    HelpExpired,
    HelpMoved,
    HelpWithdrawn,
    SearchFound,
)

LISTENERS: dict[type[Any], Any] = {
    ApplicationSent: listeners.application_sent,
    ApplicationMoved: listeners.application_moved,
    ApplicationWithdrawn: withdrawals.application_withdrawn,
    JobClosed: closings.job_closed,
    JobReportDecided: closings.job_report_decided,
    MentoringAsked: listeners.mentoring_asked,
    MentoringAnswered: listeners.mentoring_answered,
    MentoringExpired: listeners.mentoring_expired,
    MentoringWithdrawn: withdrawals.mentoring_withdrawn,
    MentoringEnded: closings.mentoring_ended,
    MentorPaused: closings.mentor_paused,
    MovedUp: listeners.moved_up,
    EventCancelled: listeners.event_cancelled,
    EventChanged: listeners.event_changed,
    MembershipAsked: listeners.membership_asked,
    MembershipDecided: listeners.membership_decided,
    MembershipEnded: withdrawals.membership_ended,
    PostHidden: people.post_hidden,
    CommentPublished: people.comment_published,
    ProgrammeSubmitted: listeners.programme_submitted,
    ProgrammeChanged: listeners.programme_changed,
    ProgrammePublished: listeners.programme_published,
    ProgrammeReturned: listeners.programme_returned,
    ProgrammeApplied: listeners.programme_applied,
    ProgrammeDecided: listeners.programme_decided,
    ProgrammeWithdrawn: withdrawals.programme_withdrawn,
    ProgrammeDeadlinePassed: closings.programme_deadline_passed,
    ProgrammeClosed: closings.programme_closed,
    TrainingSignedUp: listeners.training_signed_up,
    TrainingChanged: closings.training_changed,
    TrainingClosed: closings.training_closed,
    BusinessClosed: closings.business_closed,
    BusinessHidden: closings.business_hidden,
    BusinessShownAgain: closings.business_shown_again,
    PersonInvited: people.person_invited,
    SearchFound: wishes.search_found,
    FindsDropped: wishes.finds_dropped,
    HelpAsked: wishes.help_asked,
    HelpAnswered: wishes.help_answered,
    HelpWithdrawn: wishes.help_withdrawn,
    HelpExpired: wishes.help_expired,
    HelpMoved: wishes.help_moved,
    TeammateInvited: people.teammate_invited,
    TeammateAnswered: people.teammate_answered,
    TeammateUninvited: people.teammate_uninvited,
    TeammateRemoved: people.teammate_removed,
    RoleGranted: listeners.role_granted,
    RoleEnded: listeners.role_ended,
    AccountClosed: withdrawals.account_closed,
    AccountSuspended: withdrawals.account_suspended,
    AccountRestored: withdrawals.account_restored,
}
# Facts that concern nobody beside whoever caused them; a test keeps the two lists complete.
NOBODY_ELSE = frozenset(
    {
        "accounts.AccountOpened", "accounts.AccountMoved", "accounts.ConsentChanged", "accounts.CredentialChanged",
        "businesses.BusinessRegistered", "businesses.BusinessChanged", "communities.CommunityChanged",
        "communities.PostPublished", "events.EventPublished", "events.SignedUp", "events.SignUpCancelled",
        "events.CheckedIn", "jobs.JobPublished", "jobs.JobChanged", "learning.TrainingPublished",
        "learning.TrainingSignUpCancelled", "members.ProfileChanged", "mentoring.MentorChanged", "search.ThingsIndexed",
    }
)  # fmt: skip


def subscribe_all() -> None:
    """Listen to every fact that concerns somebody."""
    for fact, listener in LISTENERS.items():
        subscribe(fact, listener)
