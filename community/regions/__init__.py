"""Areas of government: 12 kecamatan and 56 kelurahan of Kota Bekasi, or any other city of Indonesia.

Read by everybody, changed by imports alone. Also the working-day calendar and the city map.
"""
