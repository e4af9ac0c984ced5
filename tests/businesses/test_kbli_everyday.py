"""What owners of small businesses type, and the activity they mean: through the finder, as the form asks it."""

from __future__ import annotations

import pytest

from community.businesses.kbli import clear_trade, find_trades

# Each line: the activity, and how people in Bekasi write it; slips of the finger among them.
TYPED = """
10120: bikin bakso sapi frozen
10218: bikin dimsum ikan | pempek rumahan
10302: selai kacang rumahan
10303: kripik pisang
10307: pabrik tempe kecil | bikin tempe
10308: bikin tahu
10503: bikin es krim sendiri
10504: es mambo
10710: bikin kue ulang tahun | kue ultah | terima pesanan kue tart | bikin brownies | bikin donat kentang
10710: nastar dan kastengel | kue kring
10750: frozen food rumahan | bikin rendang kemasan | frozen fod
10761: sangrai kopi
10779: sambal botolan | bikin bumbu rendang | bawang goreng
10792: jajanan pasar | bikin risol mayo | kue basah buat hajatan | snack box
10794: keripik singkong | kripik pedas | bikin rempeyek | krupuk
10795: susu kedelai
11052: depot air isi ulang | isi ulang gallon
13139: bordir seragam sekolah
14111: konveksi kaos | bikin seragam kantor | konfeksi jaket
14120: jahit baju | terima jahitan kebaya | penjahit gamis | tukang jahit rumahan | jait baju
15121: bikin tas kain | totebag
16291: anyaman bambu
18111: sablon kaos | cetak undangan nikah | fotocopy | percetakan spanduk | print sama fotokopi | cetak setiker
20124: bikin pupuk kompos cair organik
20231: bikin sabun cuci piring
20232: bikin sabun mandi herbal
20235: parfum isi ulang
21022: jamu botolan | bikin jamu kemasan
25111: bengkel las | bikin pagar besi | tukang las kanopi | bikin tralis jendela
25112: etalase aluminium
31011: bikin kitchen set | tukang mebel | bikin lemari kayu
32903: souvenir pernikahan | bikin buket snack | kerajinan flanel | kerajinan tangan dari barang bekas
32909: bikin stempel | plakat
35302: jual es batu kristal
41011: borongan bangunan | tukang bangunan | renovasi rumah | kontraktor rumah kecil
43211: tukang listrik | pasang listrik rumah
43213: pasang cctv
43221: wc mampet | tukang ledeng | bikin sumur bor
43224: pasang ac
43302: pasang keramik | plafon gypsum
43303: jasa cat rumah | tukang cat tembok
43903: baja ringan | atap bocor
46796: jual beli rongsokan | besi tua | pengepul kardus bekas
47112: warung kelontong | toko sembako | warung sembako kecil depan rumah | toko kelontong | warung
47112: warung madura 24 jam
47212: jual buah potong | toko buah
47213: tukang sayur keliling | jual sayuran
47214: jual telur ayam | jual ayam potong
47215: jual ikan lele segar | jual ikan segar
47222: jual aqua galon | agen galon | air galon dan gas
47230: jual vape
47241: jual beras
47242: toko kue | titip jual kue
47249: jual cemilan | jual snack kiloan | oleh oleh bekasi
47302: pom mini | bensin eceran
47404: konter hp | jual casing hp | aksesoris hape
47521: toko bangunan | toko matrial
47593: jual perabotan dapur
47611: jual alat tulis | toko atk
47630: jual mainan anak
47711: jual baju online | olshop baju | toko baju anak | jualan gamis | jual daster | butik
47712: jual sepatu | toko sandal
47713: jual jilbab | toko hijab online
47714: jual tas
47724: jual skincare | jual kosmetik online
47742: jual baju bekas | thrift
47751: pet shop
47753: toko ikan hias
47754: jual makanan kucing | pakan burung
47761: toko bunga | buket wisuda | karangan bunga
47762: jual tanaman hias | jual bibit tanaman
47772: pangkalan gas | jual gas elpiji 3 kg | gas melon | jual gas
47796: toko plastik kemasan
47833: jual sparepart motor
47909: dropship | dropship baju | jastip | reseller
49231: jasa pindahan rumah | sewa pick up | angkut barang
49294: antar jemput anak sekolah
49295: sopir taksi online | gocar
49296: ojek | ojek online | tukang ojek pangkalan | ojek onlen | ojol
52215: penitipan motor
53200: kurir paket | agen jnt | jasa antar makanan
55909: kos kosan | kost putri | sewa kamar kos | kosan karyawan | kos kosn
56101: warung nasi | warteg | ayam geprek | rumah makan padang | jual lauk matang | nasi padang | jual nasi uduk
56102: angkringan | gorengan | jual seblak | bakso keliling | mie ayam gerobak | jual cilok | martabak manis
56102: sosis bakar | jual kebab | sate taichan | pecel lele | jual telur gulung | tukang siomay
56102: bakso malang gerobak | dimsum gerobak | rujak | bubur aym
56210: katering pernikahan | nasi kotak | tumpeng | catering aqiqah | nasi box | ketering nikahan
56290: katering harian | catering karyawan pabrik | katering diet
56303: kafe | cafe | warkop | coffee shop
56304: jual es teh | es teh jumbo | jual thai tea | jus buah | jual boba | es kopi susu | minuman kekinian
56304: jual es kelapa muda
56306: jamu gendong | kopi keliling | es cendol | es doger keliling
59112: jasa video pernikahan | videografer
59122: edit video
61209: jual pulsa | konter pulsa | token listrik | jual paket data | agen pulsah
62199: bikin website | jasa bikin aplikasi | programer
62900: instal ulang laptop
63101: entri data
68112: kontrakan petak | sewa rumah kontrakan
68129: sewa kios
68210: makelar tanah | jual beli rumah
69201: jasa pembukuan
69202: lapor pajak
73100: jasa kelola instagram | digital marketing | admin sosmed
74192: desain grafis | bikin logo | desain undangan digital | jasa desain
74209: foto pernikahan | fotografer | studio foto | foto produk umkm | poto prewedding
74300: jasa penerjemah
77100: rental mobil | sewa motor | rental mobil lepas kunci
77291: sewa tenda hajatan | dekorasi ulang tahun | sewa sound system | sewa kursi
77299: sewa kebaya
81210: jasa bersih rumah | cleaning service
81290: cuci sofa | basmi rayap | kuras toren
81300: tukang taman | potong rumput
82100: jasa pengetikan | admin olshop
82929: hampers lebaran | hias seserahan
85510: les renang | senam ibu ibu
85520: les gitar | sanggar tari | les gambar anak
85530: kursus setir mobil
85542: guru ngaji | les ngaji anak | tpq
85592: les komputer
85593: les bahasa inggris | kursus bahasa jepang
85595: guru les | les privat sd | bimbel | les calistung | guru les matematika | bimbell | les baca tulis
85597: kursus menjahit
86992: tukang urut | bekam | pijat panggilan
86995: pijat refleksi
88907: penitipan anak | daycare | jaga bayi titipan anak
90200: organ tunggal | mc nikahan | konten kreator | badut ulang tahun
93293: rental ps | odong odong
95101: servis laptop | reparasi komputer
95102: servis hp | service hape | ganti lcd hp | betulin hp
95210: servis tv | tukang servis elektronik
95220: servis ac | cuci ac | servis kulkas | servis mesin cuci | service kulkass
95230: cuci sepatu | sol sepatu | laundry sepatu
95291: permak levis | permak celana jins
95299: duplikat kunci | tukang kunci
95311: bengkel mobil | ketok magic | cat mobil
95312: cuci mobil | salon mobil
95320: bengkel motor | tambal ban | cuci motor | steam motor | bengkl motor
96100: laundry kiloan | loundry | cuci setrika | laundry karpet | laundri | buruh cuci gosok
96210: salon | potong rambut | barbershop | pangkas rambut pria | tukang cukur | salon rambut
96220: rias pengantin | nail art | makeup wisuda | eyelash | mua
96900: wedding organizer | grooming kucing
03221: ternak lele | budidaya nila | kolam gurame
03222: ternak cupang
01131: hidroponik | kebun sayur hidroponik
01136: jamur tiram | budidaya jamur
01301: pembibitan tanaman hias
01442: ternak kambing
01464: ternak ayam kampung
01461: ternak ayam broiler
01462: ayam petelur
10710: pesanan bolu pisang | toko kue kering rumahan lebaran
10740: bikin mie basah
14120: jahit seragam sekolah anak | vermak dan jahit kebaya
18111: cetak yasin | sablon tas
25111: las teralis jendela
31011: tukang kayu bikin meja belajar
47711: jual kaos anak murah
47213: lapak sayur di pasar
47761: bikin buket bunga segar
49231: truk angkut pasir
53200: kurir makanan
56101: warung makan padang sederhana | masakan sunda | jual ayam bakar madu
56102: bakso urat | nasi goreng gila gerobak | cireng isi | es campur dan gorengan | soto ayam lamongan
56210: nasi kotak rapat | prasmanan nikah
56304: jual es kopi susu gula aren | jus alpukat | es teh manis
62199: jasa website toko
74209: foto wisuda murah | jasa foto keluarga
77291: sewa pelaminan murah | tenda nikahan
81290: cuci sofa dan kasur
85595: les privat matematika smp | bimbingan belajar sd
85593: kursus toefl online
95102: servis hp samsung | ganti baterai hp
95220: servis ac dan kulkas | isi freon ac
95320: ganti ban motor | bengkel motor matic
96100: cuci bed cover | laundry antar jemput
96220: rias wisuda dan lamaran | perawatan wajah facial
01499: ternak jangkrik | budidaya maggot
""".strip()
CASES = [
    (typed.strip(), code)
    for code, line in (row.split(": ", 1) for row in TYPED.splitlines())
    for typed in line.split("|")
]


