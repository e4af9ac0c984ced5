"""What the makers of an offer do with the people they are shown, and keeping those lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert

from community.accounts import audit
from community.accounts.actor import Actor
from community.foundation import clock
from community.foundation.database import db, insert_into
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.recommendations import introductions, policies
from community.recommendations.introductions import Introduced, Offered
from community.recommendations.models import HiddenPerson, Invitation, PeopleList, PeopleRequest, SuggestedPerson
from community.recommendations.services import Key, ask_people
from community.recommendations.signals import PersonInvited

INVITED = "recommendations.invited"
INVITING = Limit(
    "recommendations.invite", 10, timedelta(days=1),
    _l("Anda sudah mengundang 10 orang dalam sehari. Lanjutkan lagi besok."),
)  # fmt: skip
# However well somebody fits, she is not to drown in invitations.
BEING_INVITED = Limit("recommendations.being_invited", 5, timedelta(days=1))


def keep_people(lists: Mapping[Key, Sequence[Mapping[str, Any]]]) -> None:
    """Store who may fit each offer in place of what was stored; each row names account_id, reasons and told_at."""
    drop_people(lists)
    for (kind, number), people in lists.items():
        of_offer = {"kind": kind, "offer_id": number}
        db.session.execute(insert(PeopleList).values(**of_offer, computed_at=clock.now()))
        rows = [{**of_offer, **row, "position": position} for position, row in enumerate(people)]
        if rows:
            db.session.execute(insert(SuggestedPerson), rows)


def drop_people(offers: Iterable[Key]) -> None:
    """Forget the lists of offers; who was invited or set aside stays known."""
    for kind, number in offers:
        for table in (SuggestedPerson, PeopleList):
            db.session.execute(delete(table).where(table.kind == kind, table.offer_id == number))


def close_people_requests(requests: Iterable[tuple[Key, datetime]]) -> None:
    """Take requests off the queue, unless somebody asked again in the meantime."""
    for (kind, number), asked_at in requests:
        same = (PeopleRequest.kind == kind, PeopleRequest.offer_id == number, PeopleRequest.asked_at == asked_at)
        db.session.execute(delete(PeopleRequest).where(*same))


def forget_introductions(account_id: int) -> None:
    """Take somebody who withdrew out of every list that is kept."""
    db.session.execute(delete(SuggestedPerson).where(SuggestedPerson.account_id == account_id))


def _shown(offer: Offered, public_id: str) -> Introduced:
    """Somebody whom the makers of the offer are shown at this moment."""
    found = (one for one in introductions.people_for(offer) if one.public_id == public_id)
    person = next(found, None)
    if person is None:
        raise NotFound(_("Orang ini tidak ada lagi di daftar Anda."))
    return person


def invite(offer: Offered, public_id: str, *, actor: Actor) -> None:
    """Let somebody know that she would be welcome; inviting twice changes nothing and counts once."""
    enforce(policies.can_invite(actor, mine=offer.mine, is_open=offer.is_open))
    person = _shown(offer, public_id)
    if person.set_aside is not None:
        raise DomainError(_("Anda menyisihkan orang ini. Munculkan dulu, lalu undang."))
    if person.invited_at is not None:
        return
    values = {"kind": offer.kind, "offer_id": offer.id, "account_id": person.account_id, "invited_at": clock.now()}
    statement = insert_into(Invitation).values(**values).on_conflict_do_nothing().returning(Invitation.id)
    invitation_id = db.session.scalar(statement)
    if invitation_id is None:
        return
    use(INVITING, f"account:{actor.account_id}", sentence=str(INVITING.said))
    # Nothing that tells how often others invite her.
    not_now = _("Undangan ini belum bisa dikirim. Coba lagi besok.")
    use(BEING_INVITED, f"account:{person.account_id}", sentence=not_now)
    # For the officers of her region, as with all that is done about a person; those of the offer need not know of her.
    audit.note(INVITED, f"account:{person.account_id}", actor=actor, region_code=person.home_code)
    record(PersonInvited(invitation_id))


def set_aside(offer: Offered, public_id: str, *, reason: str, actor: Actor) -> None:
    """Show somebody no more for this offer; doing it twice changes nothing."""
    enforce(policies.can_meet_people(actor, mine=offer.mine))
    if reason not in policies.SET_ASIDE_REASONS:
        raise DomainError(_("Pilih salah satu alasan."), field="reason")
    person = _shown(offer, public_id)
    values = {"account_id": person.account_id, "reason": reason, "hidden_at": clock.now()}
    statement = insert_into(HiddenPerson).values(kind=offer.kind, offer_id=offer.id, **values)
    db.session.execute(statement.on_conflict_do_nothing())
    ask_people([(offer.kind, offer.id)])


def bring_back(offer: Offered, public_id: str, *, actor: Actor) -> None:
    """Let somebody set aside stand in the list again, where she fits; twice changes nothing."""
    enforce(policies.can_meet_people(actor, mine=offer.mine))
    person = _shown(offer, public_id)
    mine = (HiddenPerson.kind == offer.kind, HiddenPerson.offer_id == offer.id)
    db.session.execute(delete(HiddenPerson).where(*mine, HiddenPerson.account_id == person.account_id))
    ask_people([(offer.kind, offer.id)])
