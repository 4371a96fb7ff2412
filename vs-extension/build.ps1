<#
.SYNOPSIS
Builds the Visual Studio extension on Windows, against the real packages and with its menus, and packs one .vsix for each architecture.
.DESCRIPTION
Needs Visual Studio 2026 with the workload "Visual Studio extension development", the .NET 10 SDK, and Node.js 20 with npm (for llama.cpp's
libraries, as every build of the server). The .NET 10 SDK from 10.0.4xx on refuses an MSBuild older than 18.0, which is Visual Studio 2022's;
what is built here runs there all the same.
.EXAMPLE
pwsh vs-extension/build.ps1
.EXAMPLE
pwsh vs-extension/build.ps1 -Architectures amd64 -NoServer
#>
[CmdletBinding()]
param(
    [ValidateSet('amd64', 'arm64')]
    [string[]] $Architectures = @('amd64', 'arm64'),
    # Without a server inside: the extension then looks for the .NET tool smolcode.
    [switch] $NoServer,
    [string] $Output = (Join-Path $PSScriptRoot 'artifacts')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
$root = Split-Path $PSScriptRoot

function Invoke-Checked([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Program $($Arguments -join ' ') ended with exit code $LASTEXITCODE."
    }
}

# The tasks that compile the command table run in Visual Studio's MSBuild only.
$vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
if (-not (Test-Path $vswhere)) {
    throw 'Visual Studio was not found. Install Visual Studio 2026 first.'
}

$msbuild = & $vswhere -latest -prerelease -version '[18.0,)' -requires Microsoft.VisualStudio.Workload.VisualStudioExtension -find 'MSBuild\**\Bin\MSBuild.exe' |
    Select-Object -First 1
if (-not $msbuild) {
    throw 'No Visual Studio 2026 with the workload "Visual Studio extension development" was found. Add it in the Visual Studio Installer.'
}

$project = Join-Path $PSScriptRoot 'src/SmolCode.VisualStudio/SmolCode.VisualStudio.csproj'
$packing = Join-Path $PSScriptRoot 'tools/SmolCode.VisualStudio.Packaging'
Invoke-Checked $msbuild @($project, '-restore', '-p:Configuration=Release', '-p:VsReferences=nuget', '-verbosity:minimal')

foreach ($architecture in $Architectures) {
    $arguments = @(
        'run', '--project', $packing, '-c', 'Release', '--',
        '--extension', (Join-Path $PSScriptRoot 'src/SmolCode.VisualStudio/bin/Release/net472'),
        '--output', (Join-Path $Output "smolcode-$architecture.vsix"),
        '--architecture', $architecture,
        '--require-menus'
    )
    if (-not $NoServer) {
        $runtime = @{ amd64 = 'win-x64'; arm64 = 'win-arm64' }[$architecture]
        $server = Join-Path $Output "server-$runtime"
        Invoke-Checked 'dotnet' @(
            'publish', (Join-Path $root 'server/SmolCode'), '-c', 'Release', '-r', $runtime, '--self-contained', '-p:DebugType=none', '-o', $server
        )
        $arguments += @('--server', $server)
    }

    Invoke-Checked 'dotnet' $arguments
}
