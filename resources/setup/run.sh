#!/bin/sh
# Sets up what the program needs, once, and runs it. Works from any folder.
#
#   sh resources/setup/run.sh demo             open the window with invented patients
#   sh resources/setup/run.sh test [ARGS…]     run the test suite on every core (ARGS go to pytest)
#   sh resources/setup/run.sh mutate [ARGS…]   would the tests notice a wrong line? (hours; see README)
#   sh resources/setup/run.sh gui  [ARGS…]     open the laboratory's own store
#   sh resources/setup/run.sh cli  [ARGS…]     the command line
#
# MRDTRACKER_VENV=FOLDER keeps the Python environment somewhere else than .venv.
# Exit status: 2 = something a person must do first, 1 = the set-up failed, else the program's own.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
constraints=$root/resources/setup/constraints.txt

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 2; }

# --- what the machine must have ---------------------------------------------------------------

has_python() { # a Python from 3.11 on that can make an environment
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if has_python "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# library:Debian package, for Qt itself and for its windows under X and Wayland
qt_libraries='libEGL.so.1:libegl1 libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0
    libgthread-2.0.so.0:libglib2.0-0 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1'
x_libraries='libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0'
wayland_libraries='libwayland-cursor.so.0:libwayland-cursor0 libwayland-egl.so.1:libwayland-egl1'

wanted_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    case $word in
        cli) ;;
        test | mutate) echo "$qt_libraries" ;;
        *)
            echo "$qt_libraries"
            case ${QT_QPA_PLATFORM:-xcb} in *xcb*) echo "$x_libraries" ;; esac
            [ -z "${WAYLAND_DISPLAY:-}" ] || echo "$wayland_libraries"
            ;;
    esac
}

missing_packages() { # one a line, from the loader's own list, so that package names need not match
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || known=
    if [ -n "$known" ]; then
        for pair in $(wanted_libraries); do
            case $known in
                *"	${pair%%:*} ("*) ;;
                *) echo "${pair#*:}" ;;
            esac
        done
    fi
    if ! has_python "$venv/bin/python" && ! find_python >/dev/null; then
        echo python3
        echo python3-venv
    fi
}

install_packages() { # $1 = the packages, on one line
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    say "Installing with apt-get what Python and Qt's windows need and this machine lacks: $1"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update >"$log" 2>&1 || : # one dead source must not stop the others: the install tells
    # shellcheck disable=SC2086 # a list of words on purpose
    if ! apt-get install -y --no-install-recommends $1 >>"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        say "apt-get could not install: $1 (its own words are above)."
        exit 1
    fi
    rm -f "$log"
    trap - EXIT
}

prepare_machine() {
    packages=$(missing_packages | sort -u | tr '\n' ' ')
    packages=${packages% }
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "Please install what these Debian packages hold with this system's own tools: $packages"
    elif [ "$(id -u)" -ne 0 ]; then
        stop "Please run first: sudo apt-get update && sudo apt-get install -y $packages"
    fi
    install_packages "$packages"
}

# --- the Python environment -------------------------------------------------------------------

