"""What people type and what they mean: everyday and chat spellings, names of places, words that say nothing.

The tables are files in `data`: `spellings.csv`, and one `places_<city>.csv` for each city whose names are written
in several ways. A city without one is read as plain words.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_lists(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(second to last column, the items of the last one) of each row of a table in `data`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            yield row[-2], [item for item in row[-1].split(";") if item]


def _meanings(*paths: Path) -> dict[str, str]:
    return {typed: meant for path in paths for meant, spellings in read_lists(path) for typed in spellings}


# What people type -> what is meant. The meaning is analysed in its place.
EVERYDAY = _meanings(DATA / "spellings.csv")
# A name in any of its spellings -> the words it stands for. A name of two ordinary words ("harapan baru") stands for
# these, so that texts that merely say them change nothing; any other is one word, so that "jati" alone is only teak.
PLACES = _meanings(*sorted(DATA.glob("places_*.csv")))

_STOP_WORDS = """
    ada adalah adanya agar akan aku aja anda apa apabila apakah atau atas bagai bagaimana bagi bahwa banyak baik
    banget bapak beberapa begitu belum berbagai berikut bersama biar bila bisa boleh buat bukan bukannya dalam
    dan dapat dari daripada demi dengan deh di dia dong dll dsb dst era gak ga gan gw gue guys hal hanya harus
    hendak hingga ialah ibu ini itu iya jadi jangan jika juga kak kakak kali kalau kalo kami kamu karena kata ke
    kebetulan kemudian kenapa kepada ketika kita kok lagi lah lain lalu lebih lewat maka mana mas masih mau
    maupun melalui memang mengapa menjadi menurut mereka merupakan mesti min mohon mungkin namun nanti nih nya
    oleh om pada pak para per pernah pula pun punya saat saja salah sama sambil sampai sangat saya sebab sebagai
    sebelum sebuah secara sedang sehingga sejak sekali sekitar selain selalu selama seluruh semua sendiri
    seorang seperti serta sering si siapa silakan suatu sudah supaya tapi telah tentang tentu terhadap terlalu
    termasuk tersebut tetapi tiap tidak tolong tuh untuk utk udah udh waktu walau wah yaitu ya yakni yang yg dgn
    nggak ngga nggk enggak engga gk gag ndak kagak dpt sampe smpe klo bareng dmn sm msh kyk kayak spt trs trus sbg
    bbrp td dlu emang emg pgn ato hrs aj donk loh lho gitu jgn
    bikin bikinin cara caranya gimana gmn gmana dapet lgi bwt dimana nyariin cariin carikan yuk kah help info
    please pls how dg dr dlm krn jd jg sdh blm tdk tp bs bgt aq sy ingin pengen pingin butuh perlu cari mencari
    dicari nyari nyr bpk emak dibutuhkan a about after all also an and any are as at be been but by can could do
    does for from had has have he her his i if in into is it its just me more most my no not of on one or our
    out over she so some such than that the their them then there these they this those to us very was we were
    what when which who will with would you your looking seeking want need
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
