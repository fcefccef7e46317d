-- What Quarto does after its user filters, for the features this project uses:
-- floats (tables and figures with captions), references, page breaks, landscape
-- pages, pictures. Anything it cannot do it reports on stderr as
-- "GALAT<tab>kind<tab>key"; the engine turns that into a sentence with a place.

local stringify = pandoc.utils.stringify
local di_html = FORMAT:match('html') ~= nil
local di_typst = FORMAT:match('typst') ~= nil
local di_docx = FORMAT == 'docx'

local JENIS = {tbl = 'Tabel', fig = 'Gambar'}
local function galat(jenis, kunci)
  io.stderr:write('GALAT\t' .. jenis .. '\t' .. (kunci:gsub('%s+', ' ')) .. '\n')
end

local function ty(teks) return pandoc.RawBlock('typst', teks) end
local function tyi(teks) return pandoc.RawInline('typst', teks) end
local function html(teks) return pandoc.RawBlock('html', teks) end

local function kutip(teks) return (teks:gsub('\\', '\\\\'):gsub('"', '\\"')) end

---------------------------------------------------------------- floats

local nomor = {}    -- id -> {kind, number}
local jumlah = {tbl = 0, fig = 0}

local function jenis_float(div)
  local jenis = div.identifier:match('^(%a+)%-')
  if jenis and JENIS[jenis] then return jenis end
end

local function nomori(div)
  local jenis = jenis_float(div)
  if not jenis then return nil end
  if nomor[div.identifier] then return nil end    -- reported by the filter before this one
  jumlah[jenis] = jumlah[jenis] + 1
  nomor[div.identifier] = {JENIS[jenis], jumlah[jenis]}
end

-- A table with its own caption and id (": Judul {#tbl-x}") becomes the same float
local function tabel_berlabel(t)
  local isi = t.caption.long
  local id = t.identifier
  if #isi == 0 then
    -- the float around it makes the figure
    if di_typst then t.classes:insert('typst:no-figure') end
    return t
  end
  if not id:match('^tbl%-') then return t end
  t.identifier = ''
  t.caption = {long = {}}
  local div = pandoc.Div({(tabel_berlabel(t)), pandoc.Para(pandoc.utils.blocks_to_inlines(isi))}, pandoc.Attr(id))
  nomori(div)
  return div
end

local function gambar_berlabel(f)
  local id = f.identifier
  if not id:match('^fig%-') then return nil end
  local div = pandoc.Div({f.content[1], pandoc.Para(pandoc.utils.blocks_to_inlines(f.caption.long))}, pandoc.Attr(id))
  nomori(div)
  return div
end

local susun    -- below; what stands in a Div is put in order like the whole

local function float(div)
  local jenis = jenis_float(div)
  if not jenis then return nil end
  local isi = div.content:clone()
  local judul = isi:remove()
  if #isi == 0 or judul == nil or judul.t ~= 'Para' then galat('tanpa-judul', div.identifier); return nil end
  isi = susun(isi)
  local sebut = nomor[div.identifier]
  local awal = pandoc.Inlines{pandoc.Str(sebut[1] .. '\u{a0}' .. sebut[2] .. ':'), pandoc.Space()}
  local hasil = pandoc.Blocks{}
  if di_typst then
    hasil:insert(ty('#figure(['))
    hasil:extend(isi)
    local kepala = pandoc.Inlines{tyi('], caption: figure.caption(position: ' .. (jenis == 'tbl' and 'top' or 'bottom') .. ', [')}
    kepala:extend(judul.content)
    kepala:insert(tyi(']), kind: "quarto-float-' .. jenis .. '", supplement: "' .. sebut[1] .. '")<' .. div.identifier .. '>'))
    hasil:insert(pandoc.Plain(kepala))
    hasil:insert(ty('\n'))
    return hasil
  end
  awal:extend(judul.content)
  if di_html then
    local kepala = pandoc.Blocks{html('<figcaption>'), pandoc.Plain(awal), html('</figcaption>')}
    hasil:insert(html('<figure id="' .. div.identifier .. '" class="quarto-float quarto-float-' .. jenis .. '">'))
    if jenis == 'tbl' then hasil:extend(kepala); hasil:extend(isi) else hasil:extend(isi); hasil:extend(kepala) end
    hasil:insert(html('</figure>'))
    return hasil
  end
  local kepala = pandoc.Div({pandoc.Para(awal)}, pandoc.Attr(div.identifier, {}, {['custom-style'] = jenis == 'tbl' and 'Table Caption' or 'Image Caption'}))
  if jenis == 'tbl' then hasil:insert(kepala); hasil:extend(isi) else hasil:extend(isi); hasil:insert(kepala) end
  return hasil
end

---------------------------------------------------------------- references

local function rujukan(cite)
  local hasil = pandoc.Inlines{}
  for i, c in ipairs(cite.citations) do
    local sebut = nomor[c.id]
    if not sebut then galat('rujukan', c.id); return nil end
    if #c.prefix > 0 or #c.suffix > 0 then galat('rujukan-imbuhan', c.id); return nil end
    if i > 1 then hasil:extend{pandoc.Str(','), pandoc.Space()} end
    local teks = sebut[1] .. '\u{a0}' .. sebut[2]
    if c.mode == 'SuppressAuthor' then teks = tostring(sebut[2]) end
    hasil:insert(pandoc.Link(pandoc.Inlines{pandoc.Str(teks)}, '#' .. c.id, '', pandoc.Attr('', {'quarto-xref'})))
  end
  return hasil
