from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("community")
@dataclass(frozen=True, slots=True)
class CommunityChanged:
    community_id: int


@dataclass(frozen=True, slots=True)
class MembershipAsked:
    membership_id: int


@dataclass(frozen=True, slots=True)
class MembershipDecided:
    membership_id: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class MembershipEnded:
    membership_id: int


@dataclass(frozen=True, slots=True)
class PostPublished:
    post_id: int


@dataclass(frozen=True, slots=True)
class PostHidden:
    """`reason` is what a coordinator wrote; "" when its author took it back."""

    post_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CommentPublished:
    comment_id: int
