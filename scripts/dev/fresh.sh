#!/usr/bin/env bash
# The README's commands on a machine where nothing is installed, with the clock:
# scripts/dev/fresh.sh [--rest] [--tests] [folder]. As root, on Debian. Makes a minimal Debian 12 in
# the folder (build/fresh) with nothing but git and curl, hands in this machine's mirror, certificates
# and npm settings, and clones the last commit into it. Then scripts/serve.sh, scripts/serve.sh a
# second time, and in a new clone where the packages are there; with --rest it waits for what comes
# in the background, with --tests it runs scripts/test.sh, too.
# --prepare makes the Debian and no more: it is kept, and used the next time. Writes only below the
# folder. Has namespaces of its own, so that its processes and mounts end with it.
. "$(dirname "$0")/../common.sh"

[ "$(id -u)" = 0 ] || die "run this as root: it makes a Debian in a folder"
if [ -z "${FRESH_INSIDE:-}" ]; then
  scripts/setup.sh fresh
  exec unshare --mount --pid --fork --kill-child env FRESH_INSIDE=1 "$0" "$@"
fi

folder=$PWD/build/fresh rest=false tests=false prepare=false
for word in "$@"; do
  case $word in
    --rest) rest=true ;;
    --tests) tests=true ;;
    --prepare) prepare=true ;;
    *) folder=$(realpath -m "$word") ;;
  esac
done
root=$folder/root clean=$folder/debian.tar log=$folder/log
mkdir -p "$folder"
: >"$log"

# setting <name>: of npm on this machine.
setting() { npm config get "$1" 2>/dev/null | sed '/^null$/d; /^undefined$/d'; }

# The address that this machine's apt has for Debian, or Debian's own.
mirror=$(sed -nE 's/^(URIs:|deb) (\[.*\] )?(https?:\/\/[^ ]*\/debian)\/?( .*)?$/\3/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -n 1) || true # one of them may be missing
mirror=${mirror:-http://deb.debian.org/debian}

make_debian() {
  say "making a minimal Debian 12 from $mirror"
  debootstrap --variant=minbase --include=git,curl,ca-certificates bookworm "$root" "$mirror" >>"$log" 2>&1 ||
    die "debootstrap failed (all of it: $log)"
  cat >"$root/etc/apt/sources.list" <<END
deb $mirror bookworm main
deb $mirror bookworm-updates main
deb ${mirror}-security bookworm-security main
END
  tar -C "$root" -cf "$clean.new" .
  mv "$clean.new" "$clean"
}

# What this machine needs to reach the internet.
hand_in() {
  local file name
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  for file in /usr/local/share/ca-certificates/*.crt; do
    [ ! -e "$file" ] || cp "$file" "$root/usr/local/share/ca-certificates/"
  done
  environment=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PORT=8099)
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
    NODE_EXTRA_CA_CERTS SSL_CERT_FILE CURL_CA_BUNDLE; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
  done
  for name in registry proxy https-proxy cafile; do
    [ -z "$(setting "$name")" ] || environment+=("npm_config_${name//-/_}=$(setting "$name")")
  done
}

# enter <command>: sets `inside` to what runs it in the clone.
enter() { inside=(env -i "${environment[@]}" chroot "$root" /bin/bash -c "cd /project && exec $*"); }

clone() {
  rm -rf "$root/project" "$root/root/.cache" "$root/root/.npm"
  git clone -q --no-hardlinks "$PWD" "$root/project"
}

# serve_once <what>: serves until the page trains, and says after how many seconds.
serve_once() {
  local what=$1 began=$SECONDS served trained server
  say "$what: scripts/serve.sh"
  enter scripts/serve.sh
  "${inside[@]}" >>"$log" 2>&1 &
  server=$!
  until curl -sf -o /dev/null http://localhost:8099/; do
    kill -0 $server 2>/dev/null || { tail -n 30 "$log" >&2; die "scripts/serve.sh failed (all of it: $log)"; }
    sleep 0.2
  done
  served=$((SECONDS - began))
  node scripts/dev/trains.mjs http://localhost:8099/ >>"$log" 2>&1 || die "the page does not train ($log)"
  trained=$((SECONDS - began))
  if $rest; then
    until [ -e "$root/project/build/site/.built" ]; do
      kill -0 $server 2>/dev/null || die "scripts/serve.sh ended ($log)"
      sleep 1
    done
    summary+=("$(printf '%-44s %4d s' "$what: all of the site" $((SECONDS - began)))")
  fi
  summary+=("$(printf '%-44s %4d s, trains after %d s' "$what: served" "$served" "$trained")")
  kill $server
  wait $server 2>/dev/null || true
  while curl -sf -o /dev/null http://localhost:8099/; do sleep 0.2; done
}

summary=()
rm -rf "$root"
mkdir -p "$root"
if [ -e "$clean" ]; then tar -C "$root" -xf "$clean"; else make_debian; fi
! $prepare || exit 0
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
hand_in
clone
serve_once "first run, nothing installed"
rest=false
serve_once "second run"
clone
serve_once "first run, packages installed"
if $tests; then
  began=$SECONDS
  say "scripts/test.sh"
  enter scripts/test.sh
  "${inside[@]}" 2>&1 | tee -a "$log" || true
  summary+=("$(printf '%-44s %4d s: %s' "tests" $((SECONDS - began)) "$(grep -E '^[0-9]+ passed' "$log" | tail -n 1)")")
fi
say ""
grep -E '^\[[0-9]/[0-9]\] .*: [0-9]+ s$' "$log" || true
printf '%s\n' "${summary[@]}"