def places() -> dict[str, int]:
    """Where the meant activity stands among the suggestions, 9 for not at all."""
    found = {}
    for typed, code in CASES:
        codes = [trade.code for trade in find_trades(typed)]
        found[typed] = codes.index(code) if code in codes else 9
    return found


def test_most_everyday_words_lead_to_what_is_meant() -> None:
    found = places()
    assert len(found) == len(CASES) >= 150
    later = [typed for typed, place in found.items() if place > 0]
    lost = [typed for typed, place in found.items() if place > 2]
    assert len(later) <= 0.15 * len(CASES), later
    assert len(lost) <= 0.05 * len(CASES), lost


def test_nobody_is_given_another_activity_than_she_meant() -> None:
    clear = {typed: (found.code, code) for typed, code in CASES if (found := clear_trade(typed))}
    assert {typed: codes for typed, codes in clear.items() if codes[0] != codes[1]} == {}
    assert len(clear) >= 0.7 * len(CASES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("salon", "96210"),
        ("bikin kue ulang tahun", "10710"),
        ("jual es teh", "56304"),
        ("cuci sepatu", "95230"),
        ("guru les", "85595"),
        ("angkringan", "56102"),
        ("dropship", "47909"),
    ],
)
def test_a_phrase_people_often_type_comes_first(typed: str, first: str) -> None:
    assert find_trades(typed)[0].code == first


def test_a_known_word_is_not_taken_for_another() -> None:
    assert "10308" not in {trade.code for trade in find_trades("kue tahunan buat tahun baru")}


def test_a_slip_of_the_finger_is_forgiven() -> None:
    assert find_trades("laundrry kiloan")[0].code == "96100"
    assert find_trades("bengkle motor")[0].code == "95320"
