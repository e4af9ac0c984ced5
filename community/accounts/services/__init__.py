"""What can be done with accounts; every verb enforces its policy, and none of them commits."""

from community.accounts.services.appointments import LIFETIME as APPOINTMENT_LIFETIME
from community.accounts.services.appointments import (
    make_appointment_code,
    try_appointment_code,
)
from community.accounts.services.codes import (
    check_recovery_code,
    first_recovery_code,
    make_recovery_codes,
    note_address_proved,
    send_code,
    spend_code,
    spend_recovery_code,
    try_code,
    try_code_elsewhere,
)
from community.accounts.services.consents import give_consent, withdraw_consent
from community.accounts.services.credentials import (
    change_email,
    change_phone,
    change_secret,
    confirm_phone,
    reset_secret,
    start_reset,
)
from community.accounts.services.devices import begin_session, end_device, end_other_devices, sign_out
from community.accounts.services.lifecycle import (
    PhoneTaken,
    change_details,
    close_account,
    open_account,
    restore_account,
    suspend_account,
)
from community.accounts.services.roles import USUAL_TERM, end_role, grant_role
from community.accounts.services.second_factor import (
    begin_second_factor,
    clear_second_factor,
    confirm_second_factor,
    prove_second_factor,
    remove_second_factor,
)

__all__ = [
    "APPOINTMENT_LIFETIME",
    "USUAL_TERM",
    "PhoneTaken",
    "begin_second_factor",
    "begin_session",
    "change_details",
    "change_email",
    "change_phone",
    "change_secret",
    "check_recovery_code",
    "clear_second_factor",
    "close_account",
    "confirm_phone",
    "confirm_second_factor",
    "end_device",
    "end_other_devices",
    "end_role",
    "first_recovery_code",
    "give_consent",
    "grant_role",
    "make_appointment_code",
    "make_recovery_codes",
    "note_address_proved",
    "open_account",
    "prove_second_factor",
    "remove_second_factor",
    "reset_secret",
    "restore_account",
    "send_code",
    "sign_out",
    "spend_code",
    "spend_recovery_code",
    "start_reset",
    "suspend_account",
    "try_appointment_code",
    "try_code",
    "try_code_elsewhere",
    "withdraw_consent",
]