end

---------------------------------------------------------------- pictures

local function gambar(img)
  local alt = img.attributes['fig-alt'] or img.attributes['alt'] or stringify(img.caption)
  img.attributes['fig-alt'] = nil
  if img.src:match('^%a+://') then galat('gambar-jaringan', img.src); return nil end
  if alt == '' then galat('gambar-tanpa-alt', img.src); return nil end
  local ketemu, _, isi = pcall(pandoc.mediabag.fetch, img.src)
  if not ketemu or not isi then galat('gambar-hilang', img.src); return nil end
  if di_docx then
    if img.src:match('%.svg$') then
      local png = img.src:gsub('%.svg$', '.png')
      local berkas = io.open(png, 'rb')
      if not berkas then galat('gambar-tanpa-png', img.src); return nil end
      berkas:close()
      img.src = png
    end
    img.caption = {pandoc.Str(alt)}
    return img
  end
  if di_html then
    img.attributes['alt'] = alt
    img.caption = {}
    return img
  end
  if not img.src:match('^aset/') then
    -- Typst reads files below its own folder only
    local nama = 'aset/' .. pandoc.utils.sha1(isi) .. (img.src:match('%.%w+$') or '')
    pandoc.system.make_directory('aset', true)
    local berkas = assert(io.open(nama, 'wb'))
    berkas:write(isi)
    berkas:close()
    img.src = nama
  end
  local ukuran = {}
  for _, sisi in ipairs{'width', 'height'} do
    if img.attributes[sisi] then table.insert(ukuran, ', ' .. sisi .. ': ' .. img.attributes[sisi]) end
  end
  return tyi('#box(image("' .. kutip(img.src) .. '", alt: "' .. kutip(alt) .. '"' .. table.concat(ukuran) .. '))')
end

---------------------------------------------------------------- pages

local OOXML_PISAH = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
local function ooxml_bagian(rebah)
  local ukuran = rebah and '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' or '<w:pgSz w:w="11906" w:h="16838"/>'
  return pandoc.RawBlock('openxml', '<w:p><w:pPr><w:sectPr>' .. ukuran .. '</w:sectPr></w:pPr></w:p>')
end

local function halaman(div)
  if div.classes:includes('pisah-halaman') then
    if di_typst then return ty('#pagebreak(weak: true)') end
    if di_html then return html('<div style="page-break-after: always;"></div>') end
    return pandoc.RawBlock('openxml', OOXML_PISAH)
  end
  if div.classes:includes('landscape') then
    if di_html then return nil end
    local hasil = susun(div.content)
    if di_typst then
      hasil:insert(1, ty('#set page(flipped: true)'))
      hasil:insert(ty('#set page(flipped: false)'))
    else
      hasil:insert(1, ooxml_bagian(false))
      hasil:insert(ooxml_bagian(true))
    end
    return hasil
  end
end

---------------------------------------------------------------- tables of the page

-- A page with everything in it is read and written once more by Pandoc, tag by tag, and most of it is tables, which load nothing.
-- They wait in a file of their own; the engine puts them back (tunda.html, pieces between NUL).
local tertunda = {}
local MEMUAT = {'src', '<link', '<script', '<style', '<svg', '<object', 'url('}

local function tunda(raw)
  if raw.format ~= 'html' then return nil end
  local teks = raw.text
  if not teks:match('^<div class="gulir"') or teks:find('\0', 1, true) then return nil end
  local kecil = teks:lower()
  for _, tanda in ipairs(MEMUAT) do
    if kecil:find(tanda, 1, true) then return nil end
  end
  table.insert(tertunda, teks)
  return html('<div data-tunda="' .. #tertunda .. '"></div>')
end

local function simpan_tertunda()
  local berkas = assert(io.open('tunda.html', 'wb'))
  berkas:write(table.concat(tertunda, '\0'))
  berkas:close()
end

---------------------------------------------------------------- the document

-- Blocks with their Divs made into what the format needs
function susun(bloks)
  local hasil = pandoc.Blocks{}
  for _, b in ipairs(bloks) do
    local isi = b.t == 'Div' and (float(b) or halaman(b))
    -- a Div would become a block: nothing may break a page inside it, and it carries no meaning here
    if b.t == 'Div' and not isi and di_typst and b.identifier == '' then isi = susun(b.content) end
    if not isi then hasil[#hasil + 1] = b elseif isi.t then hasil[#hasil + 1] = isi else hasil:extend(isi) end
  end
  return hasil
end

-- The same, and nothing where there is no Div
local function susun_bila_perlu(bloks)
  for _, b in ipairs(bloks) do
    if b.t == 'Div' then return susun(bloks) end
  end
end

-- Tables of notebooks, which lkip.lua has marked, hold nothing to look for, and hold most of the document
local function tabel_selesai(t) return nil, not t.classes:includes('tanpa-rujukan') end

function Pandoc(doc)
  doc = doc:walk{traverse = 'topdown', Div = nomori, Table = function(t) return tabel_berlabel(t), false end, Figure = gambar_berlabel}
  doc = doc:walk{traverse = 'topdown', Blocks = susun_bila_perlu, Cite = rujukan, Image = gambar, Table = tabel_selesai, RawBlock = di_html and tunda or nil}
  if di_html then simpan_tertunda() end
  return doc
end
