-- Shared by both engines (Quarto and the embedded one), before their own work:
-- numbers of chapters and sections, references to them, raw HTML tables as real
-- tables in PDF and DOCX, column widths, anchors and links inside tables.

local stringify = pandoc.utils.stringify
local di_html = FORMAT:match('html') ~= nil
local di_typst = FORMAT:match('typst') ~= nil

-- widths of a line of table text, in em of that text (9 pt)
local LEBAR_TEGAK = 50
local LEBAR_REBAH = 77
local UKURAN = 9
local UKURAN_TERKECIL = 5.5
-- so many rows under one cell stay on one page
local BARIS_UTUH = 5

-- The embedded engine makes a sentence with file and line of this; the Quarto engine fails on it.
local function galat(jenis, kunci)
  io.stderr:write('GALAT\t' .. jenis .. '\t' .. kunci .. '\n')
end

---------------------------------------------------------------- numbers

local function romawi(n)
  local hasil = ''
  for _, p in ipairs{{100,'C'},{90,'XC'},{50,'L'},{40,'XL'},{10,'X'},{9,'IX'},{5,'V'},{4,'IV'},{1,'I'}} do
    while n >= p[1] do hasil = hasil .. p[2]; n = n - p[1] end
  end
  return hasil
end

local function huruf(n, dasar)
  local hasil = ''
  while n > 0 do
    hasil = string.char(string.byte(dasar) + (n - 1) % 26) .. hasil
    n = (n - 1) // 26
  end
  return hasil
end

-- the bare number at one level, and as printed before the title
local function angka(level, n)
  if level == 1 then return romawi(n), 'BAB ' .. romawi(n) end
  if level == 2 then return huruf(n, 'A'), huruf(n, 'A') .. '.' end
  if level == 3 then return tostring(n), n .. '.' end
  if level == 4 then return huruf(n, 'a'), huruf(n, 'a') .. '.' end
  return tostring(n), n .. ')'
end

local bagian = {}    -- id of a section -> text of a reference to it
local hitung = {0, 0, 0, 0, 0, 0}
local bab_bernomor = true

local function nomori(h)
  local judul = h.content:clone()
  if h.level == 1 then bab_bernomor = not h.classes:includes('unnumbered') end
  if h.classes:includes('unnumbered') then
    for i = h.level + 1, 6 do hitung[i] = 0 end
    bagian[h.identifier] = pandoc.Inlines{pandoc.Quoted('DoubleQuote', judul)}
    return nil
  end
  hitung[h.level] = hitung[h.level] + 1
  for i = h.level + 1, 6 do hitung[i] = 0 end
  local _, cetak = angka(h.level, hitung[h.level])
  if h.level == 1 then
    bagian[h.identifier] = pandoc.Inlines{pandoc.Str('BAB\u{a0}' .. romawi(hitung[1]))}
  else
    local jalur = {}
    for i = bab_bernomor and 1 or 2, h.level do
      if hitung[i] > 0 then table.insert(jalur, (angka(i, hitung[i]))) end
    end
    bagian[h.identifier] = pandoc.Inlines{pandoc.Str('Bagian\u{a0}' .. table.concat(jalur, '.'))}
  end
  if di_typst then return nil end
  h.content:insert(1, pandoc.Space())
  h.content:insert(1, pandoc.Span({pandoc.Str((cetak:gsub(' ', '\u{a0}')))}, pandoc.Attr('', {'nomor'})))
  return h
end

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

-- longest piece that cannot be broken, and whole length of what a cell shows
local function ukur(blok, tebal)
  local terpanjang, semua = 0, 0
  -- a superscript mark (6.5 pt) takes about three quarters of its width, and the space before it is thin
  local tanda = 0
  blok = blok:walk{Superscript = function(s) tanda = tanda + 0.75 * lebar(stringify(s)); return {} end}
  for kata in stringify(blok):gmatch('%S+') do
    -- Typst may break after a hyphen and a slash inside a word
    for potong in kata:gsub('([-/])', '%1\n'):gmatch('[^\n]+') do
      local l = lebar(potong)
      terpanjang = math.max(terpanjang, l)
      semua = semua + l
    end
    semua = semua + 0.25
  end
  local kali = tebal and 1.08 or 1
  return math.max(terpanjang * kali, tanda), semua * kali + tanda
end

