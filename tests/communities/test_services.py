"""Founding, joining, deciding, writing and hiding."""

from __future__ import annotations

import pytest
from sqlalchemy import func, inspect, select

from community.accounts.models import AuditEntry
from community.accounts.signals import AccountClosed
from community.communities import queries, services
from community.communities.models import Comment, Community, Joining, Membership, MembershipState, Post, PostKind
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.foundation.outbox import record
from community.skills import queries as skills
from tests.communities.factories import make_comment, make_community, make_post, make_stay, make_theme
from tests.factories import make_account, make_officer
from tests.personas import acting, city_admin, coordinator, job_seeker
from tests.support import recorded, settle, side_by_side, unit


def members(community: Community) -> int:
    community_id = inspect(community).identity[0]
    db.session.rollback()
    return db.session.get_one(Community, community_id, populate_existing=True).member_count


def test_every_kelurahan_and_kecamatan_has_one_community_however_often_asked(app):
    with unit():
        assert services.ensure_region_communities() == 68
        assert services.ensure_themes() >= 6
    with unit():
        assert services.ensure_region_communities() == 0
        assert services.ensure_themes() == 0
    assert all(skills.known(topic) for topics in db.session.scalars(select(Community.topics)) for topic in topics)
    assert queries.by_slug("jatirasa").name == "Komunitas Jatirasa"
    assert queries.by_slug("kecamatan-jatiasih") is not None
    assert recorded().count("CommunityChanged") == db.session.scalar(select(func.count(Community.id)))


def test_one_theme_of_a_name_however_many_found_it_at_once(app):
    admin = acting(city_admin())

    def call() -> int:
        with unit():
            return services.begin_theme(
                name="Sepeda Kota", about="Gowes bersama.", topics=[], joining=Joining.OPEN, actor=admin
            ).id

    answers = side_by_side(app, [call] * 6)
    assert sum(isinstance(answer, int) for answer in answers) == 1, answers
    assert sum(isinstance(answer, DomainError) for answer in answers) == 5, answers


def test_the_command_founds_them(app):
    assert "68 of regions" in app.test_cli_runner().invoke(args=["communities", "load"]).output


def test_open_community_lets_in_at_once(app):
    community, me = make_community(), acting(job_seeker())
    with unit():
        stay = services.join(community, actor=me)
    assert stay.state == MembershipState.CONFIRMED and members(community) == 1
    assert recorded() == ["MembershipDecided"]


def test_joining_twice_keeps_the_first_stay(app):
    community, me = make_community(), acting(job_seeker())
    with unit():
        first = services.join(community, actor=me)
    with unit():
        assert services.join(community, actor=me).id == first.id
    assert members(community) == 1


def test_twenty_taps_at_once_make_one_stay(app):
    community, me = make_community(), acting(job_seeker())
    community_id = community.id

    def tap() -> int:
        with unit():
            return services.join(db.session.get_one(Community, community_id), actor=me).id

    answers = side_by_side(app, [tap] * 20)
    assert len(set(answers)) == 1, answers
    assert members(community) == 1
    assert db.session.scalar(select(func.count(Membership.id))) == 1


def test_many_people_at_once_are_all_counted(app):
    community = make_community()
    community_id, people = community.id, [acting(make_account()) for _ in range(12)]

    def come_in(actor):
        def call() -> None:
            with unit():
                services.join(db.session.get_one(Community, community_id), actor=actor)

        return call

    answers = side_by_side(app, [come_in(actor) for actor in people])
    assert answers == [None] * 12
    assert members(community) == 12


def test_confirmed_joining_waits_for_the_coordinator(app):
    community = make_community(joining=Joining.CONFIRMED)
    me, officer = acting(job_seeker()), acting(coordinator())
    with unit():
        stay = services.join(community, actor=me)
    assert stay.state == MembershipState.WAITING and members(community) == 0
    with unit():
        services.confirm(community, stay.public_id, actor=officer)
        services.confirm(community, stay.public_id, actor=officer)
    assert members(community) == 1
    assert recorded() == ["MembershipAsked", "MembershipDecided"]


def test_declined_people_may_ask_anew_and_the_old_stay_remains(app):
    community = make_community(joining=Joining.CONFIRMED)
    me, officer = acting(job_seeker()), acting(coordinator())
    with unit():
        first = services.join(community, actor=me)
    with unit():
        services.decline(community, first.public_id, actor=officer)
    with unit():
        second = services.join(community, actor=me)
    assert first.id != second.id
    states = db.session.scalars(select(Membership.state).order_by(Membership.id)).all()
    assert states == [MembershipState.DECLINED, MembershipState.WAITING]
    with unit():
        assert services.confirm(community, first.public_id, actor=officer).state == MembershipState.DECLINED
    assert members(community) == 0


def test_leaving_and_confirming_at_the_same_moment_leave_the_count_right(app):
    community = make_community(joining=Joining.CONFIRMED)
    me, officer = acting(job_seeker()), acting(coordinator())
    with unit():
        stay = services.join(community, actor=me)
    community_id, stay_id = community.id, stay.public_id

    def confirm() -> None:
        with unit():
            services.confirm(db.session.get_one(Community, community_id), stay_id, actor=officer)

    def leave() -> None:
        with unit():
            services.leave(db.session.get_one(Community, community_id), actor=me)

    assert side_by_side(app, [confirm, leave] * 5) == [None] * 10
    assert members(community) == 0


def test_leaving_twice_counts_once(app):
    community, account = make_community(), job_seeker()
    make_stay(community, account)
    me = acting(account)
    with unit():
        assert services.leave(community, actor=me) is not None
    with unit():
        assert services.leave(community, actor=me) is None
    assert members(community) == 0
    assert recorded() == ["MembershipEnded"]


