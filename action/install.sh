#!/usr/bin/env bash
# Puts the binary into FOLDER: the released one, checked, or one built from the action's own checkout.
#
# Reads FOLDER, RELEASE, TARGET, REQUIRED (see choose.sh), ACTION_REPOSITORY and GH_TOKEN. A binary that was remembered from
# an earlier run stays: what it is remembered by names the release or the sources.
set -euo pipefail

readonly folder="${FOLDER:?}"
mkdir -p "$folder"

if "$folder/closeout" --version >/dev/null 2>&1; then
  printf 'Closeout is there: %s\n' "$("$folder/closeout" --version)"
  exit 0
fi

# fetch: gets the release's archive, and checks it by its checksum and by the attestation of how it was built.
fetch() {
  local name="closeout-$RELEASE-$TARGET" scratch extension=tar.gz
  [[ "$TARGET" == *windows* ]] && extension=zip
  scratch="$(mktemp -d)"
  command -v gh >/dev/null || {
    printf 'The program gh is missing, by which a release is fetched and its origin checked.\n' >&2
    return 1
  }
  gh release download "$RELEASE" --repo "$ACTION_REPOSITORY" --dir "$scratch" \
    --pattern "$name.$extension" --pattern SHA256SUMS || return 1
  (
    cd "$scratch"
    grep -F "  $name.$extension" SHA256SUMS >expected
    if command -v sha256sum >/dev/null; then sha256sum -c expected; else shasum -a 256 -c expected; fi
  ) || {
    printf '::error title=Closeout::The checksum of %s is not that of the release.\n' "$name.$extension"
    exit 1
  }
  gh attestation verify "$scratch/$name.$extension" --repo "$ACTION_REPOSITORY" >/dev/null || {
    printf '::error title=Closeout::Nobody vouches that %s was built from its sources.\n' "$name.$extension"
    exit 1
  }
  if [[ "$extension" == zip ]]; then
    unzip -q -o "$scratch/$name.zip" -d "$folder"
  else
    tar -xzf "$scratch/$name.tar.gz" -C "$folder"
  fi
}

if [[ -n "${RELEASE:-}" && -n "${ACTION_REPOSITORY:-}" ]]; then
  if fetch; then
    printf 'Closeout %s, released for %s\n' "$RELEASE" "$TARGET"
    exit 0
  fi
  if [[ "${REQUIRED:-false}" == true ]]; then
    printf '::error title=Closeout::Release %s cannot be fetched. Write version: source to build the checkout.\n' "$RELEASE"
    exit 1
  fi
fi

printf '::notice title=Closeout::No release fits, so that it is built from its sources. That takes minutes, once.\n'
command -v cargo >/dev/null || {
  printf '::error title=Closeout::Rust is missing on this runner. Install it by rustup, or call the action by a release.\n'
  exit 1
}
cd "${GITHUB_ACTION_PATH:?}"
built="${RUNNER_TEMP:?}/closeout-build"
cargo build --release --locked --bin closeout --target-dir "$built"
for name in closeout closeout.exe; do
  if [[ -f "$built/release/$name" ]]; then
    cp "$built/release/$name" "$folder/"
  fi
done
