"""Areas of government: 12 kecamatan and 56 kelurahan of Kota Bekasi, or any other city of Indonesia.

Read by everybody, changed by whole imports from the command line alone; running processes see an import
after their next start. Also the working-day calendar and the city map. Records no facts.
"""
