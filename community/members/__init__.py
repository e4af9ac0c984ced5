"""Member profiles: what a person can, wants and looks for, and who may see each of these fields.

A person changes her own profile and nobody else does; each field has its audience (public, members, the
coordinator of her kelurahan, those she applies to). What is kept for the coordinator, and a phone number,
is shown only after a look that is written into the owner's trail. Facts: ProfileChanged.
"""
