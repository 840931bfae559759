// SPDX-License-Identifier: Apache-2.0

/// The shell script that stands between a process and its private PostgreSQL.
enum GuardianScript {
    /// Takes one command a line on standard input and answers each with `ok` or `failed <why>`.
    ///
    /// When the input ends, which it does however the owner dies, it stops PostgreSQL and removes the folders.
    /// Arguments: program folder, data folder, run folder, `keep` or `remove`, server options, user and group ids
    /// (empty to stay as we are).
    static let text = #"""
        bin=$1 data=$2 run=$3 keep=$4 options=$5 user=$6 group=$7
        # Without this an answer to a dead owner would end the script before it has tidied up.
        trap '' PIPE
        cd /
        program() {
            name=$1
            shift
            if [ -n "$user" ]; then
                setpriv --reuid="$user" --regid="$group" --clear-groups -- "$bin/$name" "$@"
            else
                "$bin/$name" "$@"
            fi
        }
        answer() {
            if out=$("$@" 2>&1 </dev/null); then
                echo ok
            else
                printf 'failed %s\n' "$(printf '%s\n' "$out" | tail -n 4 | tr '\n' ' ')"
            fi
        }
        make() {
            program initdb -D "$data" -U concordat -A trust -E UTF8 --locale=C --no-instructions
        }
        start() {
            program pg_ctl start -D "$data" -s -w -t 60 -l "$run/server.log" -o "$options" ||
                { tail -n 4 "$run/server.log"; return 1; }
        }
        stop() {
            program pg_ctl stop -D "$data" -s -w -t 60 -m "$1"
        }
        while read -r command; do
            case $command in
                make) answer make ;;
                start) answer start ;;
                stop) answer stop fast ;;
                kill) answer stop immediate ;;
            esac
        done
        if [ -f "$data/postmaster.pid" ]; then
            # Data that is about to be removed needs no checkpoint.
            { [ "$keep" = keep ] && stop fast >/dev/null 2>&1; } || stop immediate >/dev/null 2>&1
        fi
        [ "$keep" = keep ] || rm -rf "$data"
        rm -rf "$run"
        """#
}
