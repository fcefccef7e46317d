-- One table on paper (PDF and DOCX): widths of its columns, size of its text, numbers with their commas below one
-- another, anchors, emphasis. Works on plain form (polos.lua), so it never asks Pandoc for a cell.

return function(polos)

local teks_dari, ada_kelas = polos.teks, polos.ada_kelas
local di_typst = FORMAT:match('typst') ~= nil

-- widths of a line of table text, in em of that text (9 pt)
local LEBAR_TEGAK = 50
local LEBAR_REBAH = 77
local UKURAN = 9
local UKURAN_TERKECIL = 5.5
-- so many rows under one cell stay on one page
local BARIS_UTUH = 5

---------------------------------------------------------------- table text

-- widths of letters in em, near those of Libertinus Serif
local LEBAR_HURUF = {}
for c in ('.,:;\'|!ijlft()[]-/ '):gmatch('.') do LEBAR_HURUF[c] = 0.3 end
for c in ('rs'):gmatch('.') do LEBAR_HURUF[c] = 0.39 end
for c in ('mwMW%@&'):gmatch('.') do LEBAR_HURUF[c] = 0.82 end

local diukur = {}
local function lebar(kata)
  if diukur[kata] then return diukur[kata] end
  local n = 0
  for _, kode in utf8.codes(kata) do
    local c = kode < 128 and string.char(kode) or ''
    n = n + (LEBAR_HURUF[c] or (c:match('%u') and 0.66) or 0.49)
  end
  diukur[kata] = n
  return n
end

-- Longest piece that cannot be broken, and length of a whole text
local ukuran_teks = {}
local function ukur_teks(teks)
  local u = ukuran_teks[teks]
  if u then return u[1], u[2] end
  local terpanjang, semua = 0, 0
  for kata in teks:gmatch('%S+') do
    -- Typst may break after a hyphen and a slash inside a word
    for potong in kata:gsub('([-/])', '%1\n'):gmatch('[^\n]+') do
      local l = lebar(potong)
      terpanjang = math.max(terpanjang, l)
      semua = semua + l
    end
    semua = semua + 0.25
  end
  ukuran_teks[teks] = {terpanjang, semua}
  return terpanjang, semua
end

-- The same of what a cell shows
local function ukur(blok, tebal)
  -- a superscript mark (6.5 pt) takes about three quarters of its width, and the space before it is thin
  local tanda = 0
  local terpanjang, semua = ukur_teks(teks_dari(blok, function(s) tanda = tanda + 0.75 * lebar(teks_dari(s.c)) end))
  local kali = tebal and 1.08 or 1
  return math.max(terpanjang * kali, tanda), semua * kali + tanda
end

-- The cells of a table with what is asked of them again and again: first column and columns in the grid that the rows
-- make, whether they stand in its head. `isi` is what a cell is going to hold.
local function baca_sel(tabel)
  local daftar = {}
  local function bagian_baris(baris, kepala)
    local terisi = {}
    for _, r in ipairs(baris) do
      local k = 1
      local berikut = {}
      for kolom, sisa in pairs(terisi) do if sisa > 1 then berikut[kolom] = sisa - 1 end end
      for _, sel in ipairs(r[2]) do
        local turun, rentang = sel[3], sel[4]
        while (terisi[k] or 0) > 0 do k = k + 1 end
        daftar[#daftar + 1] = {
          sel = sel, isi = sel[5], angka = ada_kelas(sel[1], 'angka'), k = k, rentang = rentang, kepala = kepala, baris = r}
        for i = k, k + rentang - 1 do
          if turun > 1 then berikut[i] = turun - 1 end
        end
        k = k + rentang
      end
      terisi = berikut
    end
  end
  bagian_baris(tabel[4][2], true)
  for _, badan in ipairs(tabel[5]) do
    bagian_baris(badan[3], true)
    bagian_baris(badan[4], false)
  end
  bagian_baris(tabel[6][2], false)
  return daftar
end