-- Walk over rows as the grid they make; calls f(cell, first column, columns, is header).
local function tiap_sel(tabel, f)
  local function bagian_baris(baris, kepala)
    local terisi = {}
    for _, r in ipairs(baris) do
      local k = 1
      local berikut = {}
      for kolom, sisa in pairs(terisi) do if sisa > 1 then berikut[kolom] = sisa - 1 end end
      for _, sel in ipairs(r.cells) do
        while (terisi[k] or 0) > 0 do k = k + 1 end
        f(sel, k, sel.col_span, kepala, r)
        for i = k, k + sel.col_span - 1 do
          if sel.row_span > 1 then berikut[i] = sel.row_span - 1 end
        end
        k = k + sel.col_span
      end
      terisi = berikut
    end
  end
  bagian_baris(tabel.head.rows, true)
  for _, badan in ipairs(tabel.bodies) do
    bagian_baris(badan.head, true)
    bagian_baris(badan.body, false)
  end
  bagian_baris(tabel.foot.rows, false)
end

-- The cells of a table with what is asked of them again and again: every look into a cell is a copy out of Pandoc.
-- `isi` is what a cell is going to hold.
local function baca_sel(tabel)
  local daftar = {}
  tiap_sel(tabel, function(sel, k, rentang, kepala, baris)
    table.insert(daftar, {
      sel = sel, isi = sel.contents, angka = sel.classes:includes('angka'), k = k, rentang = rentang, kepala = kepala, baris = baris})
  end)
  return daftar
end

-- A short figure with its unit ("100 %", "Rp 5.000") is never broken over lines.
local function satu_baris(s, teks)
  return s.angka and not s.kepala and #teks <= 24
end

local function lebar_kolom(tabel, daftar, rebah)
  local n = #tabel.colspecs
  for _, c in ipairs(tabel.colspecs) do
    if c[2] and c[2] ~= 0 then return nil end
  end
  local terkecil, isi, banyak = {}, {}, {}
  for i = 1, n do terkecil[i], isi[i], banyak[i] = 0, 0, 0 end
  local gabung = {}
  for _, s in ipairs(daftar) do
    local k = s.k
    local kata, semua = ukur(s.isi, s.kepala)
    if s.angka and satu_baris(s, stringify(s.isi)) then kata = semua end
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

---------------------------------------------------------------- anchors

local ada = {}         -- every id in the document
local jangkar = {}     -- anchors already written

local function label_sah(id) return id:match('^[%w_][%w_%-%.:]*$') ~= nil end

-- An anchor that Typst can link to, or nothing
local function titik(id)
  if id == '' or jangkar[id] or not label_sah(id) then return nil end
  jangkar[id] = true
  if di_typst then return pandoc.RawInline('typst', '#metadata(none)<' .. id .. '>') end
  return pandoc.Span({}, pandoc.Attr(id))
end

local function sisip(sel, inline)
  local pertama = sel.contents[1]
  if pertama and (pertama.t == 'Plain' or pertama.t == 'Para') then
    pertama.content:insert(1, inline)
  else
    sel.contents:insert(1, pandoc.Plain{inline})
  end
end

local function jangkar_span(span)
  if not di_typst or span.identifier == '' then return nil end
  local isi = span.content:clone()
  local id = titik(span.identifier)
  if id then isi:insert(1, id) end
  return isi
end

-- Pandoc's Typst writer does not escape "- ", "+ ", "= ", "/ " and "1. " at the start of a cell,
-- which Typst would read as a list or a heading.
local function lindungi(sel)
  local blok = sel.contents[1]
  local kata = blok and (blok.t == 'Plain' or blok.t == 'Para') and blok.content[1]
  if kata and kata.t == 'Str' and (kata.text:match('^[-+=/]+$') or kata.text:match('^%d+%.$')) then
    sisip(sel, pandoc.RawInline('typst', '#[]'))
  end
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
local function tanpa_tanda(plain)
  local letak, tanda = #plain.content + 1, ''
  for i, e in ipairs(plain.content) do
    if e.t == 'Superscript' then letak = i; tanda = stringify(e); break end
  end
  while letak > 1 and plain.content[letak - 1].t == 'Space' do letak = letak - 1 end
  local teks = stringify(pandoc.Inlines{table.unpack(plain.content, 1, letak - 1)})
  return letak, teks, tanda
end

