"""Who may read, write and decide in a community; `stay` is the person's running membership, if any."""

from __future__ import annotations

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.communities.models import (
    Community,
    CommunityKind,
    Joining,
    Membership,
    MembershipState,
    Post,
)
from community.foundation.policies import ALLOW, Decision, deny


def is_member(stay: Membership | None) -> bool:
    """Whether the stay is confirmed and has not ended."""
    return stay is not None and stay.ended_at is None and stay.state == MembershipState.CONFIRMED


def can_read(actor: Actor, community: Community, stay: Membership | None) -> Decision:
    """Read posts and comments: region communities are public, themed ones as open as their joining."""
    if community.kind == CommunityKind.REGION or is_member(stay) or actor.coordinates(community.region_code):
        return ALLOW
    if not actor.is_authenticated:
        return deny(_("Masuk dulu untuk membaca obrolan komunitas ini."))
    if community.joining == Joining.OPEN:
        return ALLOW
    return deny(_("Obrolan di sini hanya untuk anggota. Gabung dulu, ya."))


def can_see_post(actor: Actor, community: Community, stay: Membership | None, post: Post) -> Decision:
    """A hidden post is there for its author and the coordinator alone."""
    if post.hidden_at is None:
        return can_read(actor, community, stay)
    return can_hide(actor, community, post.author_id)


def can_see_members(actor: Actor, community: Community, stay: Membership | None) -> Decision:
    """The list of members is for members and the coordinator."""
    if is_member(stay) or actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Daftar anggota hanya untuk anggota komunitas ini."))


def can_join(actor: Actor, stay: Membership | None) -> Decision:
    """Signed-in people who are neither in nor waiting."""
    if not actor.is_authenticated:
        return deny(_("Masuk dulu untuk bergabung."))
    if stay is not None:
        return deny(_("Anda sudah terdaftar di komunitas ini."))
    return ALLOW


def can_see_contact(actor: Actor) -> Decision:
    """The contact's phone number is shown to signed-in people, and each look is written down."""
    return ALLOW if actor.is_authenticated else deny(_("Masuk dulu untuk melihat nomor telepon."))


def can_decide(actor: Actor, community: Community) -> Decision:
    """Confirm or decline people who ask to join."""
    if actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Hanya koordinator komunitas ini yang bisa menerima atau menolak anggota."))


def can_edit(actor: Actor, community: Community) -> Decision:
    """Change purpose, contact and the way of joining."""
    if actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Hanya koordinator komunitas ini yang bisa mengubahnya."))


def can_found(actor: Actor, city_code: str) -> Decision:
    """Begin a themed community."""
    return ALLOW if actor.administers(city_code) else deny(_("Hanya admin kota yang bisa membuka komunitas."))


def can_post(stay: Membership | None) -> Decision:
    """Write a post: confirmed members."""
    return ALLOW if is_member(stay) else deny(_("Gabung dulu sebagai anggota untuk menulis di sini."))


def can_announce(actor: Actor, community: Community) -> Decision:
    """Tell everybody something: the coordinator."""
    if actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Pengumuman hanya bisa ditulis koordinator komunitas ini."))


def can_comment(actor: Actor, community: Community, stay: Membership | None, post: Post) -> Decision:
    """Answer a post that is not hidden: confirmed members and the coordinator."""
    if post.hidden_at is not None:
        return deny(_("Tulisan ini disembunyikan, jadi tidak bisa ditanggapi."))
    if is_member(stay) or actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Gabung dulu sebagai anggota untuk menanggapi."))


def can_hide(actor: Actor, community: Community, author_id: int) -> Decision:
    """Hide a post or comment: its author and the coordinator."""
    if actor.is_authenticated and actor.account_id == author_id:
        return ALLOW
    if actor.coordinates(community.region_code):
        return ALLOW
    return deny(_("Hanya penulisnya atau koordinator yang bisa menyembunyikan tulisan ini."))
