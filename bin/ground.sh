# What the scripts in bin/ share. To be sourced; sets ROOT, BUILD, BINARY and PATH, and starts nothing by itself.
# shellcheck shell=bash disable=SC2034

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
BUILD=${UNIONHOME_TEST_BUILD:-$ROOT/.build}
BINARY=$BUILD/release/unionhome
export UNIONHOME_ASSETS=${UNIONHOME_ASSETS:-$ROOT/Assets}

# The oldest Swift that builds this house.
SWIFT_NEEDED=6.3

# What each purpose needs from Debian 12.
PACKAGES_TO_BUILD=(
    git pkg-config libc6-dev libstdc++-12-dev
    libsqlite3-dev libpq-dev libmicrohttpd-dev libsodium-dev libicu-dev libzip-dev libexpat1-dev
    libxlsxwriter-dev libqrencode-dev libpango1.0-dev zlib1g-dev libcurl4-openssl-dev
)
PACKAGES_FOR_PAGES=(
    python3 bootstrap-icons libjs-chart.js libjs-leaflet fonts-noto-cjk python3-fonttools python3-brotli
)
PACKAGES_FOR_POSTGRES=(postgresql)
# Papers are read back in the tests; their faces come with the pages.
PACKAGES_TO_READ=(poppler-utils)
PACKAGES_TO_TEST=(chromium default-jre-headless python3-venv)
PACKAGES_TO_BENCH=(wrk)

say() { printf '%s\n' "$*" >&2; }

# die CHINESE ENGLISH: the two lines that end a script.
die() {
    say "错误：$1"
    say "error: $2"
    exit 1
}

# needs PACKAGE…: installs those that are missing; asks dpkg first, so nothing is touched on a machine that has them all.
needs() {
    local missing=() package
    while read -r package; do missing+=("$package"); done < <(
        comm -23 <(printf '%s\n' "$@" | sort -u) <(
            dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u))
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || die "缺少软件包：${missing[*]}，而这台机器没有 apt-get，请自行安装。" \
        "missing: ${missing[*]}; this machine has no apt-get, please install them yourself."
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || die "缺少软件包，安装需要管理员权限，请先运行：sudo apt-get install ${missing[*]}" \
            "packages are missing and installing them needs root; first run: sudo apt-get install ${missing[*]}"
        root=(sudo -n env DEBIAN_FRONTEND=noninteractive)
    fi
    say "正在安装 installing: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    local log
    log=$(mktemp)
    if ! { "${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" ||
        { "${root[@]}" apt-get update && "${root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; }
    } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        die "apt 没有装上：${missing[*]}（没有网络，或软件源不可用？）" \
            "apt could not install: ${missing[*]} (no network, or no package source?)"
    fi
    rm -f "$log"
}

# find_swift: puts a Swift that is new enough first in PATH, or ends with what to do.
find_swift() {
    local place version found=""
    for place in "$(dirname "$(command -v swift || echo /none/swift)")" /opt/swift/usr/bin "${HOME-}/.local/share/swiftly/bin" /usr/share/swift/usr/bin; do
        [ -x "$place/swift" ] || continue
        version=$("$place/swift" --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
        [ -n "$version" ] || continue
        found="$version ($place)"
        if [ "$(printf '%s\n%s\n' "$SWIFT_NEEDED" "$version" | sort -V | head -n 1)" = "$SWIFT_NEEDED" ]; then
            PATH=$place:$PATH
            export PATH
            return
        fi
    done
    if [ -n "$found" ]; then
        die "Swift 太旧：这里是 $found，需要 $SWIFT_NEEDED 或更新。" "Swift is too old: $found, but $SWIFT_NEEDED or newer is needed."
    fi
    die "没有找到 Swift。请从 https://www.swift.org/install/linux/ 安装 Debian 12 的 Swift $SWIFT_NEEDED，放进 PATH 或 /opt/swift。" \
        "Swift was not found. Install Swift $SWIFT_NEEDED for Debian 12 from https://www.swift.org/install/linux/, in PATH or /opt/swift."
}

# sources_sum: one sum over everything that the compiler reads.
sources_sum() {
    (cd "$ROOT" && find Package.swift Sources -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

# assets: what the pages borrow from Debian.
assets() {
    needs "${PACKAGES_FOR_PAGES[@]}"
    # Python of the system: the one of .venv knows nothing of Debian's fonttools.
    /usr/bin/python3 "$ROOT/bin/assets" --quiet >&2
}

# build_release: builds the program unless it was built from these very sources.
build_release() {
    local sum
    sum=$(sources_sum)
    if [ -x "$BINARY" ] && [ "$(cat "$BUILD/built.sha" 2>/dev/null)" = "$sum" ]; then return; fi
    needs "${PACKAGES_TO_BUILD[@]}"
    find_swift
    say "正在编译，第一次要几分钟 building, the first time takes some minutes"
    mkdir -p "$BUILD"
    rm -f "$BUILD/built.sha"
    swift build --package-path "$ROOT" --scratch-path "$BUILD" -c release --static-swift-stdlib --product unionhome >&2 ||
        die "编译没有成功，原因见上。" "the build failed, for the reason above."
    printf '%s\n' "$sum" >"$BUILD/built.sha"
}
