#!/bin/sh
# Runs a command of the built project on our Node. A solver's run is too short to gain from compiling on other threads:
# without them it costs a third less of processor time and no more of the user's (0044).
root=$(dirname "$0")/..
case "${1:-}" in
assign | rank) compile=--no-concurrent-recompilation ;;
*) compile= ;;
esac
exec "$root/node_modules/node/bin/node" $compile "$root/build/server/orrery-cli.js" "$@"
