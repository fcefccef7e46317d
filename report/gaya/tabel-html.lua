-- Reads a raw HTML table, as the cells of the notebooks write it, into plain form (polos.lua): the same that
-- Pandoc's HTML reader makes of it, in a tenth of the time. What it does not surely understand it refuses with nil;
-- Pandoc then reads that table itself. Attributes that nothing reads on paper (data-…, scope) are left out.
-- `tautan_sah(id)` says whether a link to an id leads anywhere; one that does not keeps its text only.

return function(tautan_sah)

local UTUH = {amp = '&', lt = '<', gt = '>', quot = '"', apos = "'"}

local function entitas(nama)
  local kode = nama:match('^#[xX](%x+)$')
  kode = kode and tonumber(kode, 16) or tonumber(nama:match('^#(%d+)$') or '')
  -- HTML means other characters by 128-159
  if kode and kode >= 9 and (kode < 128 or kode > 159) and kode < 0xd800 then return utf8.char(kode) end
  return UTUH[nama]
end

-- A text without its entities; nil where one is unknown
local function urai(teks)
  if not teks:find('&', 1, true) then return teks end
  local kenal = true
  local hasil = teks:gsub('&([^&;]*)(;?)', function(nama, akhir)
    local isi = akhir == ';' and entitas(nama)
    if not isi then kenal = false end
    return isi
  end)
  return kenal and hasil or nil
end

-- Attributes of a tag as name -> value; nil where one is not among those allowed. Most tags have those of another.
local TANPA = {}
local diurai = {}
local function atribut(teks, boleh)
  if teks == '' then return TANPA end
  teks = teks:gsub('%s+data%-[%w-]+="[^"]*"', '')
  diurai[boleh] = diurai[boleh] or {}
  local hasil = diurai[boleh][teks]
  if hasil ~= nil then return hasil end
  hasil = {}
  local sisa = teks:gsub('%s+([%w-]+)="([^"]*)"', function(nama, nilai)
    hasil[nama] = boleh[nama] and not hasil[nama] and urai(nilai) or nil
    return hasil[nama] and '' or nil
  end)
  hasil = sisa:match('^%s*$') and hasil or false
  diurai[boleh][teks] = hasil
  return hasil
end

