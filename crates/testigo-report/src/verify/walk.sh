f=$INDEX; s=$((SIZE - 1))
for step in $STEPS; do
  if [ $s -eq 0 ]; then NODE=none; break; fi
  if [ $((f % 2)) -eq 1 ] || [ $f -eq $s ]; then
    NODE=$(printf '01%s%s' $step $NODE | xxd -r -p | digest)
    while [ $((f % 2)) -eq 0 ] && [ $f -ne 0 ]; do f=$((f / 2)); s=$((s / 2)); done
  else
    NODE=$(printf '01%s%s' $NODE $step | xxd -r -p | digest)
  fi
  f=$((f / 2)); s=$((s / 2))
done
if [ $s -ne 0 ]; then NODE=none; fi
echo $NODE
sed -n 3p proof/logs/$LOG/checkpoint.body | openssl base64 -d | xxd -p -c 32
