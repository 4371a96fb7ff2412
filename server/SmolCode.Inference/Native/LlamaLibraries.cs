using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Native;

/// <summary>Finds and loads llama.cpp's libraries, picks the CPU variant and sends the library's log to an <see cref="ILogger"/>.</summary>
internal static unsafe partial class LlamaLibraries
{
    /// <summary>The version whose structs <see cref="LlamaNative"/> declares.</summary>
    public const string Version = "v0.4.0";

    private static readonly Lock Gate = new();
    private static string? s_folder;
    private static ILogger? s_logger;
    private static string? s_backend;
    private static string? s_processorVariant;

    /// <summary>Folder beside the executable into which the build puts the libraries.</summary>
    public static string DefaultFolder => FolderIn(AppContext.BaseDirectory, RuntimeInformation.ProcessArchitecture);

    /// <summary>What was picked to compute with, e.g. "haswell" for libggml-cpu-haswell.so, or "cuda".</summary>
    public static string? Backend => s_backend;

    /// <summary>The variant for processors that was picked, also where a GPU computes.</summary>
    public static string? ProcessorVariant => s_processorVariant;

    /// <summary>Name of the first GPU that the libraries can compute on, or null. Known after <see cref="Load"/>.</summary>
    public static string? Gpu => Describe(1) ?? Describe(2);

    /// <summary>This machine as results of <c>smolcode model tune</c> name it. Known after <see cref="Load"/>.</summary>
    public static MachineIdentity Machine =>
        new(Gpu is { } gpu ? $"{Describe(0)}, {gpu}" : Describe(0) ?? "unknown", Environment.ProcessorCount, $"{Version} {s_backend}");