-- A short figure with its unit ("100 %", "Rp 5.000") is never broken over lines.
local function satu_baris(s, teks)
  return s.angka and not s.kepala and #teks <= 24
end

local function lebar_kolom(tabel, daftar, rebah)
  local n = #tabel[3]
  for _, c in ipairs(tabel[3]) do
    if (c[2].c or 0) ~= 0 then return nil end
  end
  local terkecil, isi, banyak = {}, {}, {}
  for i = 1, n do terkecil[i], isi[i], banyak[i] = 0, 0, 0 end
  local gabung = {}
  for _, s in ipairs(daftar) do
    local k = s.k
    local kata, semua = ukur(s.isi, s.kepala)
    if s.angka and satu_baris(s, teks_dari(s.isi)) then kata = semua end
    if s.rentang == 1 and k <= n then
      terkecil[k] = math.max(terkecil[k], kata)
      isi[k] = isi[k] + semua ^ 1.5
      banyak[k] = banyak[k] + (semua > 0 and 1 or 0)
    elseif s.rentang > 1 then
      table.insert(gabung, {k, math.min(k + s.rentang - 1, n), kata})
    end
  end
  for _, g in ipairs(gabung) do
    local jumlah = 0
    for i = g[1], g[2] do jumlah = jumlah + terkecil[i] end
    if jumlah < g[3] then
      for i = g[1], g[2] do terkecil[i] = terkecil[i] + (g[3] - jumlah) / (g[2] - g[1] + 1) end
    end
  end
  local sisi = 1.0    -- inset left and right, in em
  local total_kecil, total_bobot = 0, 0
  for i = 1, n do
    terkecil[i] = math.max(terkecil[i], 1.2) + sisi
    isi[i] = banyak[i] > 0 and (isi[i] / banyak[i]) ^ (2 / 3) or 0
    total_kecil = total_kecil + terkecil[i]
    total_bobot = total_bobot + math.max(isi[i] + sisi, terkecil[i]) ^ 1.5
  end
  local tersedia = rebah and LEBAR_REBAH or LEBAR_TEGAK
  local sisa = math.max(0, tersedia - total_kecil)
  local hasil, total = {}, 0
  -- room left over goes first to columns whose text does not fit on one line
  local ingin, total_ingin = {}, 0
  for i = 1, n do
    ingin[i] = math.max(0, isi[i] + sisi - terkecil[i])
    total_ingin = total_ingin + ingin[i]
  end
  for i = 1, n do
    local tambah
    if total_ingin > sisa then
      tambah = sisa * ingin[i] / total_ingin
    else
      tambah = ingin[i] + (sisa - total_ingin) * math.max(isi[i] + sisi, terkecil[i]) ^ 1.5 / total_bobot
    end
    hasil[i] = terkecil[i] + tambah
    total = total + hasil[i]
  end
  for i = 1, n do hasil[i] = hasil[i] / total end
  local ukuran = UKURAN
  if total_kecil > tersedia then
    ukuran = math.max(UKURAN_TERKECIL, math.floor(UKURAN * tersedia / total_kecil * 10) / 10)
  end
  return hasil, ukuran
end

---------------------------------------------------------------- decimal commas below one another

-- In Typst every number of a column gets, unseen, the decimals, the sign and the mark that the longest one
-- has: right-aligned numbers then stand with their commas below one another. Other formats align right.

local function pecah_angka(teks)
  local inti, persen = teks:gsub('\u{a0}', ' '):match('^%s*[-+−]?%s*[R]?[p]?%.?%s*([%d.,]+)(%s*%%?)%s*$')
  if not inti then
    if teks:match('^[-–—%s]+$') then return '', '' end
    return nil
  end
  local ekor = inti:match(',%d+$') or (inti:match('%.%d%d?$') or '')
  return ekor, persen
end

