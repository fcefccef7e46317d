-- Pandoc's elements as plain Lua tables, in the form of Pandoc's own JSON: {t = 'Str', c = 'x'}.
-- Every look into a real element is a copy between Haskell and Lua; a table of thousands of cells is
-- therefore worked on in this form and handed to Pandoc once, as text.

local M = {}

function M.str(teks) return {t = 'Str', c = teks} end
function M.mentah(format, teks) return {t = 'RawInline', c = {format, teks}} end
function M.plain(inlines) return {t = 'Plain', c = inlines} end

function M.ada_kelas(attr, nama)
  for _, kelas in ipairs(attr[2]) do if kelas == nama then return true end end
  return false
end

function M.beri_sifat(attr, nama, nilai)
  for _, sifat in ipairs(attr[3]) do
    if sifat[1] == nama then sifat[2] = nilai; return end
  end
  table.insert(attr[3], {nama, nilai})
end

---------------------------------------------------------------- text

local SPASI = {Space = true, SoftBreak = true, LineBreak = true}
local KUTIP = {SingleQuote = {'‘', '’'}, DoubleQuote = {'“', '”'}}

local function kumpul(el, hasil, tanda)
  if type(el) ~= 'table' then return end
  local jenis = el.t
  if jenis == nil then
    for i = 1, #el do kumpul(el[i], hasil, tanda) end
  elseif jenis == 'Superscript' and tanda then
    tanda(el)
  elseif jenis == 'Str' then
    hasil[#hasil + 1] = el.c
  elseif SPASI[jenis] then
    hasil[#hasil + 1] = ' '
  elseif jenis == 'Code' or jenis == 'Math' then
    hasil[#hasil + 1] = el.c[2]
  elseif jenis == 'RawInline' then
    if el.c[1] == 'html' and el.c[2]:match('^<br') then hasil[#hasil + 1] = ' ' end
  elseif jenis == 'Quoted' then
    local kutip = KUTIP[el.c[1].t]
    hasil[#hasil + 1] = kutip[1]
    kumpul(el.c[2], hasil, tanda)
    hasil[#hasil + 1] = kutip[2]
  elseif jenis ~= 'Note' then
    kumpul(el.c, hasil, tanda)
  end
end

-- What elements show as text, as pandoc.utils.stringify returns it; where `tanda` is given, superscripts go to it instead
function M.teks(el, tanda)
  local hasil = {}
  kumpul(el, hasil, tanda)
  return table.concat(hasil)
end

-- A copy in which f replaces elements of some kinds: f(element) for every element whose kind is a key of `jenis`
function M.ganti(el, jenis, f)
  if type(el) ~= 'table' then return el end
  if el.t then
    if jenis[el.t] then return f(el) end
    return {t = el.t, c = M.ganti(el.c, jenis, f)}
  end
  local hasil = {}
  for k, v in pairs(el) do hasil[k] = M.ganti(v, jenis, f) end
  return hasil
end

---------------------------------------------------------------- to and from Pandoc

local LOLOS = {['"'] = '\\"', ['\\'] = '\\\\'}
for i = 0, 31 do LOLOS[string.char(i)] = string.format('\\u%04x', i) end

-- A function that remembers what it has made of a text: words come again and again
local function ingat(buat)
  return setmetatable({}, {__index = function(ini, teks)
    local hasil = buat(teks)
    ini[teks] = hasil
    return hasil
  end})
end

local kutip = ingat(function(teks) return '"' .. (teks:find('[%c"\\]') and teks:gsub('[%c"\\]', LOLOS) or teks) .. '"' end)
local kata = ingat(function(teks) return '{"t":"Str","c":' .. kutip[teks] .. '}' end)
local awalan = ingat(function(jenis) return '{"t":"' .. jenis .. '","c":' end)
local tanpa_isi = ingat(function(jenis) return '{"t":"' .. jenis .. '"}' end)

-- Adds the pieces of v's JSON to `hasil` after its first n; returns how many there are then
local function tulis(v, hasil, n)
  local jenis = type(v)
  if jenis == 'string' then
    hasil[n + 1] = kutip[v]
    return n + 1
  elseif jenis == 'number' then
    hasil[n + 1] = math.tointeger(v) and string.format('%d', v) or string.format('%.17g', v)
    return n + 1
  elseif jenis ~= 'table' then
    hasil[n + 1] = jenis == 'boolean' and tostring(v) or 'null'
    return n + 1
  elseif v.t then
    local isi = v.c
    if isi == nil then
      hasil[n + 1] = tanpa_isi[v.t]
      return n + 1
    elseif v.t == 'Str' then
      hasil[n + 1] = kata[isi]
      return n + 1
    end
    hasil[n + 1] = awalan[v.t]
    n = tulis(isi, hasil, n + 1) + 1
    hasil[n] = '}'
    return n
  elseif type(next(v)) == 'string' then    -- a citation
    local awal = '{'
    for k, isi in pairs(v) do
      hasil[n + 1] = awal
      hasil[n + 2] = kutip[k]
      hasil[n + 3] = ':'
      n = tulis(isi, hasil, n + 3)
      awal = ','
    end
    hasil[n + 1] = '}'
    return n + 1
  end
  local awal = '['
  for i = 1, #v do
    hasil[n + 1] = awal
    n = tulis(v[i], hasil, n + 1)
    awal = ','
  end
  hasil[n + 1] = awal == '[' and '[]' or ']'
  return n + 1
end

-- A plain block as a real element
function M.jadikan(blok)
  local hasil = {'{"pandoc-api-version":[' .. tostring(PANDOC_API_VERSION):gsub('%.', ',') .. '],"meta":{},"blocks":['}
  hasil[tulis(blok, hasil, 1) + 1] = ']}'
  return pandoc.read(table.concat(hasil), 'json').blocks[1]
end

-- A real block in plain form
function M.polos(blok)
  return pandoc.json.decode(pandoc.write(pandoc.Pandoc{blok}, 'json'), false).blocks[1]
end

return M
