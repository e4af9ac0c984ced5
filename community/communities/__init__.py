"""Communities: one for each kelurahan and kecamatan, and themed ones of the whole city.

Kept here: communities with the person to call, stays of people in them, posts, announcements and comments.
Everybody reads what region communities write; a themed one is read by signed-in people when joining is
open, by its members when joining is confirmed. Confirmed members write; the coordinator of the region
announces, confirms and declines people, edits the community and hides posts; authors hide their own.
Admins found themed communities. The list of members is for members.
Facts: CommunityChanged, MembershipAsked (somebody waits), MembershipDecided (confirmed or declined; also
when an open community lets somebody in), MembershipEnded, PostPublished, PostHidden, CommentPublished.
"""
