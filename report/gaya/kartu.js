// Cards: every number of the page leads to its formula, its inputs and the cells it is printed in.
// Works on the data that the page carries (lineage/cards.py); without them the page stays as it is.
(function () {
  "use strict";
  const AWALAN = "#angka-";
  const KEDUDUKAN = {
    tercetak: "tercetak dalam sumber", rekonstruksi: "rekonstruksi dari nilai tercetak",
    rujukan: "rujukan peraturan atau laporan lain", asumsi: "asumsi",
  };
  let data, letak, kartu, pembuka, jejak = [];

  document.addEventListener("DOMContentLoaded", async () => {
    const isi = await window.lkip?.bukaData("angka").catch(() => null);
    if (!isi) return;
    data = JSON.parse(isi);
    letak = new Map(data.angka.map((a, i) => [identitas(a), i]));
    buatKartu();
    document.querySelectorAll("[data-angka]").forEach(jadikanTautan);
    sisipkanPetunjuk();
    addEventListener("hashchange", ikutiAlamat);
    ikutiAlamat();
  });

  // ---- the numbers in the page ----

  function identitas(a) {
    if (a.id) return a.id;
    const [tabel, baris, kolom, sisa] = a.sel;
    return `${data.tabel[tabel].nama}:${baris}:${data.teks[kolom]}${sisa || ""}`;
  }

  function tautan(i, ...isi) {
    return unsur("a", { href: AWALAN + identitas(data.angka[i]), class: "angka-n", "aria-haspopup": "dialog" }, ...isi);
  }

  function jadikanTautan(el) {
    const i = parseInt(el.dataset.angka, 36);
    if (!data.angka[i]) return;
    const a = tautan(i);
    while (el.firstChild && el.firstChild.nodeName !== "SUP") a.append(el.firstChild);
    const akhir = a.lastChild;
    if (el.firstChild && akhir?.nodeType === Node.TEXT_NODE) {   // the space before a mark stays outside
      akhir.data = akhir.data.trimEnd();
      el.prepend(a, " ");
    } else el.prepend(a);
    a.tabIndex = rumpun(a).querySelector("a.angka-n") === a ? 0 : -1;   // one tab stop a table or paragraph
    if (a.tabIndex === 0) a.setAttribute("aria-describedby", "kartu-panah");
  }

  const rumpun = (a) => a.closest("table") || a.closest("p, li, dd, figcaption") || a.parentElement;
  const tampak = (a) => a.getClientRects().length > 0;

  function pindah(dari, ke) {
    if (!ke) return;
    rumpun(dari).querySelectorAll('a.angka-n[tabindex="0"]').forEach((a) => { a.tabIndex = -1; });
    ke.tabIndex = 0;
    ke.focus();
  }

  // arrow keys: left and right to the next number, up and down to the number in the same column
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && kartu?.open) { e.preventDefault(); tutup(); return; }
    const a = e.target.closest?.("a.angka-n");
    if (!a || kartu.contains(a) || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return;
    const baris = a.closest("tr"), semua = [...rumpun(a).querySelectorAll("a.angka-n")].filter(tampak), n = semua.indexOf(a);
    const tegak = (langkah) => {
      if (!baris) return semua[n + langkah];
      const x = tengah(a);
      for (let r = baris; (r = langkah > 0 ? r.nextElementSibling : r.previousElementSibling);) {
        const calon = [...r.querySelectorAll("a.angka-n")].filter(tampak);
        if (calon.length) return calon.sort((p, q) => Math.abs(tengah(p) - x) - Math.abs(tengah(q) - x))[0];
      }
      return undefined;
    };
    const sebaris = baris ? semua.filter((s) => baris.contains(s)) : semua;
    const ke = { ArrowRight: () => semua[n + 1], ArrowLeft: () => semua[n - 1], ArrowDown: () => tegak(1), ArrowUp: () => tegak(-1),
      Home: () => sebaris[0], End: () => sebaris.at(-1) }[e.key];
    if (!ke) return;
    e.preventDefault();
    pindah(a, ke());
  });

  const tengah = (a) => { const k = a.getBoundingClientRect(); return (k.left + k.right) / 2; };

  document.addEventListener("click", (e) => {
    if (!kartu || e.defaultPrevented || e.target.closest("button, input, select, summary, label")) return;
    const a = e.target.closest("a");
    if (a) {
      if (a.matches("a.angka-n") && !kartu.contains(a)) {
        pembuka = a;
        if (a.tabIndex < 0) pindah(a, a);
        if (a.hash === location.hash) ikutiAlamat();   // the address is there already: no event will come
      }
      return;
    }
    if (String(getSelection())) return;
    e.target.closest("td[data-angka]")?.querySelector("a.angka-n")?.click();   // the whole cell is the target of a finger
  });

  function sisipkanPetunjuk() {
    const isi = document.querySelector("main, #isi") || document.body;
    isi.prepend(
      unsur("p", { class: "kartu-petunjuk" }, "Setiap angka hasil pengukuran dan hitungan dalam laporan ini dapat ditelusuri: pilih angkanya (klik, ketuk, " +
        "atau Enter) untuk melihat rumus, masukan, dan sel sumbernya."),
      unsur("p", { id: "kartu-panah", hidden: "" }, "Enter membuka kartu angka; tombol panah berpindah ke angka di sampingnya."));
  }

  // ---- the card ----

  function buatKartu() {
    kartu = unsur("dialog", { id: "kartu", "aria-labelledby": "kartu-judul" });
    document.body.append(kartu);
  }

  function ikutiAlamat() {
    const alamat = decodeURIComponent(location.hash);
    const i = alamat.startsWith(AWALAN) ? letak.get(alamat.slice(AWALAN.length)) : undefined;
    if (i === undefined) { if (kartu.open) sembunyikan(); return; }
    if (jejak.at(-2) === i) jejak.pop(); else if (jejak.at(-1) !== i) jejak.push(i);
    if (!kartu.open && !pembuka) {   // followed from elsewhere: show where the number stands
      pembuka = document.querySelector(`a.angka-n[href="${CSS.escape(AWALAN + identitas(data.angka[i]))}"]`);
      pembuka?.scrollIntoView({ block: "center" });
    }
    document.querySelectorAll(".angka-aktif").forEach((a) => a.classList.remove("angka-aktif"));
    pembuka?.classList.add("angka-aktif");
    kartu.replaceChildren(...isiKartu(i));
    if (!kartu.open) kartu.show();
    kartu.scrollTop = 0;
    kartu.querySelector("#kartu-judul").focus({ preventScroll: true });
  }

  function sembunyikan() {
    kartu.close();
    jejak = [];
    document.querySelectorAll(".angka-aktif").forEach((a) => a.classList.remove("angka-aktif"));
    pembuka = null;
  }

  function tutup() {
    const kembali = pembuka;
    sembunyikan();
    history.replaceState(null, "", location.href.split("#")[0]);
    kembali?.focus({ preventScroll: true });
  }

  function isiKartu(i) {
    const a = data.angka[i];
    const tombol = (kelas, teks, nama, saat) => {
      const t = unsur("button", { type: "button", class: kelas, "aria-label": nama }, teks);
      t.addEventListener("click", saat);
      return t;
    };
    return [
      unsur("div", { class: "kartu-kepala" },
        jejak.length > 1 ? tombol("kartu-kembali", "‹ Kembali", "Kembali ke kartu sebelumnya", () => history.back()) : "",
        unsur("h2", { id: "kartu-judul", tabindex: "-1" }, data.teks[a.nama]),
        tombol("kartu-tutup", "×", "Tutup kartu", tutup)),
      ...(a.id ? isiHitungan(a) : isiCetakan(a, i)),
      ...bagian("Temuan atas angka ini", (a.temuan || []).length ? daftarTemuan(a.temuan) : null),
      ...bagian("Temuan atas fakta yang sama di tempat lain", (a.terkait || []).length ? daftarTemuan(a.terkait) : null),
      unsur("div", { class: "kartu-kaki" },
        a.di ? unsur("p", {}, `Tampil lewat buku catatan ${data.notebook}, sel ${a.di.map((d) => data.teks[d]).join(", ")}.`) : "",
        unsur("p", {}, "Identitas: ", unsur("code", {}, identitas(a)))),
    ];
  }

  function isiHitungan(a) {
    return [
      unsur("p", { class: "kartu-nilai" }, tulisNilai(a), unsur("small", {}, " hasil hitungan laporan ini, bukan nilai tercetak")),
      ...bagian("Rumus", unsur("p", {}, data.teks[a.rumus])),
      ...bagian("Dengan angkanya", a.hitungan ? unsur("p", { class: "kartu-hitungan" }, a.hitungan) : null),
      ...bagian("Kedudukan aturan", "kedudukan" in a ? unsur("p", {}, kedudukan(a.kedudukan), "catatan" in a ? ` (${tanpaTitik(data.teks[a.catatan])})` : "", ".") : null),
      ...bagian("Masukan", a.masukan ? daftarMasukan(a.masukan) : null),
    ];
  }

  function isiCetakan(a, i) {
    const [tabel, baris, kolom] = a.sel, t = data.tabel[tabel];
    const butir = [
      ["Tabel", [t.nomor_tabel, t.judul].filter(Boolean).join(", ") + (t.bagian ? ` (${t.bagian})` : "")],
      ["Berkas", `${t.berkas}, baris ${baris}`],
      ["Kolom", t.kolom?.[data.teks[kolom]] || data.teks[kolom]],
      ["Tertulis", `“${a.tercetak}”`],
      ["Naskah", t.baris_sumber ? `baris ${t.baris_sumber[0]}–${t.baris_sumber[1]}` : ""],
      ["SHA-256 berkas", t.sha256],
    ];
    const asal = [...document.querySelectorAll(`[data-angka="${i.toString(36)}"]`)];
    const sel = asal.find((s) => s.closest('[id^="tbl-sumber-"]')) || asal.find((s) => s.matches("td"));
    const tunjuk = sel && unsur("button", { type: "button", class: "kartu-tunjuk" },
      sel.closest('[id^="tbl-sumber-"]') ? "Tunjukkan di lampiran" : "Tunjukkan di tabel");
    tunjuk?.addEventListener("click", () => {
      pembuka?.classList.remove("angka-aktif");
      pembuka = sel.querySelector("a.angka-n");
      tutup();
      pembuka = null;
      sel.scrollIntoView({ block: "center", inline: "center" });
      sel.classList.add("angka-ditunjuk");
      sel.addEventListener("focusout", () => sel.classList.remove("angka-ditunjuk"), { once: true });
    });
    return [
      unsur("p", { class: "kartu-nilai" }, a.tercetak, satuan(a, a.tercetak), unsur("small", {}, ` ${data.teks[a.wilayah]}, ${waktu(a)}`)),
      ...bagian("Sel sumber", unsur("dl", {}, ...butir.filter((b) => b[1]).flatMap(([n, v]) => [unsur("dt", {}, n), unsur("dd", {}, v)])), tunjuk || ""),
      ...bagian("Diperiksa dengan", a.periksa ? unsur("ul", {}, ...a.periksa.map(pemeriksaan)) : null),
    ];
  }

  function pemeriksaan([keluarga, dasar, hitungan, sesuai, masukan]) {
    return unsur("li", { class: sesuai ? "kartu-cocok" : "kartu-beda" },
      unsur("strong", {}, sesuai ? "✓ cocok" : "✗ tidak cocok"), ` – ${data.teks[keluarga]}, aturan ${kedudukan(dasar)}`,
      unsur("p", { class: "kartu-hitungan" }, hitungan), masukan.length ? daftarMasukan(masukan) : "");
  }

  function daftarMasukan(masukan) {
    return unsur("ul", { class: "kartu-masukan" }, ...masukan.map((i) => {
      const a = data.angka[i], t = a.sel && data.tabel[a.sel[0]];
      const nama = data.teks[a.nama] + (a.id ? "" : `, ${data.teks[a.wilayah]}, ${waktu(a)}`);
      const letakSel = t ? `${t.berkas}, baris ${a.sel[1]}, kolom ${t.kolom?.[data.teks[a.sel[2]]] || data.teks[a.sel[2]]}` : a.hitungan || data.teks[a.rumus];
      return unsur("li", {}, tautan(i, `${nama}: ${a.id ? tulisNilai(a) : a.tercetak + satuan(a, a.tercetak)}`),
        unsur("span", { class: "kartu-letak" }, letakSel), ...[...(a.temuan || []), ...(a.terkait || [])].map(tandaTemuan));
    }));
  }

  const daftarTemuan = (nomor) => unsur("ul", {}, ...nomor.map((n) => unsur("li", {}, tandaTemuan(n), ` ${data.temuan[n][1]}`)));
  const tandaTemuan = (n) => unsur("a", { class: "tanda", href: `#temuan-${data.temuan[n][0]}`, title: data.temuan[n][1] }, n);
  const kedudukan = (i) => KEDUDUKAN[data.teks[i]] || data.teks[i];
  const tanpaTitik = (teks) => teks.replace(/\.$/, "");
  const waktu = (a) => (a.periode === "TH" ? `tahun ${a.tahun}` : `triwulan ${a.periode[2]} tahun ${a.tahun}`);

  function tulisNilai(a) {
    const d = a.desimal ?? (Number.isInteger(Math.round(a.nilai * 1e9) / 1e9) ? 0 : 2);
    const teks = a.nilai.toLocaleString("id-ID", { minimumFractionDigits: d, maximumFractionDigits: d }).replace("-", "−");
    return teks + satuan(a, teks);
  }

  function satuan(a, teks) {
    const s = "satuan" in a ? data.teks[a.satuan] : "";
    if (!s || ["indeks", "nilai", "rupiah", "kata", "tanggal"].includes(s) || s.startsWith("skor") || /[%A-Za-z]/.test(teks)) return "";
    return s === "%" ? "%" : ` ${s}`;
  }

  const bagian = (judul, ...isi) => (isi[0] ? [unsur("section", {}, unsur("h3", {}, judul), ...isi)] : []);

  function unsur(nama, atribut = {}, ...isi) {
    const el = document.createElement(nama);
    for (const [k, v] of Object.entries(atribut)) el.setAttribute(k, v);
    el.append(...isi);
    return el;
  }
})();
