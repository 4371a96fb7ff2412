#!/bin/bash
# e2e-setup.sh FOLDER: what the end-to-end tests need that npm ci does not bring: Chromium, and VS Code (vscode-setup.sh). Ends with 1, and a
# line that says why, where it can't be had. SMOLCODE_CI_E2E=0: none of it is wanted.
set -uo pipefail
no() { echo "No end-to-end tests: $1"; exit 1; }

[ "${SMOLCODE_CI_E2E:-}" != 0 ] || no "SMOLCODE_CI_E2E is 0"
[ "$(uname -sm)" = "Linux x86_64" ] || no "they run on Linux x64"
for tool in g++ make python3; do
  command -v $tool > /dev/null || no "there is no $tool"
done

chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ]; then
  # On a machine that is built for a run (root in a container) it may be installed; on anybody else's nothing is.
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || no "there is no $chromium; install it, or name one by CHROMIUM"
  { timeout 120 apt-get update -qq && timeout 300 apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } > /dev/null 2>&1
  [ -x "$chromium" ] || no "Chromium could not be installed"
fi

vscode=$(realpath -m "$1")
if [ ! -d "$vscode/node_modules/code-server/lib/vscode/node_modules" ]; then
  timeout 600 bash "$(dirname "$0")/vscode-setup.sh" "$vscode" > /dev/null || { rm -rf "$vscode/node_modules"; no "VS Code could not be set up"; }
fi
