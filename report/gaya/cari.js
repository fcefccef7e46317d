// Search in the page: paragraphs, list items, headings, captions and table rows that hold every word asked for.
// Keys: "/" to the box, arrows through the hits, Enter goes there, Esc closes.
(function () {
  const BANYAK = 40;
  const isi = document.getElementById("isi");
  const kotak = document.createElement("div");
  kotak.className = "cari";
  kotak.setAttribute("role", "search");
  kotak.innerHTML =
    '<input id="cari-kata" type="search" role="combobox" aria-label="Cari di laporan" aria-expanded="false" aria-controls="cari-hasil" ' +
    'aria-autocomplete="list" autocomplete="off" spellcheck="false" placeholder="Cari di laporan" title="Tekan / untuk mencari" aria-keyshortcuts="/">' +
    '<div class="cari-panel" hidden><p id="cari-kabar" role="status"></p><ul id="cari-hasil" role="listbox" aria-label="Hasil pencarian"></ul></div>';
  document.getElementById("alat").prepend(kotak);
  const kata = kotak.querySelector("input");
  const panel = kotak.querySelector(".cari-panel");
  const kabar = kotak.querySelector("#cari-kabar");
  const daftar = kotak.querySelector("#cari-hasil");
  let indeks = null;
  let hasil = [];
  let pilihan = -1;

  // One letter stays one letter, so that places in the plain text hold in the shown one.
  const polos = (teks) => teks.replace(/[\u00c0-\u024f]/g, (h) => h.normalize("NFD")[0]).toLowerCase();
  const rapat = (teks) => teks.replace(/[\s\u00a0]+/g, " ").trim();

  function susun() {
    const semua = [];
    let bagian = "";
    let tabel = "";
    for (const el of isi.querySelectorAll("h1, h2, h3, h4, h5, figcaption, p, li, dt, dd, tr, pre")) {
      if (el.matches("p, li, dt, dd") && el.closest("tr, #cari-hasil")) continue;
      if (el.matches("li, dd") && el.querySelector("p")) continue;
      if (el.closest("[hidden], [aria-hidden='true']")) continue;
      let teks;
      if (el.matches("tr")) teks = rapat([...el.cells].map((s) => s.textContent).join(" · "));
      else teks = rapat([...el.childNodes].filter((n) => !/^[OU]L$/.test(n.nodeName)).map((n) => n.textContent).join(""));
      if (/^H\d$/.test(el.tagName)) bagian = teks;
      if (el.tagName === "FIGCAPTION") tabel = teks;
      const tempat = el.tagName === "TR" && el.closest("figure") && tabel ? bagian + " › " + tabel : bagian;
      if (teks) semua.push({ el, teks, polos: polos(teks), tempat });
    }
    return semua;
  }

  function cuplik(butir, dicari) {
    // the text around the first word, with every word marked
    const mulai = Math.max(0, Math.min(...dicari.map((k) => butir.polos.indexOf(k))) - 40);
    const potong = butir.teks.slice(mulai, mulai + 150);
    const rendah = butir.polos.slice(mulai, mulai + 150);
    const wadah = document.createElement("span");
    if (mulai) wadah.append("… ");
    let i = 0;
    while (i < potong.length) {
      let dekat = potong.length;
      let panjang = 0;
      for (const k of dicari) {
        const j = rendah.indexOf(k, i);
        if (j >= 0 && (j < dekat || (j === dekat && k.length > panjang))) { dekat = j; panjang = k.length; }
      }
      wadah.append(potong.slice(i, dekat));
      if (panjang) {
        const tanda = document.createElement("mark");
        tanda.textContent = potong.slice(dekat, dekat + panjang);
        wadah.append(tanda);
      }
      i = dekat + panjang;
    }
    if (mulai + 150 < butir.teks.length) wadah.append(" …");
    return wadah;
  }

  function cari() {
    const tanya = polos(rapat(kata.value));
    const dicari = [...new Set(tanya.split(" ").filter(Boolean))];
    daftar.replaceChildren();
    hasil = [];
    pilih(-1);
    if (tanya.length < 2) { buka(false); return; }
    indeks = indeks || susun();
    const kena = indeks.filter((b) => dicari.every((k) => b.polos.includes(k)));
    // whole phrases before scattered words, otherwise in the order of the document
    const utuh = kena.filter((b) => b.polos.includes(tanya));
    hasil = utuh.concat(kena.filter((b) => !b.polos.includes(tanya))).slice(0, BANYAK);
    hasil.forEach(function (butir, i) {
      const li = document.createElement("li");
      li.id = "cari-hasil-" + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      const tempat = document.createElement("span");
      tempat.className = "cari-tempat";
      tempat.textContent = butir.tempat || "Awal dokumen";
      li.append(tempat, cuplik(butir, dicari));
      li.addEventListener("click", () => lompat(i));
      daftar.append(li);
    });
    const sisa = kena.length > hasil.length ? hasil.length + " dari " + kena.length : String(kena.length);
    kabar.textContent = kena.length ? sisa + " hasil untuk “" + rapat(kata.value) + "”" : "Tidak ada hasil untuk “" + rapat(kata.value) + "”";
    buka(true);
  }

  function buka(ya) {
    panel.hidden = !ya;
    kata.setAttribute("aria-expanded", String(ya && hasil.length > 0));
  }

  function pilih(i) {
    const lama = daftar.children[pilihan];
    if (lama) lama.setAttribute("aria-selected", "false");
    pilihan = i;
    const baru = daftar.children[i];
    if (!baru) { kata.removeAttribute("aria-activedescendant"); return; }
    baru.setAttribute("aria-selected", "true");
    kata.setAttribute("aria-activedescendant", baru.id);
    baru.scrollIntoView({ block: "nearest" });
  }

  function sorot(el) {
    for (const lama of isi.querySelectorAll(".ketemu")) lama.classList.remove("ketemu");
    if (window.CSS && CSS.highlights) CSS.highlights.delete("cari");
    if (!el) return;
    el.classList.add("ketemu");
    if (!window.Highlight || !window.CSS || !CSS.highlights) return;
    const dicari = polos(rapat(kata.value)).split(" ").filter(Boolean);
    const rentang = [];
    const jalan = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
    for (let simpul = jalan.nextNode(); simpul; simpul = jalan.nextNode()) {
      const rendah = polos(simpul.data);
      for (const k of dicari) {
        for (let j = rendah.indexOf(k); j >= 0; j = rendah.indexOf(k, j + k.length)) {
          const r = new Range();
          r.setStart(simpul, j);
          r.setEnd(simpul, j + k.length);
          rentang.push(r);
        }
      }
    }
    CSS.highlights.set("cari", new Highlight(...rentang));
  }

  function lompat(i) {
    const el = hasil[i] && hasil[i].el;
    if (!el) return;
    for (let d = el.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    sorot(el);
    buka(false);
    if (!el.hasAttribute("tabindex")) {
      el.tabIndex = -1;
      el.addEventListener("blur", () => el.removeAttribute("tabindex"), { once: true });
    }
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: "center", inline: "nearest" });
  }

  let tunda = 0;
  kata.addEventListener("input", function () { clearTimeout(tunda); tunda = setTimeout(cari, 120); });
  kata.addEventListener("focus", function () { if (hasil.length) buka(true); });
  kata.addEventListener("keydown", function (e) {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      if (panel.hidden) { cari(); return; }
      if (hasil.length) pilih((pilihan + (e.key === "ArrowDown" ? 1 : hasil.length + (pilihan < 0 ? 0 : -1))) % hasil.length);
    } else if (e.key === "Enter") {
      e.preventDefault();
      clearTimeout(tunda);
      if (panel.hidden || pilihan < 0) cari();
      lompat(Math.max(pilihan, 0));
    } else if (e.key === "Escape") {
      e.preventDefault();
      clearTimeout(tunda);
      if (panel.hidden) { kata.value = ""; hasil = []; sorot(null); kata.blur(); } else buka(false);
    }
  });
  document.addEventListener("keydown", function (e) {
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest && e.target.closest("input, textarea, select, [contenteditable]")) return;
    e.preventDefault();
    kata.focus();
    kata.select();
  });
  document.addEventListener("click", function (e) { if (!kotak.contains(e.target)) buka(false); });
  kotak.addEventListener("focusout", function (e) { if (e.relatedTarget && !kotak.contains(e.relatedTarget)) buka(false); });
})();
