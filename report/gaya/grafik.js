// Interactive charts in the place of the pictures, drawn by Plotly from the data that the page carries
// (display/interactive.py). The library is opened when the first chart comes near; without script, without data and on
// paper the picture stands. Nothing is asked of any network.
(function () {
  "use strict";
  const BULAN = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
  const HARI = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
  const GARIS = ["solid", "dash", "dashdot", "dot", "longdash", "longdashdot"];
  const PENANDA = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"];
  const ARSIR = ["", "/", ".", "x", "\\", "+"];
  const OPSI = { locale: "id", displayModeBar: false, displaylogo: false, responsive: false, showTips: false, scrollZoom: false, doubleClick: false };
  const hidup = [];
  let pustaka;

  document.addEventListener("DOMContentLoaded", async () => {
    const isi = await window.lkip?.bukaData("grafik").catch(() => null);
    if (!isi || !("IntersectionObserver" in window)) return;
    const grafik = JSON.parse(isi);
    const dimulai = new Map();
    // also for scripts that want a chart before the reader comes to it: lkip.gambarGrafik("fig-capaian")
    window.lkip.gambarGrafik = (id) => {
      const wadah = document.getElementById(id);
      if (!dimulai.has(id)) dimulai.set(id, hidupkan(wadah, grafik[id]).catch((galat) => console.error(galat)));
      return dimulai.get(id);
    };
    const pengamat = new IntersectionObserver((masuk) => {
      for (const m of masuk.filter((x) => x.isIntersecting)) {
        pengamat.unobserve(m.target);
        window.lkip.gambarGrafik(m.target.id);
      }
    }, { rootMargin: "800px 0px" });
    for (const id of Object.keys(grafik)) {
      const wadah = document.getElementById(id);
      if (wadah && wadah.querySelector("img") && grafik[id].panel.length) pengamat.observe(wadah);
    }
    document.addEventListener("lkip:tema", () => hidup.forEach((h) => h.warnai()));
    let menunggu;
    addEventListener("resize", () => {
      clearTimeout(menunggu);
      menunggu = setTimeout(() => hidup.forEach((h) => h.ukur()), 150);
    });
  });

  // ---- the library, once ----

  function bukaPustaka() {
    pustaka = pustaka || window.lkip.bukaData("plotly").then((teks) => {
      if (!teks) throw new Error("Halaman tidak memuat pustaka grafik.");
      const skrip = document.createElement("script");
      skrip.textContent = teks;
      document.head.append(skrip);
      window.Plotly.register({
        moduleType: "locale", name: "id", dictionary: {},
        format: {
          days: HARI, shortDays: HARI.map((h) => h.slice(0, 3)), months: BULAN, shortMonths: BULAN.map((b) => b.slice(0, 3)),
          decimal: ",", thousands: ".", grouping: [3], currency: ["Rp", ""], date: "%d/%m/%Y",
        },
      });
      return window.Plotly;
    });
    return pustaka;
  }

  // ---- one picture ----

  async function hidupkan(wadah, g) {
    const Plotly = await bukaPustaka();
    const gambar = wadah.querySelector("img");
    const kotak = elemen("div", "grafik"), panel = elemen("div", "grafik-panel");
    panel.dataset.kolom = g.kolom;
    kotak.append(panel);
    (gambar.closest("p") || gambar).after(kotak);
    // hidden until it is drawn, but as wide as it will be
    kotak.style.visibility = "hidden";
    const bidang = [];
    for (const p of g.panel) {
      const sel = elemen("div"), b = elemen("div", "grafik-bidang");
      if (p.judul) sel.append(elemen("p", "grafik-judul", p.judul));
      b.setAttribute("role", "img");
      b.setAttribute("aria-label", g.panel.length > 1 ? kata(p) : g.alt);
      b.tabIndex = 0;
      sel.append(b);
      panel.append(sel);
      bidang.push({ p, b });
    }
    for (const { p, b } of bidang) {
      const { data, layout } = susun(p, b.clientWidth);
      await Plotly.newPlot(b, data, layout, OPSI);
      denganPapanTik(Plotly, b, p, kotak);
    }
    kotak.append(...perkakas(Plotly, wadah, g, bidang));
    wadah.classList.add("grafik-hidup");
    kotak.style.visibility = "";
    const ulang = (paksa) => bidang.forEach((x) => {
      if (!paksa && x.lebar === x.b.clientWidth) return;
      x.lebar = x.b.clientWidth;
      const { data, layout } = susun(x.p, x.lebar);
      Plotly.react(x.b, data, layout, OPSI);
    });
    bidang.forEach((x) => { x.lebar = x.b.clientWidth; });
    hidup.push({ warnai: () => ulang(true), ukur: () => ulang(false) });
  }

  function elemen(nama, kelas, teks) {
    const e = document.createElement(nama);
    if (kelas) e.className = kelas;
    if (teks !== undefined) e.textContent = teks;
    return e;
  }

  // ---- looks: colours of the theme, patterns for those who see no colours, sizes of the screen ----

  function susun(p, lebar) {
    const gaya = getComputedStyle(document.documentElement);
    const w = (nama) => gaya.getPropertyValue("--" + nama).trim();
    const huruf = { family: getComputedStyle(document.body).fontFamily, size: 12, color: w("tinta") };
    const datar = p.jenis === "batang_mendatar", sempit = lebar < 480;
    const batang = p.data.filter((t) => t.type === "bar").length || 1;
    // upright bars narrower than their numbers: the numbers stand upright too
    const terpanjang = Math.max(...p.data[0].text.map((t) => t.length));
    const tegak = p.jenis === "batang" && terpanjang * 6 > (lebar - 56) / p.kategori.length * 0.8 / batang;
    const data = p.data.map((t) => {
      const warna = w("grafik-" + (t.meta % 6 + 1)), i = t.meta % 6;
      const n = { ...t, name: aman(t.name), x: datar ? t.x : t.x.map(aman), y: datar ? t.y.map(aman) : t.y };
      if (t.type === "bar") {
        n.marker = { color: warna, line: { color: w("tinta"), width: 0.6 }, pattern: { shape: ARSIR[i], fgcolor: w("grafik-arsir"), bgcolor: warna, size: 7, solidity: 0.2 } };
        n.textfont = { size: sempit ? 10 : 11 };
        if (p.label) n.textposition = "none";
        n.textangle = tegak ? -90 : 0;
      } else if (t.mode === "markers") {
        n.marker = { symbol: datar ? "line-ns" : "line-ew", size: 9 * batang, line: { width: 3, color: w("tinta") } };
      } else {
        n.line = { color: warna, dash: GARIS[i], width: 2.2 };
        n.marker = { color: warna, symbol: PENANDA[i], size: 8, line: { color: w("tinta"), width: 0.6 } };
      }
      return n;
    });
    if (p.label) {
      data.push({ type: "scatter", mode: "text", x: p.label.x, y: p.kategori, text: p.label.text.map((t) => "\u00a0\u00a0" + aman(t).replace(" (", sempit ? "<br>\u00a0\u00a0(" : " (")), textposition: "middle right",
        textfont: { size: sempit ? 10 : 11 }, hoverinfo: "skip", showlegend: false, cliponaxis: false });
    }
    const sumbu = { gridcolor: w("garis"), zerolinecolor: w("tinta"), linecolor: w("garis"), automargin: true, fixedrange: true };
    const baris = Math.max(8, Math.floor((datar ? lebar * 0.36 : lebar / p.kategori.length) / 6.6));
    const nama = { ...sumbu, tickmode: "array", tickvals: p.kategori.map((_, i) => i), ticktext: p.kategori.map((k) => lipat(k, baris)), showgrid: false };
    if (!datar) nama.tickangle = 0;
    const nilai = { ...sumbu, nticks: sempit ? 4 : 7 };
    if (p.jenis !== "garis") nilai.range = rentang(p, datar ? lebar * (sempit ? 0.55 : 0.62) : sempit || p.judul ? 180 : 260, datar ? 0 : tegak ? terpanjang * 6 + 10 : 22, sempit);
    const x = datar ? nilai : nama, y = datar ? nama : nilai, asal = p.layout;
    const tajuk = (a) => ({ ...a, title: a.title && { text: lipat(a.title.text, Math.floor(lebar * 0.55 / 6)), standoff: 8, font: { size: 11, color: w("redup") } } });
    const layout = {
      font: huruf, paper_bgcolor: w("latar"), plot_bgcolor: w("latar"), separators: ",.", bargap: 0.2, barmode: "group", dragmode: false,
      hovermode: datar ? "y unified" : "x unified", hoverlabel: { bgcolor: w("lembut"), bordercolor: w("tepi"), font: { color: w("tinta") } },
      height: tinggi(p, batang, sempit, lebar), width: lebar, margin: { l: 8, r: 8, t: 8, b: 8, pad: 3 },
      showlegend: p.data.length > 1 || Boolean(asal.shapes), legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", yref: "paper", font: { size: 11 } },
      xaxis: { ...x, ...tajuk(asal.xaxis) }, yaxis: { ...y, ...tajuk(asal.yaxis) },
      uniformtext: { mode: "show", minsize: 9 },
    };
    if (!datar) layout.yaxis.title = { ...(layout.yaxis.title || {}), standoff: 4 };
    if (asal.shapes) layout.shapes = asal.shapes.map((s) => ({ ...s, name: aman(s.name), line: { color: w("tinta"), width: 1.5, dash: "dash" } }));
    if (asal.annotations) {
      layout.annotations = asal.annotations.map((a) => ({ ...a, showarrow: false, xanchor: datar ? "left" : "center", yanchor: datar ? "middle" : "bottom",
        xshift: datar ? 3 : 0, font: { size: sempit ? 10 : 11, color: w("redup") } }));
    }
    return { data, layout };
  }

  // room for the numbers at the ends of the bars, also of those that go below zero
  function rentang(p, panjang, tegak, sempit) {
    const datar = !tegak, angka = p.data.flatMap((t) => (datar ? t.x : t.y)).filter((v) => v !== null).concat((p.layout.shapes || []).map((s) => (datar ? s.x0 : s.y0)));
    const bawah = Math.min(0, ...angka), atas = Math.max(0, ...angka), sisi = bawah < 0 ? 2 : 1;
    const teks = p.label ? p.label.text.flatMap((t) => (sempit ? t.split(" (") : [t])) : p.data.flatMap((t) => t.text);
    const perlu = tegak || Math.max(...teks.map((t) => t.length)) * (sempit ? 5.8 : 6.4) + 14;
    const bagian = Math.min(0.75 / sisi, perlu / panjang), ruang = bagian * (atas - bawah || 1) / (1 - sisi * bagian);
    const kanan = bawah === 0 || p.data.some((t) => (datar ? t.x : t.y).some((v) => v === null || v >= 0));
    return [bawah < 0 ? bawah - ruang : 0, atas + (kanan ? ruang : 0)];
  }

  function tinggi(p, batang, sempit, lebar) {
    if (p.jenis !== "batang_mendatar") return sempit || p.judul ? 260 : 340;
    const aksara = Math.max(8, Math.floor(lebar * 0.36 / 6.6));
    const baris = p.kategori.map((k) => Math.max(batang * 15 + 6, p.label && sempit ? 32 : 0, lipat(k, aksara).split("<br>").length * 15 + 4));
    return 96 + baris.length * Math.max(...baris);
  }

  function aman(teks) {
    return String(teks).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function lipat(teks, panjang) {
    const baris = [""];
    for (const k of teks.split(" ")) {
      const calon = (baris[baris.length - 1] + " " + k).trim();
      if (calon.length > panjang && baris[baris.length - 1]) baris.push(k); else baris[baris.length - 1] = calon;
    }
    return baris.map(aman).join("<br>");
  }

  // ---- for the keyboard and for those who hear the page ----

  function kata(p, i) {
    const satu = (n) => p.kategori[n] + ": " + p.data.map((t) => (p.data.length > 1 ? t.name + " " : "") + t.text[n]).join("; ") +
      (p.keterangan && p.keterangan[n] ? "; " + p.keterangan[n] : "");
    return i === undefined ? p.judul + ". " + p.kategori.map((_, n) => satu(n)).join(". ") : satu(i);
  }

  function denganPapanTik(Plotly, b, p, kotak) {
    let di = -1;
    b.addEventListener("keydown", (e) => {
      const maju = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (e.key === "Escape") { Plotly.Fx.unhover(b); di = -1; return; }
      if (!maju || e.altKey || e.ctrlKey || e.metaKey) return;
      e.preventDefault();
      di = (di + maju + p.kategori.length) % p.kategori.length;
      const titik = p.data.map((t, n) => ({ curveNumber: n, pointNumber: di })).filter((t) => (p.data[t.curveNumber][p.jenis === "batang_mendatar" ? "x" : "y"][di]) !== null);
      if (titik.length) Plotly.Fx.hover(b, titik); else Plotly.Fx.unhover(b);
      kotak.querySelector(".grafik-kabar").textContent = kata(p, di);
    });
    b.addEventListener("blur", () => { Plotly.Fx.unhover(b); di = -1; });
  }

  // ---- source, numbers, download ----

  function perkakas(Plotly, wadah, g, bidang) {
    const hasil = [];
    if (g.sumber) hasil.push(elemen("p", "grafik-sumber", "Sumber: " + g.sumber + "."));
    const alat = elemen("div", "grafik-alat"), angka = elemen("button", "", "Tampilkan angka"), kabar = elemen("div", "grafik-kabar");
    const tabel = elemen("div", "gulir grafik-angka");
    kabar.setAttribute("role", "status");
    angka.type = "button";
    angka.setAttribute("aria-expanded", "false");
    tabel.hidden = true;
    tabel.id = wadah.id + "-angka";
    tabel.tabIndex = 0;
    tabel.setAttribute("role", "region");
    tabel.setAttribute("aria-label", "Angka grafik: " + g.judul);
    angka.setAttribute("aria-controls", tabel.id);
    angka.addEventListener("click", () => {
      if (!tabel.firstChild) tabel.append(...g.panel.map(jadikanTabel));
      tabel.hidden = !tabel.hidden;
      angka.setAttribute("aria-expanded", String(!tabel.hidden));
      angka.textContent = tabel.hidden ? "Tampilkan angka" : "Sembunyikan angka";
    });
    alat.append(angka);
    bidang.forEach(({ p, b }) => {
      if (bidang.length > 1) return;
      const unduh = elemen("button", "", "Unduh PNG");
      unduh.type = "button";
      unduh.addEventListener("click", () => Plotly.downloadImage(b, { format: "png", scale: 2, width: b.clientWidth, height: b.clientHeight, filename: wadah.id }));
      alat.append(unduh);
    });
    return [...hasil, alat, kabar, tabel];
  }

  function jadikanTabel(p) {
    const t = elemen("table");
    if (p.judul) t.append(elemen("caption", "", p.judul));
    const kepala = t.createTHead().insertRow(), badan = t.createTBody();
    for (const n of ["", ...p.data.map((d) => d.name), ...(p.keterangan ? ["Keterangan"] : [])]) {
      const th = elemen(n ? "th" : "td", "", n);
      if (n) th.scope = "col";
      kepala.append(th);
    }
    p.kategori.forEach((k, i) => {
      const baris = badan.insertRow(), th = elemen("th", "", k);
      th.scope = "row";
      baris.append(th, ...p.data.map((d) => elemen("td", "angka", d.text[i])), ...(p.keterangan ? [elemen("td", "", p.keterangan[i])] : []));
    });
    return t;
  }
})();
