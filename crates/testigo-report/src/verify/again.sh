RELEASE=/tmp/record.json
sed -n 12p proof/openings.jsonl > "$RELEASE"
parts | sed 's/^[^,]*,"name"://'
