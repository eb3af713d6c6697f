#!/bin/sh
# Makes the vendored modules again from npm, byte for byte: `npm install && npm run build`.
set -eu
bundle() { # name, licences' packages in order, what is exported
  name=$1; shift
  npx esbuild --bundle --minify --format=esm --target=es2022 --legal-comments=none \
    --log-level=warning --outfile="$name.js" "entry/$name.mjs"
  : > "LICENSE-$name.txt"
  for package in "$@"; do
    version=$(node -p "require('./node_modules/$package/package.json').version")
    printf '%s %s\n\n' "$package" "$version" >> "LICENSE-$name.txt"
    # The holder comes first, as in the others: the licence's name above it is in README.md.
    sed '1{/^MIT License$/,/^$/d}' "node_modules/$package/LICENSE" | sed '/./,$!d' >> "LICENSE-$name.txt"
    printf '\n\n' >> "LICENSE-$name.txt"
  done
  node notice.mjs "$name"
}
bundle d3-zoom d3-zoom d3-selection d3-transition d3-drag d3-dispatch d3-ease d3-interpolate \
  d3-color d3-timer
bundle topojson-client topojson-client
bundle lean-qr lean-qr
