"""Teams and talk: who joined, who left, who answered."""

from __future__ import annotations

from typing import Any

from community.businesses.models import Business
from community.businesses.signals import TeammateAnswered, TeammateInvited, TeammateRemoved, TeammateUninvited
from community.communities.models import Comment, Community, Post
from community.communities.signals import CommentPublished, PostHidden
from community.foundation.database import db
from community.mentoring.models import Mentor
from community.notifications.services import News, address, named, resolve, tell
from community.recommendations import introductions
from community.recommendations import queries as recommendations
from community.recommendations.models import Invitation
from community.recommendations.signals import PersonInvited


def _invitation(business_id: int, account_id: int) -> str:
    return f"team:{business_id}:{account_id}"


def teammate_invited(fact: TeammateInvited) -> None:
    """She accepts or declines."""
    business = db.session.get_one(Business, fact.business_id)
    url = address("businesses.invitation", public_id=business.public_id)
    subject = _invitation(business.id, fact.account_id)
    details = {"business": business.name, **named(business.owner_id)}
    tell([fact.account_id], News("team_invited", subject, url, details, needs_action=True))


def teammate_answered(fact: TeammateAnswered) -> None:
    """The owner learns the answer."""
    business = db.session.get_one(Business, fact.business_id)
    subject = _invitation(business.id, fact.account_id)
    resolve(subject, "team_invited")
    url = address("businesses.team", public_id=business.public_id)
    details = {"business": business.name, **named(fact.account_id)}
    tell([business.owner_id], News("team_joined" if fact.accepted else "team_declined", subject, url, details))


def teammate_uninvited(fact: TeammateUninvited) -> None:
    """Nothing is left to answer."""
    resolve(_invitation(fact.business_id, fact.account_id), "team_invited")


def teammate_removed(fact: TeammateRemoved) -> None:
    """Whoever did not do it learns of it."""
    business = db.session.get_one(Business, fact.business_id)
    subject = _invitation(business.id, fact.account_id)
    if fact.by_owner:
        details = {"business": business.name}
        tell([fact.account_id], News("team_removed", subject, address("businesses.mine"), details))
    else:
        url = address("businesses.team", public_id=business.public_id)
        details = {"business": business.name, **named(fact.account_id)}
        tell([business.owner_id], News("team_left", subject, url, details))


def person_invited(fact: PersonInvited) -> None:
    """She is asked to look at an offer, if she still agrees and has not answered it, and it is still open."""
    invitation = db.session.get_one(Invitation, fact.invitation_id)
    card = recommendations.open_offer(invitation.kind, invitation.offer_id)
    if card is None or not introductions.may_be_told(invitation):
        return
    details: dict[str, Any] = {"title": card.title, "name": card.by or card.title, "kind": card.kind}
    if card.kind == "mentor":
        details["about"] = db.session.get_one(Mentor, card.id).account_id
    tell([invitation.account_id], News("person_invited", f"invitation:{invitation.id}", card.url, details))


def post_hidden(fact: PostHidden) -> None:
    """The author reads why a coordinator took her words out."""
    post = db.session.get_one(Post, fact.post_id)
    if fact.reason:
        community = db.session.get_one(Community, post.community_id)
        details = {"post": post.title, "reason": fact.reason}
        url = address("communities.show", public_id=community.slug)
        tell([post.author_id], News("post_hidden", f"post:{post.id}", url, details))


def comment_published(fact: CommentPublished) -> None:
    """The author of a post learns of answers: one notice until she has read it."""
    comment = db.session.get_one(Comment, fact.comment_id)
    post = db.session.get_one(Post, comment.post_id)
    if comment.author_id == post.author_id or comment.hidden_at or post.hidden_at:
        return
    community = db.session.get_one(Community, post.community_id)
    url = address("communities.post", public_id=community.slug, post_id=post.public_id)
    details = {"post": post.title, **named(comment.author_id)}
    tell([post.author_id], News("post_answered", f"post:{post.id}", url, details))
