field files | tr -d '{}"' | tr ',' '\n' | sed 's/^\(.*\):\([0-9a-f]*\)$/\2  \1/' | sha256sum -c
