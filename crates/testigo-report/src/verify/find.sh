grep -n "$(digest < data/items/E0001.jpg)" proof/openings.jsonl | cut -d : -f 1
