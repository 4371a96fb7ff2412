using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SmolCode.Inference;

namespace SmolCode.Training.Runtime;

/// <summary>
/// The native part of TorchSharp (libtorch, 460 MB on disk), which does not come with the program: found or brought when training is asked
/// for, and loaded before the first use of <c>torch</c>. It lies in the user's cache folder, or is taken from NuGet's packages folder.
/// </summary>
internal sealed class TrainingRuntime
{
    // What a system's libstdc++ older than GCC 13's does not have; nothing of that version is called (docs/decisions/0014-training.md).
    private const string NewestVersion = "GLIBCXX_3.4.32";
    private const string Binding = "libLibTorchSharp.so";

    private static readonly SemaphoreSlim Loading = new(1, 1);
    private static bool loaded;

    private readonly string _root;
    private readonly NativeLibraries _libraries;
    private readonly Func<CancellationToken, Task<string?>> _findTool;
    private readonly Func<PackageDownload> _download;
    private readonly string _globalPackages;

    /// <summary>For this user and this machine.</summary>
    /// <exception cref="TrainingException">Training is not possible on this machine.</exception>
    public TrainingRuntime(UserFolders folders)
        : this(
            folders,
            NativeLibraries.ForThisMachine(),
            PackageRestore.GlobalFolder,
            DotNetTool.FindWithSdkAsync,
            () => new PackageDownload(PackageDownload.NuGetOrg)
        ) { }

    internal TrainingRuntime(
        UserFolders folders,
        NativeLibraries libraries,
        string globalPackages,
        Func<CancellationToken, Task<string?>> findTool,
        Func<PackageDownload> download
    )
    {
        _root = Path.Combine(folders.Cache, "training");
        (_libraries, _globalPackages, _findTool, _download) = (libraries, globalPackages, findTool, download);
    }

    /// <summary>Where the libraries are when they are prepared.</summary>
    public string Folder => Path.Combine(_root, _libraries.Key);

    /// <summary>Whether nothing has to be downloaded.</summary>
    public bool IsHere => IsPrepared || IsInGlobalPackages;

    /// <summary>Size of what is downloaded where nothing is here.</summary>
    public long PackageBytes => _libraries.Packages.Sum(p => p.Bytes);

    private bool IsPrepared => _libraries.LoadOrder.All(f => IsThere(Path.Combine(Folder, f)));

    private bool IsInGlobalPackages => _libraries.Packages.All(p => Directory.Exists(NativeFolder(_globalPackages, p)));

