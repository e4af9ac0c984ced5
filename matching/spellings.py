"""Everyday and chat spellings, stop words and corrections of the stemmer, written for this project."""


def _table(lines: str) -> dict[str, str]:
    pairs = (line.split("=", 1) for line in lines.strip().splitlines())
    return {typed.strip(): meant.strip() for typeds, meant in pairs for typed in typeds.split(",")}


# What people type = what is meant. The right side is analysed in its place.
EVERYDAY = _table(
    """
    loker, lokers, lowker = lowongan kerja
    gaji, gajih, upahan, salary, wage, wages = upah
    umr, umk, ump = upah minimum
    umkm, ukm, sme, smes = usaha mikro kecil menengah
    usahawan, entrepreneur, entrepreneurs, wiraswasta, pebisnis = wirausaha
    entrepreneurship = kewirausahaan
    startups = startup
    kerjaan, krj, krja, kerja2, gawe, gawean, job, jobs, work = kerja
    nyari, cari2, nyr = cari
    part time, parttime, partime, freelance, frilens, freelancer = paruh waktu
    full time, fulltime = penuh waktu
    magang2, intern, internship, pkl, prakerin = magang
    fresh graduate, freshgrad = baru lulus
    lulusan, graduate = lulus
    sklh, skolah, school = sekolah
    mhs, mhsw, mahasiswi = mahasiswa
    kuliahan, kul = kuliah
    pabrik2, factory, manufaktur, manufacturing = pabrik
    ob, og, cleaner, cleaning = bersih
    customer service, cs = layanan pelanggan
    customer, customers, kostumer, konsumen, costumer = pelanggan
    driver, drivers, supir, drver, pengemudi = sopir
    ojol = ojek online
    kurir2, courier = kurir
    spg, spb = sales promosi
    marketing, marketer, pemasar = pemasaran
    selling, seller, saler, penjual, jualan, jualan2 = jual
    dagangan, dagang2, trader = dagang
    online shop, olshop, onlineshop, olsop = toko online
    onlen, onlain, daring, ol = online
    offline, luring = tatap muka
    digitalisasi, dijital = digital
    social media, medsos, sosmed, socmed = media sosial
    ig, insta, instagrm = instagram
    wa, whatsap, wasap, watsap = whatsapp
    fb, pesbuk = facebook
    tiktokshop = tiktok toko
    tokped = tokopedia
    foto2, poto, fotografi, photography, photo = foto
    vidio, vidio2, videografi, videography = video
    desainer, design, designer, disain, disainer = desain
    grafik, graphic = grafis
    komputer2, computer, kompi = komputer
    leptop = laptop
    hp, hape, henpon, smartphone, ponsel = telepon
    internetan = internet
    ngetik, typing = ketik
    excel, xls, exel, eksel, spreadsheet = excel
    office, ofis = kantor
    admin2, adm, administrasi, administration = admin
    akuntan, akunting, accounting, accountant, akutansi = akuntansi
    finance, financial = keuangan
    pajek, tax = pajak
    sablonan = sablon
    jait, njait, ngejait, penjait, jaitan, sewing, tailor = jahit
    konveksian, garment, garmen = konveksi
    masakan, memasak, msk, cook, cooking, chef, koki = masak
    kue2, cookies = kue
    roti2, bakery, baker, baking = roti
    kopi2, coffee = kopi
    katering, catering, ketering = katering
    resto, restoran, restaurant, rumah makan = restoran
    warteg = warung tegal
    warung2, wrg = warung
    kuliner2, culinary = kuliner
    makanan2, mkn, mkanan, food = makanan
    minuman2, beverage = minuman
    ngelas, welding, welder, tukanglas = las
    bengkelan, workshop = bengkel
    montir, mekanik, mechanic, mechanics = mekanik
    motor2, motoran, motorcycle, spdmotor = motor
    mobil2, car, cars = mobil
    listrik2, electric, electrical, electrician, elektrik = listrik
    service, servisan, repair, reparasi = servis
    tukang2, tkg = tukang
    bangunan2, construction, konstruksi = bangunan
    gudang2, warehouse, pergudangan = gudang
    logistic, logistics = logistik
    packing, paking, pengemasan, packaging, kemas2 = kemas
    operatorproduksi = operator produksi
    cashier, kasir2, kassir = kasir
    toko2, shop, store = toko
    guru2, teacher, pengajar, ngajar = guru
    les, lesan, tutor = les
    bayi2, babysitter, nanny = asuh anak
    art, prt = asisten rumah tangga
    caregiver = asuh lansia
    perawat, nurse, suster = rawat
    salon2, barbershop, barber = salon
    mua, makeup = rias
    nail, nailart = kuku
    ac2 = ac
    tani, bertani, farming, farmer = tani
    hidroponik2, hydroponic, hydroponics = hidroponik
    lele2 = lele
    sampah2, waste, limbah = sampah
    recycle, recycling = daur ulang
    modal2, capital, permodalan, funding = modal
    pinjem, pinjeman, loan = pinjam
    kur = kredit usaha rakyat
    ijin, perijinan, permit = izin
    nib = nomor induk berusaha nib
    halal2 = halal
    sertif, certificate, certification, sertifikasi = sertifikat
    pelatihan2, training, trainings, diklat, bimtek, course, courses, kursus = pelatihan
    webinar2, seminar2 = seminar
    lomba2, kompetisi, competition = lomba
    program2, programme = program
    mentor2, mentoring, pembimbing, coach, coaching = mentor
    komunitas2, community, paguyuban = komunitas
    event, events, kegiatan2, iven = acara
    volunteer, volunteers, sukarelawan = relawan
    ekspor2, export, eksport = ekspor
    impor2, import, import2 = impor
    inggris, english = inggris
    b inggris, bing = bahasa inggris
    bhs, bhasa, language = bahasa
    jepang2, japanese, japan = jepang
    karir, career = karier
    koding, coding, ngoding, programing, programming = pemrograman
    programer, programmer, developer, developers, dev = pemrograman
    website, webs, situs = web
    apk, aplikasi2, app, apps, application = aplikasi
    software = perangkat lunak
    hardware = perangkat keras
    pembukuan2, bookkeeping = pembukuan
    ngatur, manajemen, management, manage, manajer, manager = kelola
    leader, leadership = pimpin
    hr, hrd, personalia = sumber daya manusia
    satpam, security, sekuriti, scurity = keamanan
    bkl, beladiri = bela diri
    rmh, rumahan, home = rumah
    deket, dkt, near = dekat
    shift2, sift, shif = shift
    mlm, malem = malam
    pg = pagi
    bks, bekasi2 = bekasi
    jkt = jakarta
    ank, anak2, child, children, kids = anak
    ibu2, emak, emak2 = ibu
    bpk = bapak
    org, orang2, people = orang
    pengalaman2, experience, experienced = pengalaman
    skill, skills, ketrampilan = keterampilan
    """
)

