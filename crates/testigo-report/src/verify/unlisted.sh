(cat manifest-sha256.txt tagmanifest-sha256.txt; echo '=='; find . -type f | sed 's|^\./||') |
  awk '!f && $0=="==" {f=1; next} !f {p[substr($0,67)]=1} f && !($0 in p)'
