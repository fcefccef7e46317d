// The switch between the light and the dark theme. Without a choice the page follows the system; a choice is kept where
// the browser allows it. Scripts that draw listen for "lkip:tema" on the document.
(function () {
  const akar = document.documentElement;
  const sistem = window.matchMedia("(prefers-color-scheme: dark)");
  const gelap = () => (akar.dataset.tema ? akar.dataset.tema === "gelap" : sistem.matches);

  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "alat-tombol";
  tombol.innerHTML = '<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="7.5" fill="none" ' +
    'stroke="currentColor" stroke-width="2"/><path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/></svg>';
  tombol.setAttribute("aria-label", "Tema gelap");

  function tampilkan() {
    tombol.setAttribute("aria-pressed", String(gelap()));
    tombol.title = gelap() ? "Ganti ke tema terang" : "Ganti ke tema gelap";
    document.dispatchEvent(new CustomEvent("lkip:tema", { detail: { gelap: gelap() } }));
  }

  tombol.addEventListener("click", function () {
    akar.dataset.tema = gelap() ? "terang" : "gelap";
    try { localStorage.setItem("lkip-tema", akar.dataset.tema); } catch (tanpaSimpanan) { /* the choice holds for this visit */ }
    tampilkan();
  });
  sistem.addEventListener("change", tampilkan);
  document.getElementById("alat").append(tombol);
  tampilkan();
})();