local function attr(a)
  local kelas = {}
  for k in (a.class or ''):gmatch('%S+') do kelas[#kelas + 1] = k end
  return {a.id or '', kelas, {}}
end

---------------------------------------------------------------- what a cell holds

local PEMBUNGKUS = {strong = 'Strong', b = 'Strong', em = 'Emph', i = 'Emph', sup = 'Superscript', sub = 'Subscript', span = 'Span', a = 'Link'}
local BOLEH_A, BOLEH_LAIN = {class = true, href = true}, {}
-- elements that are never changed, only exchanged, can stand in many places
local SELA, PUTUS = {t = 'Space'}, {t = 'LineBreak'}
local JEDA = {Space = true, LineBreak = true}

-- Words as one element, where the writers make the same of it as of one element for each: Pandoc's Typst writer escapes some
-- signs at the start of an element, and a bracket after an element that is no space (a figure's spaces become hard ones).
local function tambah_kata(daftar, teks)
  if not teks:find(' [;.]') and not teks:find('^%d+%. ') and (#teks > 24 or not teks:find(' (', 1, true)) then
    daftar[#daftar + 1] = {t = 'Str', c = teks}
    return
  end
  for sela, kata in teks:gmatch('( ?)([^ ]+)') do
    if sela ~= '' then daftar[#daftar + 1] = SELA end
    daftar[#daftar + 1] = {t = 'Str', c = kata}
  end
end

local function tambah_teks(daftar, teks)
  teks = not teks:find('[<>]') and urai(teks)
  if not teks or teks:find('[\n\v\f\r]') then return false end
  local sebelum, inti, sesudah = teks:match('^(%s*)(.-)(%s*)$')
  if sebelum ~= '' and daftar[#daftar] ~= PUTUS then daftar[#daftar + 1] = SELA end
  if inti ~= '' then tambah_kata(daftar, (inti:gsub('%s+', ' '))) end
  if inti ~= '' and sesudah ~= '' then daftar[#daftar + 1] = SELA end
  return true
end

-- Adds to a list what a closed tag is; nil where Pandoc would do more than to wrap (move spaces, join neighbours)
local function bungkus(daftar, nama, a, isi)
  local jenis = PEMBUNGKUS[nama]
  if isi[1] and (JEDA[isi[1].t] or JEDA[isi[#isi].t]) then return nil end
  if jenis == 'Span' then
    daftar[#daftar + 1] = {t = 'Span', c = {attr(a), isi}}
  elseif jenis == 'Link' then
    if not (a.href or ''):match('^#[%w_%-%.:]+$') then return nil end
    if not tautan_sah(a.href:sub(2)) then return table.move(isi, 1, #isi, #daftar + 1, daftar) end
    daftar[#daftar + 1] = {t = 'Link', c = {attr(a), isi, {a.href, ''}}}
  else
    local sebelum = daftar[#daftar]
    if next(a) or (sebelum and sebelum.t == jenis) then return nil end
    daftar[#daftar + 1] = {t = jenis, c = isi}
  end
  return daftar
end

-- The inlines of a cell, and whether one of them breaks the line
local function isi_sel(html)
  local daftar, luar, putus = {}, {}, false
  local letak = 1
  while true do
    local awal, akhir, tutup, nama, sisa = html:find('<(/?)(%a+)([^<>]*)>', letak)
    if letak <= #html and awal ~= letak and not tambah_teks(daftar, html:sub(letak, (awal or 0) - 1)) then return nil end
    if not awal then break end
    letak = akhir + 1
    if nama == 'br' and tutup == '' and sisa:match('^%s*/?$') then
      if daftar[#daftar] == SELA then daftar[#daftar] = nil end
      daftar[#daftar + 1] = PUTUS
      putus = true
    elseif not PEMBUNGKUS[nama] then
      return nil
    elseif tutup == '' then
      local a = atribut(sisa, nama == 'a' and BOLEH_A or BOLEH_LAIN)
      if not a then return nil end
      luar[#luar + 1] = {nama, a, daftar}
      daftar = {}
    else
      local buka = table.remove(luar)
      if not buka or buka[1] ~= nama then return nil end
      daftar = bungkus(buka[3], nama, buka[2], daftar)
      if not daftar then return nil end
    end
  end
  if #luar > 0 then return nil end
  if daftar[1] == SELA then table.remove(daftar, 1) end
  if daftar[#daftar] == SELA then table.remove(daftar) end
  return daftar, putus
end

---------------------------------------------------------------- rows and sections

local BOLEH_BARIS, BOLEH_SEL = {id = true, class = true}, {id = true, class = true, rowspan = true, colspan = true, scope = true}
local BAWAAN = {t = 'AlignDefault'}

-- The cells of a row, the columns they take, and whether one holds a line break
local function baca_baris(html, tag)
  local sel, letak, putus = {}, 1, false
  while true do
    local nama, sisa, isi, tutup, lanjut = html:match('^%s*<(t[dh])([^<>]*)>(.-)</(t[dh])>()', letak)
    if not nama then break end
    local a = nama == tag and tutup == tag and atribut(sisa, BOLEH_SEL)
    if not a then return nil end
    local inlines, br = isi_sel(isi)
    local baris, kolom = tonumber(a.rowspan or '1'), tonumber(a.colspan or '1')
    if not inlines or not math.tointeger(baris) or not math.tointeger(kolom) or baris < 1 or kolom < 1 then return nil end
    putus = putus or br
    sel[#sel + 1] = {attr(a), BAWAAN, math.tointeger(baris), math.tointeger(kolom), #inlines > 0 and {{t = 'Plain', c = inlines}} or {}}
    letak = lanjut
  end
  return html:match('^%s*$', letak) and #sel > 0 and sel, putus
end

-- The rows of a section, in which every row fills all columns: Pandoc would clip or fill them
local function baca_bagian(html, tag, banyak)
  local baris, letak, putus, terisi = {}, 1, false, {}
  while true do
    local sisa, isi, lanjut = html:match('^%s*<tr([^<>]*)>(.-)</tr>()', letak)
    if not sisa then break end
    local a = atribut(sisa, BOLEH_BARIS)
    local sel, br = baca_baris(isi, tag)
    if not a or not sel then return nil end
    putus = putus or br
    local berikut, k = {}, 1
    for kolom, n in pairs(terisi) do if n > 1 then berikut[kolom] = n - 1 end end
    for _, s in ipairs(sel) do
      while terisi[k] do k = k + 1 end
      for i = k, k + s[4] - 1 do
        if terisi[i] then return nil end
        if s[3] > 1 then berikut[i] = s[3] - 1 end
      end
      k = k + s[4]
    end
    while terisi[k] do k = k + 1 end
    banyak = banyak or k - 1
    if k - 1 ~= banyak then return nil end
    terisi = berikut
    baris[#baris + 1] = {attr(a), sel}
    letak = lanjut
  end
  return not next(terisi) and html:match('^%s*$', letak) and #baris > 0 and baris, putus, banyak
end

local function baca_lebar(html)
  local hasil, letak = {}, 1
  while true do
    local persen, lanjut = html:match('^%s*<col style="width: ?([%d.]+)%%"%s*/?>()', letak)
    if not tonumber(persen) then break end
    hasil[#hasil + 1] = {BAWAAN, {t = 'ColWidth', c = tonumber(persen) / 100}}
    letak = lanjut
  end
  return html:match('^%s*$', letak) and #hasil > 0 and hasil
end

-- A whole table (block in plain form), or nil
return function(html)
  local sisa, letak = html:match('^%s*<table([^<>]*)>()')
  local a = sisa and atribut(sisa, BOLEH_BARIS)
  if not a then return nil end
  local kolom, lanjut = html:match('^%s*<colgroup>(.-)</colgroup>()', letak)
  local lebar = kolom and baca_lebar(kolom)
  if kolom and not lebar then return nil end
  local kepala, badan, akhir = html:match('^%s*<thead>(.-)</thead>%s*<tbody>(.-)</tbody>%s*</table>%s*()', lanjut or letak)
  if akhir ~= #html + 1 then return nil end
  local baris_kepala, putus_kepala, banyak = baca_bagian(kepala, 'th', lebar and #lebar)
  if not baris_kepala then return nil end
  local baris_badan, putus_badan = baca_bagian(badan, 'td', banyak)
  -- without widths of its own, Pandoc gives a table with broken lines columns of equal width
  if not baris_badan or (not lebar and (putus_kepala or putus_badan)) then return nil end
  if not lebar then
    lebar = {}
    for i = 1, banyak do lebar[i] = {BAWAAN, {t = 'ColWidthDefault'}} end
  end
  local kosong = {'', {}, {}}
  return {t = 'Table', c = {
    attr(a), {pandoc.json.null, {}}, lebar, {kosong, baris_kepala}, {{kosong, 0, {}, baris_badan}}, {kosong, {}}}}
end

end