    /// <summary>Loads the libraries once in a process; later calls do nothing.</summary>
    /// <exception cref="LanguageModelUnavailableException">They are missing, or of another version.</exception>
    public static void Load(string? folder, ILogger logger)
    {
        lock (Gate)
        {
            if (s_folder is not null)
            {
                return;
            }

            folder = Path.GetFullPath(folder ?? DefaultFolder);
            if (Find(folder, "llama") is null || Find(folder, "ggml") is null)
            {
                throw new LanguageModelUnavailableException(Missing(folder));
            }

            s_logger = logger;
            s_folder = folder;
            NativeLibrary.SetDllImportResolver(typeof(LlamaLibraries).Assembly, Resolve);
            try
            {
                LlamaNative.SetLog(&OnLog, null);
                LlamaNative.LoadBackends(folder);
                LlamaNative.Initialize();
                CheckLayout();
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
            {
                throw new LanguageModelUnavailableException(
                    $"llama.cpp's libraries in {folder} cannot be loaded here: {e.Message} Build SmolCode again for this platform or reinstall it.",
                    e
                );
            }

            if (LlamaNative.DeviceCount() == 0)
            {
                throw new LanguageModelUnavailableException(
                    $"llama.cpp's libraries in {folder} hold nothing that runs on this processor ({RuntimeInformation.ProcessArchitecture}). Install the package of SmolCode for this platform."
                );
            }
        }
    }

    /// <summary>
    /// The libraries' folder in the one of a program: <c>runtimes-llama</c>, or the one in it that is named after this platform where the
    /// program was published for all of them.
    /// </summary>
    internal static string FolderIn(string program, Architecture architecture)
    {
        var folder = Path.Combine(program, "runtimes-llama");
        var system =
            OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : "linux";
        var own = Path.Combine(folder, $"{system}-{architecture}".ToLowerInvariant());
        return Directory.Exists(own) ? own : folder;
    }

    /// <summary>What a user is told where the libraries are not: in a program for all platforms, that this one is none of them.</summary>
    internal static string Missing(string folder)
    {
        var others = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)!).ToArray() : [];
        Array.Sort(others, StringComparer.Ordinal);
        return others.Length == 0
            ? $"llama.cpp's libraries ({Version}) are not in {folder}. Build SmolCode again (the build restores them from npm) or reinstall it."
            : $"This SmolCode has llama.cpp's libraries for {string.Join(", ", others)}, and none for {RuntimeInformation.RuntimeIdentifier}. Build SmolCode on this machine with a llama.cpp {Version} of your own (-p:SmolCodeLlamaFolder=PATH).";
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name is not (LlamaNative.Llama or LlamaNative.Ggml))
        {
            return 0;
        }

        // A variant for a GPU whose driver is not here does not load; the next one is the processor's.
        var files = FindAll(s_folder!, name).ToArray();
        foreach (var file in files.SkipLast(1))
        {
            if (NativeLibrary.TryLoad(file, out var library))
            {
                return library;
            }
        }

        return files is [.., var last] ? NativeLibrary.Load(last) : 0;
    }

    private static string? Describe(int type)
    {
        for (nuint i = 0; i < LlamaNative.DeviceCount(); i++)
        {
            var device = LlamaNative.Device(i);
            if (LlamaNative.DeviceType(device) == type)
            {
                return Marshal.PtrToStringUTF8((nint)LlamaNative.DeviceDescription(device))?.Trim();
            }
        }

        return null;
    }

    /// <summary>libllama.v0.4.0.so, llama.v0.4.0.dll, libllama.cuda.v0.4.0.so, libllama.metal.v0.4.0.dylib or a plain libllama.so.</summary>
    private static string? Find(string folder, string name) => FindAll(folder, name).FirstOrDefault();

    private static IEnumerable<string> FindAll(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var pattern = OperatingSystem.IsWindows() ? $"{name}*.dll" : $"lib{name}*";
        var start = OperatingSystem.IsWindows() ? $"{name}." : $"lib{name}.";
        return Directory
            .EnumerateFiles(folder, pattern)
            .Where(f => Path.GetFileName(f).StartsWith(start, StringComparison.Ordinal))
            .OrderByDescending(f => f.Contains(Version, StringComparison.Ordinal))
            // libllama.cuda.v0.4.0.so before libllama.v0.4.0.so.
            .ThenBy(f => f, StringComparer.Ordinal);
    }

    /// <summary>A library of another version would read our structs wrongly: its defaults tell.</summary>
    private static void CheckLayout()
    {
        var context = LlamaNative.DefaultContextParameters();
        var model = LlamaNative.DefaultModelParameters();
        if (
            context
                is not { ContextLength: 512, BatchSize: 2048, MicroBatchSize: 512, MaxSequences: 1, TypeK: 1, TypeV: 1, OtherContext: 0 }
            || model is not { GpuLayers: -1, LoadMode: -1, UseExtraBuffers: 1 }
        )
        {
            var version = Marshal.PtrToStringUTF8((nint)LlamaNative.Version());
            throw new LanguageModelUnavailableException(
                $"llama.cpp in {s_folder} is version {version}, and SmolCode needs {Version}. Build SmolCode again or reinstall it."
            );
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(int level, byte* text, void* userData)
    {
        var message = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)).TrimEnd('\n');
        const string Loaded = "loaded ";
        if (message.StartsWith("load_backend: " + Loaded, StringComparison.Ordinal))
        {
            var file = Path.GetFileNameWithoutExtension(message[(message.LastIndexOf(' ') + 1)..]);
            var variant = file[(file.LastIndexOf('-') + 1)..];
            if (file.Contains("-cpu", StringComparison.Ordinal))
            {
                s_processorVariant = variant;
            }

            // A GPU is named before the CPU variant that helps it.
            s_backend = s_backend is null || !file.Contains("-cpu", StringComparison.Ordinal) ? variant : s_backend;
        }

        if (s_logger is { } logger && message.Length > 0)
        {
            LogNative(
                logger,
                level switch
                {
                    4 => LogLevel.Error,
                    3 => LogLevel.Warning,
                    // The library's own information is a page for every load.
                    _ => LogLevel.Trace,
                },
                message
            );
        }
    }

    [LoggerMessage(Message = "llama.cpp: {Message}")]
    private static partial void LogNative(ILogger logger, LogLevel level, string message);
}