-- Of a cell that holds a figure and nothing else: where its marks begin, the text before them, and the marks
local function angka_dalam(s)
  if not s.angka or s.kepala or s.rentang > 1 or #s.isi ~= 1 or s.isi[1].t ~= 'Plain' then return nil end
  if not s.letak then s.letak, s.teks, s.tanda = tanpa_tanda(s.isi[1]) end
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
  isi:insert(pandoc.RawInline('typst', '#hide['))
  isi:extend(inlines)
  isi:insert(pandoc.RawInline('typst', ']'))
end

-- What a cell holds once its number is aligned with the others of its column; the table stays as it is
local function sejajar(s, c)
  local letak, teks, tanda = angka_dalam(s)
  if not c or not letak then return s.isi end
  local ekor, persen = pecah_angka(teks)
  if not ekor then return s.isi end
  local plain = s.isi[1]
  local kurang = c.ekor:sub(#ekor + 1) .. (persen == '' and c.persen or '')
  local isi = pandoc.Inlines{table.unpack(plain.content, 1, letak - 1)}
  if kurang ~= '' then sisip_bayangan(isi, {pandoc.Str((kurang:gsub(' ', '\u{a0}')))}) end
  for i = letak, #plain.content do isi:insert(plain.content[i]) end
  if tanda == '' and c.tanda ~= '' then
    sisip_bayangan(isi, {pandoc.Str('\u{a0}'), pandoc.Superscript{pandoc.Str(c.tanda)}})
  end
  return pandoc.Blocks{pandoc.Plain(isi)}
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
      hasil[s.k] = semua + 1.0 > tabel.colspecs[s.k][2] * (rebah and LEBAR_REBAH or LEBAR_TEGAK) or nil
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

local function tebalkan(isi)
  if #isi == 1 and isi[1].t == 'Plain' then return pandoc.Blocks{pandoc.Plain{pandoc.Strong(isi[1].content)}} end
  return isi:walk{Plain = function(p) return pandoc.Plain{pandoc.Strong(p.content)} end}
end

-- The last rows of a long table as its foot: Typst keeps a foot whole, so that no single row is left for the
-- next page. Not where a cell reaches into them or a row is high.
local BARIS_KAKI = 3
local function kaki(tabel)
  if #tabel.bodies ~= 1 or #tabel.foot.rows > 0 then return end
  local baris = tabel.bodies[1].body
  if #baris < 3 * BARIS_KAKI then return end
  for i, r in ipairs(baris) do
    for _, sel in ipairs(r.cells) do
      local sampai = i + sel.row_span - 1
      if sampai > #baris - BARIS_KAKI and (sel.row_span > 1 or #stringify(sel.contents) > 300) then return end
    end
  end
  local isi, bawah = pandoc.List{}, pandoc.List{}
  for i, r in ipairs(baris) do (i <= #baris - BARIS_KAKI and isi or bawah):insert(r) end
  local badan = tabel.bodies[1]
  badan.body = isi
  tabel.bodies = {badan}
  tabel.foot = pandoc.TableFoot(bawah)
end

-- statuses of a plan that is followed: word and shape say them, colour repeats them
local WARNA_STATUS = {
  ['status-tercapai'] = '#00713a', ['status-perhatian'] = '#8a4700', ['status-terlambat'] = '#b3261e',
  ['status-belum'] = '#57606a', ['status-tercatat'] = '#57606a', ['status-tanpa'] = '#57606a',
}

-- DOCX: colour belongs to the run of text
local function warnai(sel, warna)
  local teks = stringify(sel.contents):gsub('&', '&amp;'):gsub('<', '&lt;')
  sel.contents = {pandoc.Plain{pandoc.RawInline('openxml', '<w:r><w:rPr><w:color w:val="' .. warna:sub(2):upper() .. '" /></w:rPr><w:t xml:space="preserve">' .. teks .. '</w:t></w:r>')}}
end

local function rapikan_tabel(tabel, rebah)
  if di_html then return pandoc.Div({tabel}, pandoc.Attr('', {'gulir'}, {{'tabindex', '0'}, {'role', 'group'}, {'aria-label', 'Tabel'}})), false end
  local daftar = baca_sel(tabel)
  local lebar_hasil, ukuran
  if di_typst then daftar, lebar_hasil, ukuran = ukur_sejajar(tabel, daftar, rebah) else lebar_hasil, ukuran = lebar_kolom(tabel, daftar, rebah) end
  local spek = {}
  for i, c in ipairs(tabel.colspecs) do
    local rata = c[1] == 'AlignDefault' and 'AlignLeft' or c[1]
    -- the HTML reader gives a column the alignment of its first body cell: cells keep their own
    spek[i] = {rata, lebar_hasil and lebar_hasil[i] or c[2]}
  end
  tabel.colspecs = spek
  -- an official form with many columns, and a long register, are set smaller on paper
  if di_typst and (tabel.classes:includes('padat') or tabel.classes:includes('rapat')) then tabel.attributes['typst:text:size'] = '0.89em' end
  if di_typst and ukuran and ukuran < UKURAN then
    tabel.attributes['typst:text:size'] = string.format('%.2fem', ukuran / UKURAN)
  end
  local panjang = {}    -- rows with a long cell; comparing two rows with == would read both whole, as keys they are themselves
  local pendek = true   -- whether rows are so low that a few of them surely fit on a page
  for _, s in ipairs(daftar) do
    s.teks = stringify(s.isi)
    panjang[s.baris] = panjang[s.baris] or (di_typst and not s.kepala and #s.teks > 500)
    pendek = pendek and (s.kepala or #s.teks <= 150)
  end
  local utuh = di_typst and not rebah and pendek and BARIS_UTUH or 1
  local baris_terakhir, tebal
  for _, s in ipairs(daftar) do
    local sel, baris, kepala, isi = s.sel, s.baris, s.kepala, s.isi
    local kelas = sel.classes
    local baris_baru = not rawequal(baris, baris_terakhir)
    if baris_baru then
      baris_terakhir = baris
      tebal = kepala or baris.classes:includes('jumlah')
    end
    if s.angka then
      sel.alignment = 'AlignRight'
      if satu_baris(s, s.teks) and s.teks:find(' ') then
        isi = isi:walk{Space = function() return pandoc.Str('\u{a0}') end}
      end
    end
    if kelas:includes('kanan') then sel.alignment = 'AlignRight' end
    if kelas:includes('tengah') or (kepala and sel.alignment == 'AlignDefault') then sel.alignment = 'AlignCenter' end
    sel.contents = isi
    if di_typst and s.teks:match('^[-+=/%d]') then lindungi(sel) end
    if tebal then sel.contents = tebalkan(sel.contents) end
    if di_typst and kepala then sel.attributes['typst:fill'] = 'luma(232)' end
    for _, k in ipairs(kelas) do
      if WARNA_STATUS[k] and di_typst then sel.attributes['typst:text:fill'] = 'rgb("' .. WARNA_STATUS[k] .. '")' end
      if WARNA_STATUS[k] and FORMAT == 'docx' then warnai(sel, WARNA_STATUS[k]) end
    end
    -- rows stay whole on a page; a cell over a few rows holds them together, one over many must not, and a long row breaks in all its cells,
    -- but for cells that ask to stay whole
    if di_typst and not kepala and (sel.row_span > utuh or panjang[baris]) and not kelas:includes('utuh') then sel.attributes['typst:breakable'] = 'true' end
    local id_sel = titik(sel.identifier)
    if id_sel then sisip(sel, id_sel); sel.identifier = '' end
    if baris_baru then
      local id = titik(baris.identifier)
      if id then sisip(sel, id); baris.identifier = '' end
    end
  end
  if di_typst then kaki(tabel) end
  return tabel
end

---------------------------------------------------------------- raw HTML

local function tabel_mentah(raw)
  if raw.format ~= 'html' then return nil end
  if di_html then
    if raw.text:match('^%s*<table') then
      return pandoc.RawBlock('html', '<div class="gulir" tabindex="0" role="group" aria-label="Tabel">\n' .. raw.text .. '\n</div>')
    end
    return nil
  end
  return pandoc.read(raw.text, 'html+empty_paragraphs').blocks
end

local function kumpul_id(doc)
  local function ingat(id)
    if ada[id] then galat('ganda', id) end
    ada[id] = true
  end
  local function catat(el) if el.identifier ~= '' then ingat(el.identifier) end end
  doc:walk{
    Header = catat, Div = catat, Span = catat, Figure = catat, Image = catat, Link = catat, Code = catat, CodeBlock = catat,
    Table = catat,
    RawBlock = function(r)
      if r.format == 'html' then
        for _, id in r.text:gmatch('%sid=(["\'])(.-)%1') do ingat(id) end
      end
    end,
  }
end

---------------------------------------------------------------- the document

-- Headings and landscape pages inside a plain Div (a cell's output) must stand at the top level, or
-- they fall out of the contents, and Typst refuses a page break or a page of another shape.
local function buka_pembungkus(div)
  if div.identifier:match('^tbl%-') or div.identifier:match('^fig%-') then return nil end
  -- a page has no paper to turn; headings in there would be missing from its contents
  if di_html and div.classes:includes('landscape') then return div.content end
  for _, kelas in ipairs(div.classes) do
    if kelas:match('^kotak') or kelas == 'landscape' then return nil end
  end
  for _, b in ipairs(div.content) do
    if b.t == 'Header' or (b.t == 'Div' and b.classes:includes('landscape')) then return div.content end
  end
end

-- The box a table scrolls in says which table it holds
local function nama_gulir(div)
  if not di_html or not div.identifier:match('^tbl%-') or #div.content == 0 then return nil end
  local judul = 'Tabel: ' .. stringify(div.content[#div.content])
  local aman = judul:gsub('&', '&amp;'):gsub('"', '&quot;'):gsub('<', '&lt;')
  return div:walk{
    Div = function(d)
      if d.classes:includes('gulir') then d.attributes['aria-label'] = judul; return d end
    end,
    RawBlock = function(r)
      if r.format == 'html' and r.text:match('^<div class="gulir"') then
        r.text = r.text:gsub('aria%-label="Tabel"', function() return 'aria-label="' .. aman .. '"' end, 1)
        return r
      end
    end,
  }
end

-- The source note under a table keeps to the table in the PDF
local function catatan_sumber(div)
  if not di_typst or not div.identifier:match('^tbl%-') then return nil end
  return div:walk{Para = function(p)
    local e = p.content[1]
    if #p.content == 1 and e.t == 'Emph' and stringify(e):match('^Sumber:') then
      return pandoc.Para{pandoc.RawInline('typst', '#catatan-sumber['), e, pandoc.RawInline('typst', ']')}
    end
  end}
end

local function tautan(link)
  local id = link.target:match('^#(.+)$')
  if di_html or not id then return nil end
  if ada[id] and label_sah(id) then return nil end
  return link.content
end

local function rujukan(cite)
  local hasil = pandoc.Inlines{}
  for i, c in ipairs(cite.citations) do
    if not c.id:match('^sec%-') or not bagian[c.id] then return nil end
    if i > 1 then hasil:extend{pandoc.Str(','), pandoc.Space()} end
    hasil:insert(pandoc.Link(bagian[c.id], '#' .. c.id, '', pandoc.Attr('', {'rujukan'})))
  end
  return hasil
end

-- The last note of a landscape section needs no room kept below it: the section ends there, and the
-- room would take a page of its own where the note stands at the foot of a full one.
local function catatan_akhir(div)
  if not di_typst or not div.classes:includes('landscape') then return nil end
  local banyak, ke = 0, 0
  div:walk{RawInline = function(r) if r.text == '#catatan-sumber[' then banyak = banyak + 1 end end}
  return div:walk{RawInline = function(r)
    if r.text ~= '#catatan-sumber[' then return nil end
    ke = ke + 1
    if ke == banyak then return pandoc.RawInline('typst', '#catatan-sumber(ruang: false)[') end
  end}
end

function Pandoc(doc)
  doc = doc:walk{Div = buka_pembungkus}
  kumpul_id(doc)
  doc = doc:walk{RawBlock = tabel_mentah}
  doc = doc:walk{traverse = 'topdown', Header = nomori}
  doc = doc:walk{
    traverse = 'topdown',
    Div = function(div)
      if div.classes:includes('landscape') then
        return div:walk{Table = function(t) return rapikan_tabel(t, true) end}, false
      end
    end,
    Table = function(t) return rapikan_tabel(t, false) end,
  }
  return doc:walk{Div = nama_gulir}:walk{
    Div = catatan_sumber,
    Span = jangkar_span,
    Link = tautan,
    Cite = rujukan,
    RawInline = function(r)
      if not di_html and r.format == 'html' and r.text:match('^<br') then return pandoc.LineBreak() end
    end,
  }:walk{Div = catatan_akhir}
end
