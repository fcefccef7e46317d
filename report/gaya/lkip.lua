-- Shared by both engines (Quarto and the embedded one), before their own work:
-- numbers of chapters and sections, references to them, raw HTML tables as real
-- tables in PDF and DOCX (tabel.lua), anchors and links inside tables.

local stringify = pandoc.utils.stringify
local di_html = FORMAT:match('html') ~= nil
local di_typst = FORMAT:match('typst') ~= nil

-- Quarto runs filters from a script of its own
local FOLDER = quarto and quarto.utils.resolve_path('.') or pandoc.path.directory(PANDOC_SCRIPT_FILE)
local function muat(nama) return dofile(pandoc.path.join{FOLDER, nama}) end

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

---------------------------------------------------------------- anchors

local ada = {}         -- every id in the document
local jangkar = {}     -- anchors already written

local function label_sah(id) return id:match('^[%w_][%w_%-%.:]*$') ~= nil end

-- An anchor that Typst can link to, in plain form, or nothing
local function titik(id)
  if id == '' or jangkar[id] or not label_sah(id) then return nil end
  jangkar[id] = true
  if di_typst then return {t = 'RawInline', c = {'typst', '#metadata(none)<' .. id .. '>'}} end
  return {t = 'Span', c = {{id, {}, {}}, {}}}
end

local function jangkar_span(span)
  if not di_typst or span.identifier == '' then return nil end
  local isi = span.content:clone()
  local id = titik(span.identifier)
  if id then isi:insert(1, pandoc.RawInline(id.c[1], id.c[2])) end
  return isi
end

local function tautan_sah(id) return ada[id] and label_sah(id) end

local function tautan(link)
  local id = link.target:match('^#(.+)$')
  if not di_html and id and not tautan_sah(id) then return link.content end
end

local function kumpul_id(doc)
  local function ingat(id)
    if ada[id] then galat('ganda', id) end
    ada[id] = true
  end
  local function catat(el) if el.identifier ~= '' then ingat(el.identifier) end end
  doc:walk{
    traverse = 'topdown',
    Header = catat, Div = catat, Span = catat, Figure = catat, Image = catat, Link = catat, Code = catat, CodeBlock = catat,
    Table = catat,
    RawBlock = function(r)
      if r.format == 'html' then
        for _, id in r.text:gmatch('%sid=(["\'])(.-)%1') do ingat(id) end
      end
    end,
  }
end

---------------------------------------------------------------- tables

local polos, baca_html, rapikan
if not di_html then
  polos = muat('polos.lua')
  baca_html, rapikan = muat('tabel-html.lua')(tautan_sah), muat('tabel.lua')(polos)
end

-- Tables of the notebooks hold no reference and no picture, and their links are done: nobody needs to look through their cells again
local SELESAI = 'tanpa-rujukan'

-- A table that Pandoc has read: from Markdown, or from HTML of another form than that of the notebooks
local function tabel_pandoc(t, rebah)
  if di_html then return pandoc.Div({t}, pandoc.Attr('', {'gulir'}, {{'tabindex', '0'}, {'role', 'group'}, {'aria-label', 'Tabel'}})) end
  local tabel = polos.polos(t)
  rapikan(tabel.c, rebah, titik)
  return polos.jadikan(tabel)
end

local function html_mentah(raw, rebah)
  local bertabel = raw.text:match('^%s*<table')
  if di_html then
    return bertabel and pandoc.RawBlock('html', '<div class="gulir" tabindex="0" role="group" aria-label="Tabel">\n' .. raw.text .. '\n</div>')
  end
  local tabel = bertabel and baca_html(raw.text)
  if not tabel then return pandoc.read(raw.text, 'html+empty_paragraphs').blocks end
  rapikan(tabel.c, rebah, titik)
  table.insert(tabel.c[1][2], SELESAI)
  return polos.jadikan(tabel)
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

local function rujukan(cite)
  local hasil = pandoc.Inlines{}
  for i, c in ipairs(cite.citations) do
    if not c.id:match('^sec%-') or not bagian[c.id] then return nil end
    if i > 1 then hasil:extend{pandoc.Str(','), pandoc.Space()} end
    hasil:insert(pandoc.Link(bagian[c.id], '#' .. c.id, '', pandoc.Attr('', {'rujukan'})))
  end
  return hasil
end

-- Headings and tables, from top to bottom
local function penata(rebah)
  return {
    traverse = 'topdown',
    Header = nomori,
    Div = function(div)
      if not rebah and div.classes:includes('landscape') then return div:walk(penata(true)), false end
    end,
    Table = function(t) return tabel_pandoc(t, rebah), false end,
    RawBlock = function(raw)
      if raw.format ~= 'html' then return nil end
      local hasil = html_mentah(raw, rebah)
      if pandoc.utils.type(hasil) ~= 'Blocks' then return hasil, false end
      return hasil:walk(penata(rebah)), false
    end,
  }
end

function Pandoc(doc)
  -- from the inside to the outside: what a Div holds is done before it
  doc = doc:walk{Div = function(div)
    if div.identifier:match('^tbl%-') then return catatan_sumber(div) end
    if di_typst and div.classes:includes('landscape') then return catatan_akhir(div) end
    return buka_pembungkus(div)
  end}
  kumpul_id(doc)
  doc = doc:walk(penata(false))
  if di_html then doc = doc:walk{Div = nama_gulir} end
  return doc:walk{
    traverse = 'topdown',
    Table = function(t) return nil, not t.classes:includes(SELESAI) end,
    Span = jangkar_span,
    Link = tautan,
    Cite = rujukan,
    RawInline = function(r)
      if not di_html and r.format == 'html' and r.text:match('^<br') then return pandoc.LineBreak() end
    end,
  }
end