def test_only_the_coordinator_of_the_region_decides(app):
    community = make_community(joining=Joining.CONFIRMED)
    stay = make_stay(community, job_seeker(), state=MembershipState.WAITING)
    for actor in (acting(make_account()), acting(make_officer(region_code="32.75.01"))):
        for verb in (services.confirm, services.decline):
            with pytest.raises(Refused), unit():
                verb(community, stay.public_id, actor=actor)
    assert members(community) == 0


def test_a_stay_of_another_community_is_not_found(app):
    here, there = make_community(), make_theme()
    stay = make_stay(there, job_seeker(), state=MembershipState.WAITING)
    with pytest.raises(NotFound), unit():
        services.confirm(here, stay.public_id, actor=acting(coordinator()))


def test_writing_needs_a_confirmed_stay(app):
    community, account = make_community(), job_seeker()
    with pytest.raises(Refused), unit():
        services.publish(community, title="Halo", body="Halo", actor=acting(account))
    make_stay(community, account)
    with unit():
        post = services.publish(community, title="Halo", body="Halo", actor=acting(account))
    with pytest.raises(Refused), unit():
        services.publish(community, title="Halo", body="Halo", actor=acting(account), kind=PostKind.ANNOUNCEMENT)
    with unit():
        services.comment(community, post, body="Ya", actor=acting(account))
    assert recorded() == ["PostPublished", "CommentPublished"]


def test_writing_without_end_is_slowed(app):
    community, account = make_community(), job_seeker()
    make_stay(community, account)
    me = acting(account)
    for _ in range(15):
        with unit():
            services.publish(community, title="Halo", body="Halo", actor=me)
    with pytest.raises(TooMany), unit():
        services.publish(community, title="Halo", body="Halo", actor=me)


def test_hiding_takes_out_once_and_says_why(app):
    community, author = make_community(), job_seeker()
    post = make_post(community, author)
    officer = acting(coordinator())
    with pytest.raises(DomainError), unit():
        services.hide_post(community, post, reason="", actor=officer)
    for _ in range(2):
        with unit():
            services.hide_post(community, post, reason="Meminta uang muka", actor=officer)
    assert recorded() == ["PostHidden"]
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "communities.post_hidden")).one()
    assert entry.details["reason"] == "Meminta uang muka"
    assert db.session.execute(queries.posts_of(community.id, to_members=True)).all() == []


def test_author_hides_her_own_words_without_a_reason(app):
    community, author = make_community(), job_seeker()
    post = make_post(community, author)
    answer = make_comment(post, author)
    with unit():
        services.hide_comment(community, post, answer, reason="", actor=acting(author))
    db.session.expire_all()
    assert db.session.get_one(Post, post.id).comment_count == 0
    with unit():
        services.hide_post(community, post, reason="", actor=acting(author))
    with pytest.raises(Refused), unit():
        services.comment(community, post, body="Masih?", actor=acting(author))


def test_comments_hidden_side_by_side_are_counted_once(app):
    community, author = make_community(), job_seeker()
    post = make_post(community, author)
    answer, _kept = make_comment(post, author), make_comment(post, author)
    ids, me = (community.id, post.id, answer.id), acting(author)

    def hide() -> None:
        with unit():
            found = [db.session.get_one(kind, key) for kind, key in zip((Community, Post, Comment), ids, strict=True)]
            services.hide_comment(*found, reason="", actor=me)

    assert side_by_side(app, [hide] * 8) == [None] * 8
    db.session.rollback()
    assert db.session.get_one(Post, ids[1]).comment_count == 1


def test_contact_needs_a_name_and_each_look_is_written_down(app):
    community, officer = make_community(), acting(coordinator())
    plan = {"about": "a", "topics": [], "joining": Joining.OPEN, "office_hours": ""}
    with pytest.raises(DomainError) as refused, unit():
        services.edit(community, contact_name="", contact_phone="+628123456789", actor=officer, **plan)
    assert refused.value.field == "contact_name"
    with unit():
        services.edit(community, contact_name="Bu Lurah", contact_phone="+628123456789", actor=officer, **plan)
    looker = acting(job_seeker())
    with unit():
        assert services.see_contact(community, actor=looker) == "+628123456789"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "communities.phone_opened")).one()
    assert entry.actor_id == looker.account_id


def test_theme_needs_an_admin_and_a_free_address(app):
    with pytest.raises(Refused), unit():
        services.begin_theme(name="Baru", about="x", topics=[], joining=Joining.OPEN, actor=acting(coordinator()))
    admin = acting(city_admin())
    with unit():
        named_as_page = services.begin_theme(name="Baru", about="x", topics=[], joining=Joining.OPEN, actor=admin)
        named_as_place = services.begin_theme(name="Jatirasa", about="x", topics=[], joining=Joining.OPEN, actor=admin)
    assert named_as_page.slug.startswith("baru-") and named_as_place.slug.startswith("jatirasa-")


def test_closed_account_is_in_nothing_and_leaves_no_words(app):
    community, account, friend = make_community(), job_seeker(), make_account()
    make_stay(community, account)
    own, other = make_post(community, account), make_post(community, friend)
    make_comment(other, account)
    make_comment(other, friend)
    own_id, other_id, name = own.id, other.id, friend.call_name
    with unit():
        record(AccountClosed(account.id))
    settle()
    assert members(community) == 0
    emptied = db.session.get_one(Post, own_id)
    assert emptied.body == emptied.title == "" and emptied.hidden_at
    assert db.session.get_one(Post, other_id).comment_count == 1
    assert [row.call_name for row in db.session.execute(queries.comments_of(other_id, to_members=True))] == [name]
