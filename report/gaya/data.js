// Opens the data that the page carries (see rendering/page.py): lkip.bukaData("angka") gives a promise of its text,
// or of null where the page carries none or the browser cannot unpack it.
window.lkip = {
  // base 85: five characters are four bytes
  bacaBiner: function (teks) {
    const abjad = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";
    const angka = new Uint8Array(128);
    for (let i = 0; i < 85; i++) angka[abjad.charCodeAt(i)] = i;
    const panjang = Math.ceil(teks.length / 5), lebih = panjang * 5 - teks.length;
    const isi = new DataView(new ArrayBuffer(panjang * 4));
    for (let k = 0, i = 0; k < panjang; k++) {
      let v = 0;
      for (let j = 0; j < 5; j++, i++) v = v * 85 + (i < teks.length ? angka[teks.charCodeAt(i)] : 84);
      isi.setUint32(k * 4, v);
    }
    return new Uint8Array(isi.buffer, 0, panjang * 4 - lebih);
  },
  bukaData: async function (nama) {
    const kotak = document.getElementById("data-" + nama);
    if (!kotak || !("DecompressionStream" in window)) return null;
    const aliran = new Blob([window.lkip.bacaBiner(kotak.textContent)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(aliran).text();
  },
};
