LOG=$(sed 's/^{"log":"\([0-9a-f]*\)".*$/\1/' "$RELEASE")
INDEX=$(sed 's/^[^,]*,"index":\([0-9]*\),.*$/\1/' "$RELEASE")
STEPS=$(sed 's/^.*,"path":\[\([^]]*\)\],"parts":.*$/\1/' "$RELEASE" | tr -d '"' | tr ',' ' ')
SIZE=$(sed -n 2p proof/logs/$LOG/checkpoint.body)
DIGESTS=$(field_digests)
COUNT=$(printf '%s\n' "$DIGESTS" | wc -l)
STATEMENT=$( (printf 'testigo/1/statement\n'; printf '%04x' $COUNT | xxd -r -p; printf '%s\n' "$DIGESTS" | xxd -r -p) | digest)
NODE=$(printf '0001%s' $STATEMENT | xxd -r -p | digest)
echo "log $LOG, entry $INDEX of $SIZE, statement $STATEMENT"
