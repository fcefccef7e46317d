"use strict";
// Contents start folded on a narrow screen; paper gets everything that is folded but the code.
if (matchMedia("(max-width: 62rem)").matches) document.querySelector("#daftar-isi details").open = false;
addEventListener("beforeprint", () => document.querySelectorAll("main details:not(.kode)").forEach((d) => { d.open = true; }));

// On a phone the rows of wide tables become blocks; what a table is to those who do not see it stays said.
if (matchMedia("(max-width: 40rem)").matches) {
  const peran = { TABLE: "table", TR: "row", TD: "cell", THEAD: "rowgroup", TBODY: "rowgroup" };
  document.querySelectorAll("main table").forEach((tabel) => {
    const kolom = [...tabel.querySelectorAll("thead th")].map((th) => th.textContent);
    if (kolom.length < 3) return;
    tabel.classList.add("tumpuk");
    for (const el of [tabel, ...tabel.querySelectorAll("thead, tbody, tr, td")]) el.setAttribute("role", peran[el.tagName]);
    for (const th of tabel.querySelectorAll("th")) th.setAttribute("role", th.closest("thead") ? "columnheader" : "rowheader");
    for (const baris of tabel.tBodies[0].rows) [...baris.cells].forEach((sel, n) => { sel.dataset.kolom = kolom[n]; });
  });
}

// A link to something folded opens what it is folded in.
const buka = () => {
  const sasaran = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!sasaran) return;
  for (let d = sasaran.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  sasaran.scrollIntoView();
};
addEventListener("hashchange", buka);
addEventListener("load", buka);

// <div class="saring" data-saring="id" data-pilihan="jenis=nama;..."> becomes a box that filters the items [data-butir] in the element
// with that id; parts [data-kelompok] left empty vanish. Without a script the box stays hidden and everything is shown.
const element = (nama, isi = "") => Object.assign(document.createElement(nama), { textContent: isi });
const field = (judul, masukan) => {
  const label = element("label", judul);
  label.append(masukan);
  return label;
};
document.querySelectorAll("[data-saring]").forEach((kotak) => {
  const lingkup = document.getElementById(kotak.dataset.saring);
  const butir = [...lingkup.querySelectorAll("[data-butir]")].map((el) => [el, el.textContent.toLocaleLowerCase("id")]);
  const kelompok = [...lingkup.querySelectorAll("[data-kelompok]")].reverse();
  const kata = Object.assign(element("input"), { type: "search", autocomplete: "off" });
  const pilih = element("select");
  pilih.append(new Option("semua", ""), ...kotak.dataset.pilihan.split(";").map((p) => new Option(...p.split("=").reverse())));
  const hitungan = element("output");
  const angka = new Intl.NumberFormat("id");
  const saring = () => {
    const dicari = kata.value.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
    let tampil = 0;
    for (const [el, teks] of butir) {
      el.hidden = !(dicari.every((k) => teks.includes(k)) && (!pilih.value || el.dataset.butir === pilih.value));
      tampil += !el.hidden;
    }
    for (const el of kelompok) el.hidden = !el.querySelector("[data-butir]:not([hidden])");
    hitungan.textContent = `${angka.format(tampil)} dari ${angka.format(butir.length)} baris ditampilkan.`;
  };
  kata.addEventListener("input", saring);
  pilih.addEventListener("change", saring);
  kotak.append(field("Cari kata", kata), field("Tampilkan", pilih), hitungan);
  kotak.hidden = false;
  saring();
});
