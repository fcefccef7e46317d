-- Only for the Quarto engine (at: post-quarto): alternative text of pictures in DOCX.
if not quarto or FORMAT ~= 'docx' then return {} end

return {{Image = function(img)
  local alt = img.attributes['alt'] or img.attributes['fig-alt']
  if alt then img.caption = pandoc.Inlines(alt); return img end
end}}
