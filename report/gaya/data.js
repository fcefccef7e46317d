// Opens the data that the page carries (see rendering/page.py): lkip.bukaData("angka") gives a promise of its text,
// or of null where the page carries none or the browser cannot unpack it.
window.lkip = {
  bukaData: async function (nama) {
    const kotak = document.getElementById("data-" + nama);
    if (!kotak || !("DecompressionStream" in window)) return null;
    const biner = Uint8Array.from(atob(kotak.textContent), (c) => c.charCodeAt(0));
    const aliran = new Blob([biner]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(aliran).text();
  },
};
