field manifest | tr -d '"'
digest < manifest-sha256.txt
