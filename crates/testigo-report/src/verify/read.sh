for name in head title recipient purpose level selection heads; do
  printf '%s: ' $name; field $name
done
