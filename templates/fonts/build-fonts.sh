#!/bin/sh
# Makes the four fonts of this folder again, byte for byte.
#
# Source: Tinos 1.33, Debian package fonts-croscore 20201225-1 (SIL Open Font License 1.1, no reserved font name).
# Tool:   fontTools 4.68.0 (pip install fonttools==4.68.0).
#
# Kept: Latin, Vietnamese, punctuation, symbols. Dropped: other scripts, and hinting, which a printed page does not need
# and which makes each PDF twice as large.
set -eu
from=${1:-/usr/share/fonts/truetype/croscore}
here=$(dirname "$0")
for style in Regular Bold Italic BoldItalic; do
  SOURCE_DATE_EPOCH=0 pyftsubset "$from/Tinos-$style.ttf" \
    --unicodes="U+0000-024F,U+0300-036F,U+1E00-1EFF,U+2000-22FF,U+25A0-25FF,U+2600-2713" \
    --no-hinting --layout-features='*' --name-IDs='*' --no-recalc-timestamp \
    --output-file="$here/Tinos-$style.ttf"
done
