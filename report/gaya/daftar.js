// The contents beside the text: marks the section that is being read, and closes after a choice on a small screen.
(function () {
  const daftar = document.getElementById("TOC");
  if (!daftar) return;
  const rincian = daftar.querySelector("details");
  const sempit = window.matchMedia("(max-width: 62rem)");
  const tautan = new Map();
  for (const a of daftar.querySelectorAll("a[href^='#']")) {
    const sasaran = document.getElementById(decodeURIComponent(a.getAttribute("href").slice(1)));
    if (sasaran) tautan.set(sasaran, a);
  }
  const judul = [...tautan.keys()];
  let kini = null;

  function tandai() {
    // the last heading above the upper third of the window
    const batas = window.innerHeight / 3;
    let awal = 0;
    let akhir = judul.length;
    while (awal < akhir) {
      const tengah = (awal + akhir) >> 1;
      if (judul[tengah].getBoundingClientRect().top <= batas) awal = tengah + 1;
      else akhir = tengah;
    }
    const baru = awal ? tautan.get(judul[awal - 1]) : null;
    if (baru === kini) return;
    if (kini) kini.removeAttribute("aria-current");
    kini = baru;
    if (!kini) return;
    kini.setAttribute("aria-current", "location");
    const wadah = sempit.matches ? daftar.querySelector("details > ul") : daftar;
    if (!wadah || !kini.offsetParent) return;
    const letak = kini.getBoundingClientRect();
    const bingkai = wadah.getBoundingClientRect();
    if (letak.top < bingkai.top || letak.bottom > bingkai.bottom) wadah.scrollTop += letak.top - bingkai.top - bingkai.height / 3;
  }

  let menunggu = false;
  window.addEventListener("scroll", function () {
    if (menunggu) return;
    menunggu = true;
    requestAnimationFrame(function () { menunggu = false; tandai(); });
  }, { passive: true });
  sempit.addEventListener("change", function () { rincian.open = !sempit.matches; tandai(); });
  daftar.addEventListener("click", function (e) {
    if (sempit.matches && e.target.closest("a")) rincian.open = false;
  });
  daftar.addEventListener("keydown", function (e) {
    if (e.key !== "Escape" || !sempit.matches || !rincian.open) return;
    rincian.open = false;
    rincian.querySelector("summary").focus();
  });
  document.addEventListener("click", function (e) {
    if (sempit.matches && rincian.open && !daftar.contains(e.target)) rincian.open = false;
  });
  tandai();
})();
