// Tables: sorting by a header's button, download as CSV, and a tab stop only for tables that scroll.
(function () {
  const ANGKA = /^[-+\u2212]?\s*(?:Rp\.?\s*)?[-+\u2212]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?:,-)?\s*%?$/;
  const KOSONG = /^[-\u2010-\u2015\u2212\s]*$/;
  const urut = new Intl.Collator("id", { numeric: true, sensitivity: "base" });

  // What a cell says, without the marks of findings
  function teks(sel) {
    const salinan = sel.cloneNode(true);
    for (const tanda of salinan.querySelectorAll("sup, button svg")) tanda.remove();
    for (const br of salinan.querySelectorAll("br")) br.replaceWith(" ");
    return salinan.textContent.replace(/[\s\u00a0]+/g, " ").trim();
  }

  function angka(t) {
    if (!ANGKA.test(t)) return NaN;
    const minus = /^[^\d]*[-\u2212]/.test(t);
    const nilai = Number(t.replace(/,-\s*$/, "").replace(/[^\d,]/g, "").replace(",", "."));
    return minus ? -nilai : nilai;
  }

  // ---------------------------------------------------------------- sorting

  function sederhana(tabel) {
    const tubuh = tabel.tBodies[0];
    const kepala = tabel.tHead && tabel.tHead.rows;
    if (tabel.tBodies.length !== 1 || !kepala || kepala.length !== 1 || tubuh.rows.length < 3) return false;
    const banyak = kepala[0].cells.length;
    return [kepala[0], ...tubuh.rows].every((b) => b.cells.length === banyak && [...b.cells].every((s) => s.colSpan === 1 && s.rowSpan === 1));
  }

  function dapatDiurut(tabel) {
    const tubuh = tabel.tBodies[0];
    const asal = [...tubuh.rows];
    const jumlah = asal.filter((b) => b.classList.contains("jumlah"));
    const isi = asal.filter((b) => !b.classList.contains("jumlah"));
    const kepala = [...tabel.tHead.rows[0].cells];
    kepala.forEach(function (th, kolom) {
      if (!th.textContent.trim()) return;
      const tombol = document.createElement("button");
      tombol.type = "button";
      tombol.className = "urut";
      tombol.append(...th.childNodes);
      th.append(tombol);
      tombol.addEventListener("click", function () {
        const arah = { ascending: "descending", descending: null }[th.getAttribute("aria-sort")];
        const baru = arah === undefined ? "ascending" : arah;
        for (const lain of kepala) lain.removeAttribute("aria-sort");
        if (baru) th.setAttribute("aria-sort", baru);
        tubuh.append(...(baru ? urutkan(isi, kolom, baru === "ascending" ? 1 : -1) : isi), ...jumlah);
      });
    });
  }

  function urutkan(isi, kolom, arah) {
    const nilai = isi.map((b) => teks(b.cells[kolom]));
    const ada = nilai.filter((t) => !KOSONG.test(t));
    const bernilai = ada.filter((t) => !isNaN(angka(t))).length;
    const bilangan = bernilai > 0 && bernilai >= ada.length / 2;
    const kunci = nilai.map((t) => (KOSONG.test(t) ? null : bilangan ? angka(t) : t));
    const tiada = (k) => k === null || k !== k;
    return isi.map((b, i) => i).sort(function (a, b) {
      // what is no number, or nothing at all, stays at the end in both directions
      if (tiada(kunci[a]) || tiada(kunci[b])) return tiada(kunci[a]) - tiada(kunci[b]) || a - b;
      return arah * (bilangan ? kunci[a] - kunci[b] : urut.compare(kunci[a], kunci[b])) || a - b;
    }).map((i) => isi[i]);
  }

  // ---------------------------------------------------------------- CSV

  // Rows as the grid they make: a merged cell's text in every place it covers
  function kisi(tabel) {
    const baris = [...tabel.rows];
    const hasil = baris.map(() => []);
    baris.forEach(function (tr, b) {
      let k = 0;
      for (const sel of tr.cells) {
        while (hasil[b][k] !== undefined) k += 1;
        const isi = teks(sel);
        for (let i = 0; i < sel.rowSpan && b + i < baris.length; i += 1)
          for (let j = 0; j < sel.colSpan; j += 1) hasil[b + i][k + j] = isi;
        k += sel.colSpan;
      }
    });
    const tanda = baris.map((tr) => [...tr.querySelectorAll("sup a.tanda")].map((a) => a.textContent.trim()).join(" "));
    if (tanda.some(Boolean)) hasil.forEach((b, i) => b.push(i ? tanda[i] : "Temuan"));
    return hasil;
  }

  function selCsv(isi) {
    // a spreadsheet runs what begins like this; numbers and dashes are no formulas
    const aman = /^[=+\-@]/.test(isi) && !ANGKA.test(isi) && !KOSONG.test(isi) ? "'" + isi : isi;
    return /[";\r\n]/.test(aman) ? '"' + aman.replace(/"/g, '""') + '"' : aman;
  }

  function unduh(tabel, nama) {
    // semicolons and the mark at the start: so that a spreadsheet set to Indonesian opens it rightly
    const csv = "\ufeff" + kisi(tabel).map((b) => Array.from(b, (s) => selCsv(s || "")).join(";")).join("\r\n") + "\r\n";
    const a = document.createElement("a");
    a.href = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    a.download = nama + ".csv";
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
    return csv;
  }

  // ---------------------------------------------------------------- every table

  const pengamat = "ResizeObserver" in window && new ResizeObserver(function (semua) {
    for (const { target: kotak } of semua) {
      if (kotak.scrollWidth > kotak.clientWidth + 1) kotak.tabIndex = 0;
      else kotak.removeAttribute("tabindex");
    }
  });
  document.querySelectorAll("main .gulir").forEach(function (gulir, i) {
    const tabel = gulir.querySelector(":scope > table");
    if (!tabel) return;
    if (pengamat) pengamat.observe(gulir);
    if (sederhana(tabel)) dapatDiurut(tabel);
    const bingkai = gulir.closest("[id^='tbl-']");
    const judul = bingkai && bingkai.querySelector("figcaption");
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "unduh";
    tombol.textContent = "Unduh CSV";
    tombol.setAttribute("aria-label", "Unduh CSV " + (judul ? judul.textContent.replace(/\s+/g, " ").trim() : "tabel " + (i + 1)));
    tombol.addEventListener("click", () => unduh(tabel, bingkai ? bingkai.id.replace(/^tbl-/, "tabel-") : "tabel-" + (i + 1)));
    gulir.after(tombol);
  });
})();
