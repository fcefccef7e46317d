-- Only for the Quarto engine (at: pre-ast): takes embedded cells out of their wrapper, which
-- hides headings from the contents and carries a path of this machine, gives a picture the
-- alternative text and the caption computed with it, and gives DOCX the PNG that the cell holds beside its SVG.

if not quarto then return {} end

-- outputs of the cell with this label
local function keluaran_sel(jalur, label)
  local berkas = io.open(jalur, 'r')
  if not berkas then return {} end
  local buku = quarto.json.decode(berkas:read('a'))
  berkas:close()
  for _, sel in ipairs(buku.cells) do
    local sumber = type(sel.source) == 'table' and table.concat(sel.source) or sel.source
    if sel.cell_type == 'code' and ('\n' .. sumber .. '\n'):find('\n#| label: ' .. label .. '\n', 1, true) then return sel.outputs end
  end
  return {}
end

local function png_sel(keluaran)
  for _, k in ipairs(keluaran) do
    local png = k.data and k.data['image/png']
    if png then
      local teks = type(png) == 'table' and table.concat(png) or png
      return quarto.base64.decode((teks:gsub('%s', '')))
    end
  end
end

local function keterangan_sel(keluaran, kunci)
  for _, k in ipairs(keluaran) do
    for _, jenis in ipairs{'image/svg+xml', 'image/png'} do
      local teks = k.metadata and k.metadata[jenis] and k.metadata[jenis][kunci]
      if teks then return teks end
    end
  end
end

local function ada_gambar(div)
  local ada = false
  div:walk{Image = function() ada = true end}
  return ada
end

local function buka_sel(div)
  if not div.classes:includes('quarto-embed-nb-cell') then return nil end
  if ada_gambar(div) then
    local jalur, label
    for kunci, nilai in pairs(div.attributes) do
      if kunci:lower():match('notebook$') then jalur = nilai end
      if kunci:lower():match('notebook%-cellid$') then label = nilai:gsub('^cell%-', '') end
    end
    local keluaran = jalur and label and keluaran_sel(jalur, label) or {}
    local alt, judul = keterangan_sel(keluaran, 'alt'), keterangan_sel(keluaran, 'judul')
    local png = FORMAT == 'docx' and png_sel(keluaran)
    local function beri_alt(el)
      if alt and el.attributes['fig-alt'] then el.attributes['fig-alt'] = alt; return el end
    end
    local function beri_judul(f)
      if judul then f.caption.long = pandoc.Blocks{pandoc.Plain(pandoc.Inlines(judul))}; return f end
    end
    div = div:walk{Div = beri_alt, Figure = beri_judul, Image = function(img)
      if alt then img.attributes['fig-alt'] = alt end
      if judul then img.caption = pandoc.Inlines(judul) end
      if png and img.src:match('%.svg$') then
        local nama = pandoc.path.filename(img.src):gsub('%.svg$', '.png')
        pandoc.mediabag.insert(nama, 'image/png', png)
        img.src = nama
      end
      return img
    end}
  end
  -- an executed cell comes in one more Div, in which a chapter or a landscape page may not stand
  return div.content:walk{Div = function(d)
    if d.identifier == '' and (d.classes:includes('cell') or d.classes:includes('cell-output')) then return d.content end
  end}
end

return {{Div = buka_sel}}
