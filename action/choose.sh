#!/usr/bin/env bash
# Decides which binary the action runs, and tells the steps behind it.
#
# Reads VERSION (the input), ACTION_REF, RUNNER_OS, RUNNER_ARCH, RUNNER_TEMP. Writes to GITHUB_OUTPUT:
#   folder    where the binary is, or is to be put
#   key       under which it is remembered from one run to the next
#   release   the release to fetch, such as v1.2.3; empty: build the action's own checkout
#   target    the platform's name in the release's files
#   required  true when a release was asked for by name, so that nothing else will do
set -euo pipefail

fail() {
  printf '::error title=Closeout::%s\n' "$1"
  exit 1
}

case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
  Linux-X64) target=x86_64-unknown-linux-musl ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl ;;
  macOS-X64) target=x86_64-apple-darwin ;;
  macOS-ARM64) target=aarch64-apple-darwin ;;
  Windows-X64) target=x86_64-pc-windows-msvc ;;
  *) target='' ;;
esac

is_release() {
  [[ "$1" =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.]+)?$ ]]
}

version="${VERSION:-}"
required=false
release=''
if [[ "$version" == source ]]; then
  :
elif [[ -n "$version" ]]; then
  is_release "$version" || fail "The input version is none. Write a release such as v1.2.3, or source."
  release="$version"
  required=true
elif is_release "${ACTION_REF:-}"; then
  release="$ACTION_REF"
fi
if [[ -n "$release" && -z "$target" ]]; then
  [[ "$required" == false ]] || fail "No binary is released for ${RUNNER_OS:-this system} on ${RUNNER_ARCH:-this machine}. Write version: source to build it."
  release=''
fi

if [[ -n "$release" ]]; then
  what="$release"
else
  # The sources that the binary is made of, by their names and content.
  cd "${GITHUB_ACTION_PATH:?}"
  sum=(sha256sum)
  command -v sha256sum >/dev/null || sum=(shasum -a 256)
  what="$(
    find Cargo.lock Cargo.toml build.rs rust-toolchain.toml docs/action.md src crates templates migrations -type f -print |
      LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${sum[@]}" | "${sum[@]}" | cut -c 1-32
  )"
fi
{
  printf 'folder=%s\n' "${RUNNER_TEMP:?}/closeout-bin"
  printf 'key=closeout-%s-%s-%s\n' "${RUNNER_OS:-unknown}" "${RUNNER_ARCH:-unknown}" "$what"
  printf 'release=%s\ntarget=%s\nrequired=%s\n' "$release" "$target" "$required"
} >>"${GITHUB_OUTPUT:?}"
