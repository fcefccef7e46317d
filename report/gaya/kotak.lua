-- Shared by both engines, before lkip.lua numbers the headings (a callout's title is a
-- heading, but no section): callouts as boxes, with Indonesian titles.

local di_html = FORMAT:match('html') ~= nil
local di_typst = FORMAT:match('typst') ~= nil

-- The embedded engine makes a sentence with file and line of this; the Quarto engine fails on it.
local function galat(jenis, kunci)
  io.stderr:write('GALAT\t' .. jenis .. '\t' .. kunci .. '\n')
end

local CALLOUT = {
  note = {'Catatan', '#dae6fb', '#0758e5'},
  tip = {'Tip', '#ccf1e3', '#00a047'},
  warning = {'Peringatan', '#fcefdc', '#eb9113'},
  important = {'Penting', '#f7dddc', '#cc1914'},
  caution = {'Bahaya', '#ffe5d0', '#fc5300'},
}

local function callout(div)
  local jenis
  for _, kelas in ipairs(div.classes) do jenis = jenis or kelas:match('^callout%-(%a+)$') end
  if not jenis then return nil end
  local gaya = CALLOUT[jenis]
  if not gaya then return galat('callout', jenis) end
  for kunci in pairs(div.attributes) do
    if kunci ~= 'title' and kunci ~= 'icon' and kunci ~= 'appearance' then return galat('callout-opsi', kunci) end
  end
  local isi = div.content:clone()
  local judul = pandoc.Inlines{pandoc.Str(gaya[1])}
  if div.attributes.title then
    judul = pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, 'markdown').blocks)
  elseif isi[1] and isi[1].t == 'Header' then
    judul = isi:remove(1).content
  end
  if di_typst then
    local hasil = pandoc.Blocks{pandoc.RawBlock('typst', '#kotak-catatan(isi: [')}
    hasil:extend(isi)
    local ekor = pandoc.Inlines{pandoc.RawInline('typst', '], judul: [')}
    ekor:extend(judul)
    ekor:insert(pandoc.RawInline('typst', '], latar: rgb("' .. gaya[2] .. '"), warna: rgb("' .. gaya[3] .. '"))'))
    hasil:insert(pandoc.Plain(ekor))
    hasil:insert(pandoc.RawBlock('typst', '\n'))
    return hasil, false
  end
  if di_html then
    local kepala = pandoc.Div({pandoc.Plain{pandoc.Strong(judul)}}, pandoc.Attr('', {'kotak-judul'}))
    local badan = pandoc.Div(isi, pandoc.Attr('', {'kotak-isi'}))
    return pandoc.Div({kepala, badan}, pandoc.Attr(div.identifier, {'kotak', 'kotak-' .. jenis}, {role = 'note'})), false
  end
  local hasil = pandoc.Blocks{pandoc.Para{pandoc.Strong(judul)}}
  hasil:extend(isi)
  return pandoc.Blocks{pandoc.BlockQuote(hasil)}, false
end

return {{traverse = 'topdown', Div = callout}}
