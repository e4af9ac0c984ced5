"""Who is acting: a small frozen value that policies and services ask, instead of the request."""

from __future__ import annotations

from dataclasses import dataclass

from community.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that holds today in a region and everything below it."""

    role: Role
    region_code: str

    def covers(self, region_code: str | None) -> bool:
        """Whether the region lies in the grant's region; codes begin with their parent's code."""
        return region_code is not None and (region_code + ".").startswith(self.region_code + ".")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or a guest) as rules see them.

    `granted` are all roles that hold today; `grants` those that count in this session: none until the
    second factor is proved, where the deployment requires it.
    """

    account_id: int | None = None
    public_id: str = ""
    call_name: str = ""
    region_code: str | None = None
    region_name: str = ""
    region_slug: str = ""
    intents: tuple[str, ...] = ()
    granted: tuple[Grant, ...] = ()
    second_factor: bool = False
    session_id: int | None = None

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody is signed in."""
        return self.account_id is not None

    @property
    def grants(self) -> tuple[Grant, ...]:
        """The roles that count in this session."""
        return self.granted if self.second_factor else ()

    @property
    def needs_second_factor(self) -> bool:
        """Whether proving a second factor would give this person rights she does not have now."""
        return bool(self.granted) and not self.second_factor

    def holds(self, role: str) -> bool:
        """Whether the person holds a role anywhere."""
        return any(grant.role == role for grant in self.grants)

    def coordinates(self, region_code: str | None) -> bool:
        """Whether the person coordinates, or administers, the region."""
        return any(grant.covers(region_code) for grant in self.grants)

    def administers(self, region_code: str | None) -> bool:
        """Whether the person is an admin of the region."""
        return any(grant.role == Role.ADMIN and grant.covers(region_code) for grant in self.grants)

    @property
    def is_officer(self) -> bool:
        """Whether the person holds any role."""
        return bool(self.grants)

    @property
    def is_admin(self) -> bool:
        """Whether the person is an admin somewhere."""
        return self.holds(Role.ADMIN)


GUEST = Actor()
