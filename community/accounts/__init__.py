"""Identity: accounts, signed-in devices, codes, roles for a region and a term, consents, the audit trail.

A person opens and closes her own account, chooses her secret, lists and ends her devices, and gives and
withdraws each consent. An admin names and dismisses officers. Facts: AccountOpened, AccountClosed,
AccountSuspended, AccountRestored, AccountMoved, ConsentChanged, RoleGranted, RoleEnded, CredentialChanged.
"""