    /// <summary>Makes <c>torch</c> usable in this process.</summary>
    /// <exception cref="TrainingException">The libraries can't be had or loaded; the message says why and what to do.</exception>
    public async Task LoadAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await Loading.WaitAsync(cancellationToken);
        try
        {
            if (!loaded)
            {
                await PrepareAsync(progress, cancellationToken);
                Load();
                loaded = true;
            }
        }
        finally
        {
            Loading.Release();
        }
    }

    /// <summary>Brings the libraries into <see cref="Folder"/>, whole or not at all.</summary>
    /// <exception cref="TrainingException">They can't be had.</exception>
    public async Task PrepareAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (IsPrepared)
        {
            return;
        }

        var work = Path.Combine(_root, $"{_libraries.Key}.{Environment.ProcessId}.tmp");
        try
        {
            DeleteQuietly(work);
            Directory.CreateDirectory(work);
            var libraries = Directory.CreateDirectory(Path.Combine(work, "libraries")).FullName;
            if (IsInGlobalPackages)
            {
                Collect(_globalPackages, libraries, mayMove: false);
            }
            else
            {
                await BringAsync(work, libraries, progress, cancellationToken);
            }

            if (_libraries.LoadOrder.FirstOrDefault(f => !File.Exists(Path.Combine(libraries, f))) is { } missing)
            {
                throw new TrainingException(
                    $"The packages {string.Join(" and ", _libraries.Packages)} hold no {missing}. Delete them from {_globalPackages} if they are damaged there, and try again."
                );
            }

            DeleteQuietly(Folder);
            Move(libraries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException(
                $"The libraries for training (up to 1.2 GB while they are prepared, 460 MB after) cannot be written to {_root}: {e.Message} Make room or give access there, or set {UserFolders.CacheVariable} to another folder, and try again.",
                e
            );
        }
        finally
        {
            DeleteQuietly(work);
        }
    }

    private async Task BringAsync(string work, string libraries, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var size = PackageBytes / 1e6;
        var packages = Path.Combine(work, "packages");
        string? problem = null;
        if (await _findTool(cancellationToken) is { } dotnet)
        {
            progress?.Report($"Getting libtorch for training from your NuGet sources (once, {size:0} MB)");
            problem = await PackageRestore.TryAsync(dotnet, _libraries.Packages, work, packages, cancellationToken);
            if (problem is null)
            {
                Collect(packages, libraries, mayMove: true);
                return;
            }

            progress?.Report($"Your NuGet sources don't give it ({problem}); trying nuget.org");
        }

        progress?.Report($"Downloading libtorch for training from nuget.org (once, {size:0} MB)");
        using var download = _download();
        try
        {
            foreach (var package in _libraries.Packages)
            {
                var file = Path.Combine(work, $"{package.Id}.nupkg");
                await download.GetAsync(package, file, progress, cancellationToken);
                await ExtractAsync(file, libraries, cancellationToken);
                File.Delete(file);
            }
        }
        catch (TrainingException e) when (problem is not null)
        {
            throw new TrainingException($"{e.Message} Your own NuGet sources gave: {problem}", e);
        }
    }

    private async Task ExtractAsync(string file, string libraries, CancellationToken cancellationToken)
    {
        await using var archive = await ZipFile.OpenReadAsync(file, cancellationToken);
        var prefix = $"runtimes/{_libraries.Platform}/native/";
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName == prefix + entry.Name && entry.Name.Length > 0 && _libraries.Needs(entry.Name))
            {
                await entry.ExtractToFileAsync(Path.Combine(libraries, entry.Name), overwrite: true, cancellationToken);
            }
        }
    }

    private void Collect(string packages, string libraries, bool mayMove)
    {
        foreach (var package in _libraries.Packages)
        {
            foreach (var file in Directory.EnumerateFiles(NativeFolder(packages, package)))
            {
                var target = Path.Combine(libraries, Path.GetFileName(file));
                if (!_libraries.Needs(Path.GetFileName(file)))
                {
                    continue;
                }

                if (mayMove)
                {
                    File.Move(file, target);
                }
                else if (OperatingSystem.IsLinux() && Path.GetFileName(file) != Binding)
                {
                    // Half a gigabyte that is on this disk already. Where the package goes, the link is dead, and it is prepared anew.
                    File.CreateSymbolicLink(target, file);
                }
                else
                {
                    File.Copy(file, target);
                }
            }
        }
    }

    private void Move(string libraries)
    {
        try
        {
            Directory.Move(libraries, Folder);
        }
        catch (IOException) when (IsPrepared)
        {
            // Another process was faster.
        }
    }

    private void Load()
    {
        // TorchSharp looks for its library by name, and beside itself.
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            _libraries.LoadOrder.FirstOrDefault(f => IsNamed(f, name)) is { } file ? NativeLibrary.Load(Path.Combine(Folder, file)) : 0;
        foreach (var file in _libraries.LoadOrder)
        {
            var path = Path.Combine(Folder, file);
            try
            {
                NativeLibrary.Load(path);
            }
            catch (DllNotFoundException e) when (file == Binding && e.Message.Contains(NewestVersion, StringComparison.Ordinal))
            {
                LoadWithOlderLibrary(path, e);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                throw NotLoaded(path, e);
            }
        }
    }

    private static void LoadWithOlderLibrary(string path, DllNotFoundException first)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (!ElfVersionNeeds.MakeWeak(bytes, NewestVersion))
            {
                throw NotLoaded(path, first);
            }

            var temporary = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
            NativeLibrary.Load(path);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or DllNotFoundException or BadImageFormatException
            )
        {
            throw NotLoaded(path, e);
        }
    }

    private static TrainingException NotLoaded(string path, Exception e) =>
        new(
            $"The library {path} cannot be loaded: {e.Message.Trim()} Training needs a system like Ubuntu 22.04, Debian 12, Windows 10 or macOS 14, or newer. If this is one, delete {Path.GetDirectoryName(path)} and try again.",
            e
        );

    private string NativeFolder(string packages, NativePackage package) =>
        Path.Combine(PackageRestore.FolderOf(packages, package), "runtimes", _libraries.Platform, "native");

    // A link to a package that was deleted is there, and what it leads to is not.
    private static bool IsThere(string file) =>
        File.Exists(file) && (File.ResolveLinkTarget(file, returnFinalTarget: true) is not { } target || target.Exists);

    private static bool IsNamed(string file, string name) =>
        Path.GetFileNameWithoutExtension(file) is var plain && (plain == name || plain == $"lib{name}");

    private static void DeleteQuietly(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one tries again.
        }
    }
}
