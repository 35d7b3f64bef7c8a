LC_ALL=C; export LC_ALL
RELEASE=proof/release.json
digest() { sha256sum | cut -c 1-64; }
parts() {
  sed 's/^.*"parts":\[//; s/\]}$//' "$RELEASE" |
    awk '{gsub(/[}],[{]"salt"/, "}\n{\"salt\""); gsub(/[}],[{]"digest"/, "}\n{\"digest\""); print}'
}
salt_of() { sed 's/^{"salt":"\([0-9a-f]*\)".*$/\1/'; }
name_of() { sed 's/^[^,]*,"name":"\([^"]*\)".*$/\1/'; }
value_of() { sed 's/^.*","value":"//; s/"}$//; s/\\\(["\\]\)/\1/g' | tr -d '\n'; }
field_digests() {
  i=0
  parts | while IFS= read -r part; do
    case "$part" in
      ('{"digest":'*) printf '%s\n' "$part" | sed 's/^{"digest":"\([0-9a-f]*\)"}$/\1/' ;;
      (*) salt=$(printf '%s\n' "$part" | salt_of)
          name=$(printf '%s\n' "$part" | name_of)
          (printf 'testigo/1/field\n'
           printf '%04x%s%04x' $i "$salt" ${#name} | xxd -r -p
           printf '%s' "$name"
           printf '%s\n' "$part" | value_of) | digest ;;
    esac
    i=$((i + 1))
  done
}
field() { parts | grep "^{\"salt\":\"[0-9a-f]*\",\"name\":\"$1\"" | value_of; echo; }
