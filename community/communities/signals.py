from __future__ import annotations

from dataclasses import dataclass


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
    post_id: int


@dataclass(frozen=True, slots=True)
class CommentPublished:
    comment_id: int
