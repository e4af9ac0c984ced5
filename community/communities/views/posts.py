"""Posts and announcements, answers to them, and hiding what does not belong."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.communities import policies, queries, services
from community.communities.forms import CommentForm, HideForm, PostForm
from community.communities.models import Comment, Community, Membership, Post, PostKind
from community.communities.views import blueprint, found
from community.foundation.doors import members_only, public
from community.foundation.errors import NotFound
from community.foundation.forms import argument
from community.foundation.paging import bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other

Found = tuple[Community, Membership | None, Post, str]


def _found_post(public_id: str, post_id: str) -> Found:
    """The community, the actor's stay, the post and its author's name; NotFound where she may not see it."""
    community, stay = found(public_id, g.actor)
    row = queries.post_in(community.id, post_id, to_members=g.actor.is_authenticated)
    if row is None:
        raise NotFound
    post, author = row
    if post.hidden_at is not None and not policies.can_see_post(g.actor, community, stay, post):
        raise NotFound
    enforce(policies.can_see_post(g.actor, community, stay, post))
    return community, stay, post, author


@blueprint.route("/<public_id>/tulis", methods=["GET", "POST"])
@members_only
def write(public_id: str) -> Any:
    """Write a post, or with `jenis=pengumuman` an announcement."""
    community, stay = found(public_id, g.actor)
    kind = PostKind.ANNOUNCEMENT if argument("jenis") == "pengumuman" else PostKind.POST
    announces = kind == PostKind.ANNOUNCEMENT
    enforce(policies.can_announce(g.actor, community) if announces else policies.can_post(stay))
    form = PostForm()
    if form.validate_on_submit():
        with form.showing_errors():
            post = services.publish(community, title=form.title.data, body=form.body.data, actor=g.actor, kind=kind)
            flash(_("Sudah terbit. Anggota lain bisa membaca dan menanggapi."), "success")
            return see_other("communities.post", public_id=community.slug, post_id=post.public_id)
    page = render_template("communities/write.html", form=form, community=community, announces=announces)
    return page, form.status


@blueprint.get("/<public_id>/kabar/<post_id>")
@public
def post(public_id: str, post_id: str) -> str:
    """One post with its answers, oldest first."""
    return _post_page(_found_post(public_id, post_id), CommentForm())


def _post_page(seen: Found, form: CommentForm) -> str:
    community, stay, post, author = seen
    here: dict[str, Any] = {"public_id": community.slug, "post_id": post.public_id}
    # What was said below a hidden post is hidden with it.
    page = None
    if post.hidden_at is None:
        page = page_of(
            queries.comments_of(post.id, to_members=g.actor.is_authenticated),
            [Comment.id],
            [bounded_id],
            argument("setelah", 300),
            size=50,
            scalars=False,
        )
    return render_template(
        "communities/post.html",
        community=community,
        post=post,
        author=author,
        page=page,
        form=form,
        hidden_why=_why_hidden(post),
        may_comment=policies.can_comment(g.actor, community, stay, post),
        may_hide=policies.can_hide(g.actor, community, post.author_id),
        may_hide_comment=lambda author_id: policies.can_hide(g.actor, community, author_id),
        older=page and page.next_mark and url_for("communities.post", setelah=page.next_mark, **here),
        newer=None if page is None or page.is_first else url_for("communities.post", **here),
    )


def _why_hidden(post: Post) -> str:
    if post.hidden_at is None:
        return ""
    entry = audit.find("communities.post_hidden", f"post:{post.id}")
    return entry.details.get("reason", "") if entry else ""


@blueprint.post("/<public_id>/kabar/<post_id>/tanggapan")
@members_only
def comment(public_id: str, post_id: str) -> Any:
    """Answer a post."""
    seen = _found_post(public_id, post_id)
    community, _stay, post, _author = seen
    form = CommentForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            answer = services.comment(community, post, body=form.body.data, actor=g.actor)
            flash(_("Tanggapan Anda sudah terbit."), "success")
            return see_other(
                "communities.post",
                public_id=community.slug,
                post_id=post.public_id,
                _anchor=f"t-{answer.public_id}",
            )
    return _post_page(seen, form), form.status


@blueprint.route("/<public_id>/kabar/<post_id>/sembunyikan", methods=["GET", "POST"])
@members_only
def hide(public_id: str, post_id: str) -> Any:
    """Ask why, then hide a post."""
    community, _stay, post, _author = _found_post(public_id, post_id)
    enforce(policies.can_hide(g.actor, community, post.author_id))
    form = HideForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.hide_post(community, post, reason=form.reason.data, actor=g.actor)
            return _hidden(community)
    return _hide_page(form, community, post, post.author_id, _("Sembunyikan tulisan ini?"))


@blueprint.route("/<public_id>/kabar/<post_id>/tanggapan/<comment_id>/sembunyikan", methods=["GET", "POST"])
@members_only
def hide_comment(public_id: str, post_id: str, comment_id: str) -> Any:
    """Ask why, then hide an answer."""
    community, _stay, post, _author = _found_post(public_id, post_id)
    answer = queries.comment_in(post.id, comment_id)
    if answer is None or post.hidden_at is not None:
        raise NotFound
    enforce(policies.can_hide(g.actor, community, answer.author_id))
    form = HideForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.hide_comment(community, post, answer, reason=form.reason.data, actor=g.actor)
            flash(_("Tanggapan itu sudah tidak terlihat lagi."), "success")
            return see_other("communities.post", public_id=community.slug, post_id=post.public_id)
    return _hide_page(form, community, post, answer.author_id, _("Sembunyikan tanggapan ini?"))


def _hidden(community: Community) -> Response:
    flash(_("Tulisan itu sudah tidak terlihat lagi."), "success")
    return see_other("communities.show", public_id=community.slug)


def _hide_page(form: HideForm, community: Community, post: Post, author_id: int, question: str) -> tuple[str, int]:
    page = render_template(
        "communities/hide.html",
        form=form,
        community=community,
        post=post,
        question=question,
        own=author_id == g.actor.account_id,
    )
    return page, form.status
