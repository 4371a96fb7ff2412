using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;

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

    /// <summary>Folder beside the executable into which the build puts the libraries.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "runtimes-llama");

    /// <summary>What was picked to compute with, e.g. "haswell" for libggml-cpu-haswell.so, or "cuda".</summary>
    public static string? Backend => s_backend;

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
                throw new LanguageModelUnavailableException(
                    $"llama.cpp's libraries ({Version}) are not in {folder}. Build SmolCode again (the build restores them from npm) or reinstall it."
                );
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

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        var path = name is LlamaNative.Llama or LlamaNative.Ggml ? Find(s_folder!, name) : null;
        return path is null ? 0 : NativeLibrary.Load(path);
    }

    /// <summary>libllama.v0.4.0.so, llama.v0.4.0.dll, libllama.cuda.v0.4.0.so, libllama.metal.v0.4.0.dylib or a plain libllama.so.</summary>
    private static string? Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var pattern = OperatingSystem.IsWindows() ? $"{name}*.dll" : $"lib{name}*";
        var start = OperatingSystem.IsWindows() ? $"{name}." : $"lib{name}.";
        return Directory
            .EnumerateFiles(folder, pattern)
            .Where(f => Path.GetFileName(f).StartsWith(start, StringComparison.Ordinal))
            .OrderByDescending(f => f.Contains(Version, StringComparison.Ordinal))
            .ThenBy(f => f, StringComparer.Ordinal)
            .FirstOrDefault();
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