-- the part of a cell before its marks, and the marks
local function tanpa_tanda(isi)
  local letak, tanda = #isi + 1, ''
  for i, e in ipairs(isi) do
    if e.t == 'Superscript' then letak = i; tanda = teks_dari(e); break end
  end
  while letak > 1 and isi[letak - 1].t == 'Space' do letak = letak - 1 end
  return letak, teks_dari{table.unpack(isi, 1, letak - 1)}, tanda
end

-- Of a cell that holds a figure and nothing else: where its marks begin, the text before them, and the marks
local function angka_dalam(s)
  if not s.angka or s.kepala or s.rentang > 1 or #s.isi ~= 1 or s.isi[1].t ~= 'Plain' then return nil end
  if not s.letak then s.letak, s.teks, s.tanda = tanpa_tanda(s.isi[1].c) end
  return s.letak, s.teks, s.tanda
end

-- Returns per column the longest tail and mark, where they differ from cell to cell
local function ekor_kolom(daftar)
  local kolom = {}
  for _, s in ipairs(daftar) do
    local letak, teks, tanda = angka_dalam(s)
    if letak then
      local ekor, persen = pecah_angka(teks)
      local c = kolom[s.k] or {ekor = '', persen = '', tanda = '', beda = {}, ya = 0, tidak = 0}
      kolom[s.k] = c
      if ekor then
        c.ya = c.ya + 1
        if #ekor > #c.ekor then c.ekor = ekor end
        if #persen > #c.persen then c.persen = persen end
        if #tanda > #c.tanda then c.tanda = tanda end
        c.beda[ekor:gsub('%d', '0') .. persen .. (tanda ~= '' and '^' or '')] = true
      else
        c.tidak = c.tidak + 1
      end
    end
  end
  for k, c in pairs(kolom) do
    local banyak = 0
    for _ in pairs(c.beda) do banyak = banyak + 1 end
    if banyak < 2 or c.ya < 2 or c.tidak > c.ya then kolom[k] = nil end
  end
  return kolom
end