choose_venv() {
    if [ -n "${MRDTRACKER_VENV:-}" ]; then
        case $MRDTRACKER_VENV in
            /*) venv=$MRDTRACKER_VENV ;;
            *) venv=$PWD/$MRDTRACKER_VENV ;;
        esac
    elif [ -w "$root" ]; then
        venv=$root/.venv
    else
        number=$(printf '%s' "$root" | cksum)
        venv=${XDG_CACHE_HOME:-$HOME/.cache}/mrdtracker/venv-${number%% *}
    fi
    [ "$word" != mutate ] || venv=$venv-mutation # its tools stay out of the ordinary environment
}

# An environment is good for one Python and one place of the project; its stamp adds the checksum
# of what it was told to install. The stamp goes before pip starts and comes back when pip is done,
# so an environment without one was left half-made.
base() { "$venv/bin/python" -c 'import sys; print(*sys.version.split())' 2>/dev/null && echo "$root"; }
wishes() { cat "$root/pyproject.toml" "$constraints" | cksum; }
stamp() { cat "$venv/.mrdtracker-$1" 2>/dev/null; }

is_ready() { # for $extra; an environment with the test tools serves everything
    now=$(base && wishes) || return 1
    [ "$(stamp test)" = "$now" ] && return 0
    [ "$extra" = run ] && [ "$(stamp run)" = "$now" ]
}

is_sound() { # complete once, for this Python and place: can be brought up to date where it is
    now=$(base) || return 1
    case "$(stamp test)" in "$now"*) return 0 ;; esac
    case "$(stamp run)" in "$now"*) return 0 ;; esac
    return 1
}

make_venv() {
    python=$(find_python) || stop "No Python from 3.11 on was found here: please install one" \
        "(with its venv module) and start again."
    if [ -e "$venv/.mrdtracker-made" ]; then
        rm -rf "$venv"
    elif [ -d "$venv" ] && [ -n "$(ls -A "$venv")" ]; then
        case $venv in
            "$root/.venv") ;; # the project's own place, whoever began it
            *) stop "$venv holds something else: please give MRDTRACKER_VENV an empty folder." ;;
        esac
        rm -rf "$venv"
    fi
    mkdir -p "$venv"
    : >"$venv/.mrdtracker-made"
    run_quietly "$python" -m venv "$venv"
}

run_quietly() {
    "$@" >"$venv/setup.log" 2>&1 </dev/null && return
    cat "$venv/setup.log" >&2
    say "The set-up failed: the reason is above. The next start tries again from the beginning."
    exit 1
}

install_project() {
    rm -f "$venv/.mrdtracker-run" "$venv/.mrdtracker-test"
    project=$root
    [ "$extra" = run ] || project="${root}[$tools]"
    set -- "$venv/bin/python" -m pip --disable-pip-version-check install --quiet -c "$constraints"
    run_quietly "$@" hatchling editables
    # One of the test tools comes as source only, and a new environment cannot build it by itself.
    [ "$extra" = run ] || run_quietly "$@" setuptools
    run_quietly "$@" --no-build-isolation --editable "$project"
    now=$(base && wishes)
    printf '%s\n' "$now" >"$venv/.mrdtracker-$extra"
}

prepare_python() {
    is_ready && return
    exec 9<"$root" # one set-up at a time: the project's folder is the lock
    if command -v flock >/dev/null 2>&1; then flock 9 2>/dev/null || :; fi
    if ! is_ready; then
        say "Setting up the Python environment in $venv (a minute or two, only once)."
        is_sound || make_venv
        install_project
    fi
    exec 9<&-
}

# --- the program ------------------------------------------------------------------------------

need_screen() {
    [ "$(uname -s)" = Linux ] || return 0
    [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ] || return 0
    stop "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): start it from a" \
        "desktop, or set QT_QPA_PLATFORM=offscreen to run it without a visible window."
}

run_tests() {
    cd -- "$root"
    # Everything: a worker on each core. With words of its own, pytest runs in one process as usual.
    [ $# -gt 0 ] || set -- --numprocesses auto --dist worksteal
    [ -w "$root" ] || set -- -p no:cacheprovider "$@"
    unset PYTHONDONTWRITEBYTECODE # the tests start many programs, which would all compile anew
    exec "$venv/bin/python" -m pytest "$@"
}

mutate() {
    cd -- "$root"
    set -- -q -s -p no:cacheprovider -p no:qt -p tests.mutation.campaign "$@"
    exec nice -n 10 "$venv/bin/python" -m pytest "$@" tests/domain tests/rules \
        tests/published_thresholds tests/store/test_ledger*.py
}

word=${1:-}
case $word in
    test) extra="test" tools="test" ;;
    mutate) extra="test" tools="test,mutation" ;;
    demo | gui | cli) extra=run ;;
    *)
        sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "$0" >&2
        exit 2
        ;;
esac
shift
choose_venv
prepare_machine
prepare_python
case $word in
    test) run_tests "$@" ;;
    mutate) mutate "$@" ;;
    demo) need_screen && exec "$venv/bin/python" "$root/main.py" --demo "$@" ;;
    gui) need_screen && exec "$venv/bin/python" "$root/main.py" "$@" ;;
    cli) exec "$venv/bin/mrdtracker" "$@" ;;
esac
