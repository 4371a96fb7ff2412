#!/usr/bin/env bash
# Tests the team's server (docs/team-server.md) against a real llama-server: builds one from the sources that the npm package node-llama-cpp
# brings as a git bundle, and runs the tests that are skipped without it. Needs git, cmake, a C++ compiler and npm. What is built stays in the
# cache folder ($SMOLCODE_LLAMA_BUILD, otherwise ~/.cache/smolcode-llama-server); the first run takes a quarter of an hour on two cores.
#
#   tests/real-servers/llama-server.sh                          builds what is missing and tests
#   SMOLCODE_LLAMA_SERVER=/path/to/llama-server tests/real-servers/llama-server.sh    tests that one
set -euo pipefail
cd "$(dirname "$0")/../.."

version=3.21.1
folder=${SMOLCODE_LLAMA_BUILD:-${XDG_CACHE_HOME:-$HOME/.cache}/smolcode-llama-server}/$version
server=${SMOLCODE_LLAMA_SERVER:-$folder/src/build/bin/llama-server}

if [ ! -x "$server" ]; then
  if [ -n "${SMOLCODE_LLAMA_SERVER:-}" ]; then
    echo "SMOLCODE_LLAMA_SERVER names $server, which is no executable." >&2
    exit 1
  fi

  for tool in git cmake npm c++ tar; do
    command -v "$tool" >/dev/null || { echo "$tool is needed to build llama-server." >&2; exit 1; }
  done

  mkdir -p "$folder"
  (
    cd "$folder"
    npm pack --silent "node-llama-cpp@$version"
    tar -xzf "node-llama-cpp-$version.tgz" package/llama/gitRelease.bundle
    rm -rf src
    git -c advice.detachedHead=false clone --quiet package/llama/gitRelease.bundle src
    cmake -S src -B src/build -DCMAKE_BUILD_TYPE=Release -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF
    cmake --build src/build --target llama-server --parallel
  )
fi

"$server" --version 2>&1 | head -2
dotnet build tests/SmolCode.Inference.Tests -c Release -v q
SMOLCODE_LLAMA_SERVER=$server dotnet tests/SmolCode.Inference.Tests/bin/Release/net10.0/SmolCode.Inference.Tests.dll -class SmolCode.Inference.Tests.RealLlamaServerTests
