"""A tiny world whose right answers are known, and plain factories."""

import random
from typing import Any

from matching import Offer, Person, Vocabulary

HOME = "32.75.04.1001"
NEXT_DOOR = "32.75.04.1002"
FAR = "32.75.11.1003"

SKILLS_CSV = """id,name_id,name_en,group,aliases,goes_with
menjahit,Menjahit,Sewing,konveksi,jahit baju;tukang jahit,membuat_pola
membuat_pola,Membuat pola,Pattern making,konveksi,pola baju,
las_listrik,Las listrik,Arc welding,bengkel,welder;ngelas,
listrik,Instalasi listrik,Electrical wiring,bangunan,listrik rumah,
masak,Memasak,Cooking,dapur,juru masak;koki,
kasir,Kasir,Cashier,toko,jaga kasir,
"""


def make_person(person_id: str = "p", text: str = "", **fields: Any) -> Person:
    return Person(id=person_id, text=text, **fields)


def make_offer(offer_id: str = "o", kind: str = "job", text: str = "", **fields: Any) -> Offer:
    return Offer(id=offer_id, kind=kind, text=text, **fields)


def bekasi() -> list[Offer]:
    return [
        make_offer("j-jahit", text="Dicari penjahit konveksi", skills={"menjahit"}, region=HOME, capacity=2),
        make_offer("j-jahit-jauh", text="Penjahit kemeja di pabrik", skills={"menjahit"}, region=FAR),
        make_offer("j-las", text="Welder untuk bengkel pagar", skills={"las_listrik"}, region=HOME),
        make_offer("j-kasir", text="Kasir minimarket, gaji UMR", skills={"kasir"}, region=NEXT_DOOR),
        make_offer("m-pola", "mentor", "Belajar pola baju", skills={"membuat_pola"}, region=FAR, capacity=1),
        make_offer("t-masak", "training", "Kursus memasak", features={"teaches": {"masak"}}, region=NEXT_DOOR),
        make_offer("c-home", "community", "Warga saling bantu", region=HOME),
    ]


_WORDS = (
    "jahit kemeja pola konveksi las pagar bengkel motor kasir toko roti kue masak katering gudang forklift "
    "kurir paket desain logo foto video iklan pasar ekspor pajak buku listrik pipa cat kebun lele guru les"
)
WORDS = _WORDS.split()


def crowd_of_offers(count: int, seed: int = 5) -> list[Offer]:
    """Enough offers for topics to be learned."""
    draw = random.Random(seed)
    return [
        make_offer(
            f"o{number:04}",
            draw.choice(["job", "mentor", "event"]),
            " ".join(draw.choices(WORDS, k=8)),
            skills=set(draw.sample(["menjahit", "las_listrik", "masak", "kasir"], draw.randint(0, 2))),
            capacity=draw.choice([None, 1, 3]),
            region=draw.choice([HOME, NEXT_DOOR, FAR]),
            features={"owner_id": f"u{draw.randint(0, 20)}", "pay_max": draw.randint(3, 8) * 1_000_000},
        )
        for number in range(count)
    ]


def crowd_of_people(count: int, seed: int = 7) -> list[Person]:
    draw = random.Random(seed)
    return [
        make_person(
            f"p{number:04}",
            " ".join(draw.choices(WORDS, k=4)),
            skills=set(draw.sample(["menjahit", "las_listrik", "masak", "kasir"], 1)),
            region=draw.choice([HOME, NEXT_DOOR, FAR]),
            features={"pay_min": 5_000_000},
        )
        for number in range(count)
    ]


def vocabulary_at(folder: Any, content: str = SKILLS_CSV) -> Vocabulary:
    path = folder / "skills.csv"
    path.write_text(content, encoding="utf-8")
    return Vocabulary.load(path)
