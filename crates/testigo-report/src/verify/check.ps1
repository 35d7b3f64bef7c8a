foreach ($list in 'manifest-sha256.txt', 'tagmanifest-sha256.txt') {
  Get-Content $list -Encoding UTF8 | ForEach-Object {
    $path = $_.Substring(66)
    if ((Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash -ne $_.Substring(0, 64)) { "FAILED: $path" }
  }
}
$listed = Get-Content manifest-sha256.txt, tagmanifest-sha256.txt -Encoding UTF8 | ForEach-Object { $_.Substring(66) }
Get-ChildItem -Recurse -File -Force | ForEach-Object { $_.FullName.Substring($PWD.Path.Length + 1).Replace('\', '/') } |
  Where-Object { $listed -cnotcontains $_ }
