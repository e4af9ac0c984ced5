"""What people look for and have not found yet: searches they keep, requests for help, searches without result.

Anybody signed in keeps searches of her own and is told once of each new thing that fits one. She asks the officers of
her kelurahan to look for something; they and she alone see it, and they answer in words and with things of the site.
The city's admin reads which words find nothing, counted by the day and without who asked.
Facts: SearchFound, FindsDropped, HelpAsked, HelpAnswered, HelpWithdrawn, HelpMoved,
HelpExpired.
"""
