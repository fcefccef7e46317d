-- Only for the Quarto engine (at: pre-ast): takes embedded cells out of their wrapper, which
-- hides headings from the contents and carries a path of this machine, and gives DOCX
-- the PNG that the cell holds beside its SVG.

if not quarto then return {} end

local function png_sel(jalur, label)
  local berkas = io.open(jalur, 'r')
  if not berkas then return nil end
  local buku = quarto.json.decode(berkas:read('a'))
  berkas:close()
  for _, sel in ipairs(buku.cells) do
    local sumber = type(sel.source) == 'table' and table.concat(sel.source) or sel.source
    if sel.cell_type == 'code' and ('\n' .. sumber .. '\n'):find('\n#| label: ' .. label .. '\n', 1, true) then
      for _, keluaran in ipairs(sel.outputs) do
        local png = keluaran.data and keluaran.data['image/png']
        if png then
          local teks = type(png) == 'table' and table.concat(png) or png
          return quarto.base64.decode((teks:gsub('%s', '')))
        end
      end
    end
  end
end

local function buka_sel(div)
  if not div.classes:includes('quarto-embed-nb-cell') then return nil end
  if FORMAT == 'docx' then
    local jalur, label
    for kunci, nilai in pairs(div.attributes) do
      if kunci:lower():match('notebook$') then jalur = nilai end
      if kunci:lower():match('notebook%-cellid$') then label = nilai:gsub('^cell%-', '') end
    end
    div = div:walk{Image = function(img)
      local png = img.src:match('%.svg$') and jalur and png_sel(jalur, label)
      if not png then return nil end
      local nama = pandoc.path.filename(img.src):gsub('%.svg$', '.png')
      pandoc.mediabag.insert(nama, 'image/png', png)
      img.src = nama
      return img
    end}
  end
  -- an executed cell comes in one more Div, in which a chapter or a landscape page may not stand
  return div.content:walk{Div = function(d)
    if d.identifier == '' and (d.classes:includes('cell') or d.classes:includes('cell-output')) then return d.content end
  end}
end

return {{Div = buka_sel}}