# The stemmer's own mistakes and gaps, found by reading its output over the words of Bekasi's trades.
STEM_CORRECTIONS = {
    "pengelasan": "las",
    "mengelas": "las",
    "pengelas": "las",
    "kewirausahaan": "wirausaha",
    "wirausahawan": "wirausaha",
    "berwirausaha": "wirausaha",
    "perawat": "rawat",
    "perawatan": "rawat",
    "keperawatan": "rawat",
    "pengalaman": "pengalaman",
    "berpengalaman": "pengalaman",
    "pengecatan": "cat",
    "mengecat": "cat",
    "pengecoran": "cor",
    "mengecor": "cor",
    "pengepakan": "kemas",
    "mengemas": "kemas",
    "pengemasan": "kemas",
    "pengemas": "kemas",
    "pelayan": "layan",
    "penyablonan": "sablon",
    "memprogram": "pemrograman",
    "bekasi": "bekasi",
    "perkantoran": "kantor",
    "perhotelan": "hotel",
}

_STOP_WORDS = """
    ada adalah adanya agar akan aku aja anda apa apabila apakah atau atas bagai bagaimana bagi bahwa
    banyak baik banget bapak beberapa begitu belum berbagai berikut bersama biar bila bisa boleh buat
    bukan bukannya dalam dan dapat dari daripada demi dengan deh di dia dong dll dsb dst era gak ga gan
    gw gue guys hal hanya harus hendak hingga ialah ibu ini itu iya jadi jangan jika juga kak kakak kali
    kalau kalo kami kamu karena kata ke kebetulan kemudian kenapa kepada ketika kita kok lagi lah lain
    lalu lebih lewat maka mana mas masih mau maupun melalui memang mengapa menjadi menurut mereka
    merupakan mesti min mohon mungkin namun nanti nih nya oleh om pada pak para per pernah pula pun
    punya saat saja salah sama sambil sampai sangat saya sebab sebagai sebelum sebuah secara sedang
    sehingga sejak sekali sekitar selain selalu selama seluruh semua sendiri seorang seperti serta
    sering si siapa silakan suatu sudah supaya tapi telah tentang tentu terhadap terlalu termasuk
    tersebut tetapi tiap tidak tolong tuh untuk utk udah udh waktu walau wah yaitu ya yakni yang yg dgn
    dg dr dlm krn jd jg sdh blm tdk tp bs bgt aq sy ingin pengen pingin butuh perlu cari mencari dicari
    dibutuhkan a about after all also an and any are as at be been but by can could do does for from had
    has have he her his how i if in into is it its just me more most my no not of on one or our out over
    she so some such than that the their them then there these they this those to us very was we were
    what when which who will with would you your looking seeking want need
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