local function sisip_bayangan(isi, inlines)
  table.insert(isi, polos.mentah('typst', '#hide['))
  table.move(inlines, 1, #inlines, #isi + 1, isi)
  table.insert(isi, polos.mentah('typst', ']'))
end

-- What a cell holds once its number is aligned with the others of its column; the table stays as it is
local function sejajar(s, c)
  local letak, teks, tanda = angka_dalam(s)
  if not c or not letak then return s.isi end
  local ekor, persen = pecah_angka(teks)
  if not ekor then return s.isi end
  local asal = s.isi[1].c
  local kurang = c.ekor:sub(#ekor + 1) .. (persen == '' and c.persen or '')
  local isi = {table.unpack(asal, 1, letak - 1)}
  if kurang ~= '' then sisip_bayangan(isi, {polos.str((kurang:gsub(' ', '\u{a0}')))}) end
  table.move(asal, letak, #asal, #isi + 1, isi)
  if tanda == '' and c.tanda ~= '' then
    sisip_bayangan(isi, {polos.str('\u{a0}'), {t = 'Superscript', c = {polos.str(c.tanda)}}})
  end
  return {polos.plain(isi)}
end

local function sejajarkan(daftar, kolom)
  local hasil = {}
  for i, s in ipairs(daftar) do
    hasil[i] = setmetatable({isi = sejajar(s, kolom[s.k])}, {__index = s})
  end
  return hasil
end

-- The columns whose given width is too small for it
local function tak_muat(tabel, daftar, kolom, rebah)
  local hasil = {}
  for _, s in ipairs(daftar) do
    if s.angka and not s.kepala and s.rentang == 1 and kolom[s.k] and not hasil[s.k] then
      local _, semua = ukur(s.isi, false)
      hasil[s.k] = semua + 1.0 > (tabel[3][s.k][2].c or 0) * (rebah and LEBAR_REBAH or LEBAR_TEGAK) or nil
    end
  end
  return hasil
end

-- The cells aligned, with widths and size of text; as they were where the alignment would cost legibility
local function ukur_sejajar(tabel, daftar, rebah)
  local kolom = ekor_kolom(daftar)
  if next(kolom) == nil then return daftar, lebar_kolom(tabel, daftar, rebah) end
  local baru = sejajarkan(daftar, kolom)
  local lebar_baru, ukuran_baru = lebar_kolom(tabel, baru, rebah)
  if not lebar_baru then
    local kurang = tak_muat(tabel, baru, kolom, rebah)
    if next(kurang) == nil then return baru end
    for k in pairs(kurang) do kolom[k] = nil end
    return sejajarkan(daftar, kolom)
  end
  if ukuran_baru < UKURAN then
    local lebar_asal, ukuran_asal = lebar_kolom(tabel, daftar, rebah)
    if ukuran_asal - ukuran_baru > 0.4 then return daftar, lebar_asal, ukuran_asal end
  end
  return baru, lebar_baru, ukuran_baru
end

---------------------------------------------------------------- what a cell holds

local function sisip(blok, inline)
  local pertama = blok[1]
  if pertama and (pertama.t == 'Plain' or pertama.t == 'Para') then
    table.insert(pertama.c, 1, inline)
  else
    table.insert(blok, 1, polos.plain{inline})
  end
end

-- Pandoc's Typst writer does not escape "- ", "+ ", "= ", "/ " and "1. " at the start of a cell,
-- which Typst would read as a list or a heading.
local function lindungi(isi)
  local blok = isi[1]
  local kata = blok and (blok.t == 'Plain' or blok.t == 'Para') and blok.c[1]
  local awal = kata and kata.t == 'Str' and kata.c:match('^[^ ]*')
  if awal and (awal:match('^[-+=/]+$') or awal:match('^%d+%.$')) then
    sisip(isi, polos.mentah('typst', '#[]'))
  end
end

local SPASI, PLAIN = {Space = true, Str = true}, {Plain = true}
local function tak_terputus(isi)
  return polos.ganti(isi, SPASI, function(el) return polos.str(el.c and el.c:gsub(' ', '\u{a0}') or '\u{a0}') end)
end
local function tebalkan(isi) return polos.ganti(isi, PLAIN, function(p) return polos.plain{{t = 'Strong', c = p.c}} end) end

-- The last rows of a long table as its foot: Typst keeps a foot whole, so that no single row is left for the
-- next page. Not where a cell reaches into them or a row is high.
local BARIS_KAKI = 3
local function kaki(tabel)
  if #tabel[5] ~= 1 or #tabel[6][2] > 0 then return end
  local baris = tabel[5][1][4]
  if #baris < 3 * BARIS_KAKI then return end
  for i, r in ipairs(baris) do
    for _, sel in ipairs(r[2]) do
      local sampai = i + sel[3] - 1
      if sampai > #baris - BARIS_KAKI and (sel[3] > 1 or #teks_dari(sel[5]) > 300) then return end
    end
  end
  tabel[5][1][4] = table.move(baris, 1, #baris - BARIS_KAKI, 1, {})
  tabel[6][2] = table.move(baris, #baris - BARIS_KAKI + 1, #baris, 1, {})
end

-- statuses of a plan that is followed: word and shape say them, colour repeats them
local WARNA_STATUS = {
  ['status-tercapai'] = '#00713a', ['status-perhatian'] = '#8a4700', ['status-terlambat'] = '#b3261e',
  ['status-belum'] = '#57606a', ['status-tercatat'] = '#57606a', ['status-tanpa'] = '#57606a',
}

-- DOCX: colour belongs to the run of text
local function warnai(isi, warna)
  local teks = teks_dari(isi):gsub('&', '&amp;'):gsub('<', '&lt;')
  return {polos.plain{polos.mentah('openxml', '<w:r><w:rPr><w:color w:val="' .. warna:sub(2):upper() .. '" /></w:rPr><w:t xml:space="preserve">' .. teks .. '</w:t></w:r>')}}
end

---------------------------------------------------------------- the table

local function ukuran_huruf(tabel, ukuran)
  -- an official form with many columns, and a long register, are set smaller on paper
  local em = (ada_kelas(tabel[1], 'padat') or ada_kelas(tabel[1], 'rapat')) and '0.89em' or nil
  if ukuran and ukuran < UKURAN then em = string.format('%.2fem', ukuran / UKURAN) end
  if em then polos.beri_sifat(tabel[1], 'typst:text:size', em) end
end

-- Put a table right, in place: `tabel` holds the six parts of a table in plain form. `titik(id)` returns the anchor for
-- an id, in plain form, or nothing.
return function(tabel, rebah, titik)
  local daftar = baca_sel(tabel)
  local lebar_hasil, ukuran
  if di_typst then daftar, lebar_hasil, ukuran = ukur_sejajar(tabel, daftar, rebah) else lebar_hasil, ukuran = lebar_kolom(tabel, daftar, rebah) end
  for i, c in ipairs(tabel[3]) do
    -- the HTML reader gives a column the alignment of its first body cell: cells keep their own
    tabel[3][i] = {c[1].t == 'AlignDefault' and {t = 'AlignLeft'} or c[1], lebar_hasil and {t = 'ColWidth', c = lebar_hasil[i]} or c[2]}
  end
  if di_typst then ukuran_huruf(tabel, ukuran) end
  local panjang = {}    -- rows with a long cell
  local pendek = true   -- whether rows are so low that a few of them surely fit on a page
  for _, s in ipairs(daftar) do
    s.teks = teks_dari(s.isi)
    panjang[s.baris] = panjang[s.baris] or (di_typst and not s.kepala and #s.teks > 500)
    pendek = pendek and (s.kepala or #s.teks <= 150)
  end
  local utuh = di_typst and not rebah and pendek and BARIS_UTUH or 1
  local baris_terakhir, tebal
  for _, s in ipairs(daftar) do
    local sel, baris, kepala, isi = s.sel, s.baris, s.kepala, s.isi
    local kelas = sel[1]
    local baris_baru = baris ~= baris_terakhir
    if baris_baru then
      baris_terakhir = baris
      tebal = kepala or ada_kelas(baris[1], 'jumlah')
    end
    if di_typst and s.teks:match('^[-+=/%d]') then lindungi(isi) end
    if s.angka then
      sel[2] = {t = 'AlignRight'}
      if satu_baris(s, s.teks) and s.teks:find(' ', 1, true) then isi = tak_terputus(isi) end
    end
    if ada_kelas(kelas, 'kanan') then sel[2] = {t = 'AlignRight'} end
    if ada_kelas(kelas, 'tengah') or (kepala and sel[2].t == 'AlignDefault') then sel[2] = {t = 'AlignCenter'} end
    if tebal then isi = tebalkan(isi) end
    if di_typst and kepala then polos.beri_sifat(kelas, 'typst:fill', 'luma(232)') end
    for _, k in ipairs(kelas[2]) do
      if WARNA_STATUS[k] and di_typst then polos.beri_sifat(kelas, 'typst:text:fill', 'rgb("' .. WARNA_STATUS[k] .. '")') end
      if WARNA_STATUS[k] and FORMAT == 'docx' then isi = warnai(isi, WARNA_STATUS[k]) end
    end
    -- rows stay whole on a page; a cell over a few rows holds them together, one over many must not, and a long row breaks in all its cells,
    -- but for cells that ask to stay whole
    if di_typst and not kepala and (sel[3] > utuh or panjang[baris]) and not ada_kelas(kelas, 'utuh') then polos.beri_sifat(kelas, 'typst:breakable', 'true') end
    -- anchors of the cell, and of the row in its first cell
    for _, milik in ipairs{sel, baris_baru and baris or nil} do
      local id = titik(milik[1][1])
      if id then sisip(isi, id); milik[1][1] = '' end
    end
    sel[5] = isi
  end
  if di_typst then kaki(tabel) end
end

end
