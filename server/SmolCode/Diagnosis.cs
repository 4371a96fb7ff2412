using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Statistics;
using SmolCode.Output;

namespace SmolCode;

/// <summary>What <c>doctor</c> looks at: the machine, the folders, the models, the engine, and a workspace when one is named.</summary>
internal static class Diagnosis
{
    /// <summary>Looks at everything; what fails is a finding, not an exception.</summary>
    public static async Task<List<DoctorDocument.Finding>> RunAsync(
        Session session,
        string? workspace,
        bool trust,
        CancellationToken cancellationToken
    )
    {
        var findings = new List<DoctorDocument.Finding>();
        Machine(findings);
        Folders(findings);
        SuggestionLog(findings);
        await ModelsAsync(findings, cancellationToken);
        if (workspace is not null)
        {
            session.ChooseModelFor(workspace);
        }

        await EngineAsync(findings, session, cancellationToken);
        await TeamServerAsync(findings, cancellationToken);
        if (workspace is not null)
        {
            await WorkspaceAsync(findings, session, workspace, trust, cancellationToken);
        }

        return findings;
    }

    private static void Machine(List<DoctorDocument.Finding> findings)
    {
        var assembly = typeof(Diagnosis).Assembly;
        Ok("SmolCode", "version", assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
        Ok("SmolCode", "runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");
        Ok("machine", "system", RuntimeInformation.OSDescription);
        Ok("machine", "cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000;
        findings.Add(
            memory >= 2_000
                ? new("machine", "memory", $"{memory} MB", "ok", null)
                : new(
                    "machine",
                    "memory",
                    $"{memory} MB",
                    "warning",
                    "The server and the engine need about 700 MB together; 2 GB and more are comfortable."
                )
        );
        foreach (var variable in (string[])[UserFolders.CacheVariable, UserFolders.ModelVariable, UserData.Variable])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                findings.Add(
                    Path.IsPathRooted(value)
                        ? new("machine", variable, value, "ok", null)
                        : new(
                            "machine",
                            variable,
                            value,
                            "warning",
                            $"It is not an absolute path and therefore ignored. Set {variable} to one."
                        )
                );
            }
        }

        void Ok(string area, string name, string value) => findings.Add(new(area, name, value, "ok", null));
    }

    private static void Folders(List<DoctorDocument.Finding> findings)
    {
        var folders = UserFolders.ForThisUser();
        foreach (var (name, folder) in (IEnumerable<(string, string)>)[("cache", folders.Cache), ("data", UserData.Folder)])
        {
            try
            {
                Directory.CreateDirectory(folder);
                var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
                File.WriteAllText(probe, "");
                File.Delete(probe);
                findings.Add(new("folders", name, folder, "ok", null));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                findings.Add(
                    new(
                        "folders",
                        name,
                        folder,
                        "warning",
                        $"It cannot be written: {exception.Message} Give access, or set {UserFolders.CacheVariable} or {UserData.Variable}."
                    )
                );
            }
        }
    }

    private static void SuggestionLog(List<DoctorDocument.Finding> findings)
    {
        var store = new SuggestionStore(UserData.SuggestionLog);
        try
        {
            var rows = store.Read(TimeProvider.System.GetUtcNow() - SuggestionStore.Lifetime).Length;
            findings.Add(new("folders", "log of suggestions", $"{store.File}, {rows} rows", "ok", null));
        }
        catch (SuggestionStoreException exception)
        {
            findings.Add(new("folders", "log of suggestions", store.File, "warning", exception.Message));
        }
    }

    private static async Task ModelsAsync(List<DoctorDocument.Finding> findings, CancellationToken cancellationToken)
    {
        var store = new ModelStore(UserFolders.ForThisUser(), Microsoft.Extensions.Logging.Abstractions.NullLogger<ModelStore>.Instance);
        var models = store.List();
        if (models.Count == 0)
        {
            findings.Add(
                new("models", "none", UserFolders.ForThisUser().Bundled, "error", "The bundled model is missing. Reinstall SmolCode.")
            );
        }

        foreach (var model in models)
        {
            var verification = await store.VerifyAsync(model, cancellationToken);
            findings.Add(
                new(
                    "models",
                    model.Name,
                    $"{model.Layout ?? "unreadable"}, {model.Bytes / 1_000_000} MB, {(model.IsBundled ? "bundled" : "user")}",
                    verification.Problem is null ? "ok"
                        : model.IsBundled ? "error"
                        : "warning",
                    verification.Problem
                )
            );
        }
    }

    private static async Task EngineAsync(List<DoctorDocument.Finding> findings, Session session, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            // The one on this machine, also where a team's server completes before it.
            await using var engine = session.CreateLocalModel();
            var info = await engine.GetInfoAsync(cancellationToken);
            findings.Add(
                new(
                    "engine",
                    "loaded",
                    $"{info.Name} + {info.Adapter ?? "no adapter"}, {info.Layout}, in {clock.ElapsedMilliseconds} ms",
                    info.Warning is null ? "ok" : "warning",
                    info.Warning
                )
            );
            findings.Add(new("engine", "library", info.Backend ?? "unknown", "ok", null));
            findings.Add(
                new(
                    "engine",
                    "tuning",
                    info.IsTuned
                        ? $"{info.Layout}, {info.Threads} threads, batches of {info.BatchSize}, as 'smolcode model tune' measured"
                        : "not tuned; 'smolcode model tune' measures what is fastest here",
                    "ok",
                    null
                )
            );
            findings.Add(new("engine", "threads", info.Threads.ToString(CultureInfo.InvariantCulture), "ok", null));
            var speed = string.Create(
                CultureInfo.InvariantCulture,
                $"prefill {info.PrefillTokensPerSecond:0} tokens/s, decode {info.DecodeTokensPerSecond:0} tokens/s"
            );
            findings.Add(
                info.PrefillTokensPerSecond >= 150
                    ? new("engine", "speed", speed, "ok", null)
                    : new(
                        "engine",
                        "speed",
                        speed,
                        "warning",
                        "Slow: prompts are kept short to stay within the deadline, which costs quality."
                    )
            );
            findings.Add(
                info.Adapter is not null
                    ? new("engine", "adapter", info.Adapter, "ok", null)
                    : new(
                        "engine",
                        "adapter",
                        "none",
                        "warning",
                        "Completion works without the adapter to C# and is worse for it; see the folders above."
                    )
            );
        }
        catch (LanguageModelUnavailableException exception)
        {
            findings.Add(new("engine", "loaded", "no", "error", exception.Message));
        }
    }

    private static async Task TeamServerAsync(List<DoctorDocument.Finding> findings, CancellationToken cancellationToken)
    {
        const string area = "team server";
        if (Engines.TeamServer is not { } choice)
        {
            // What an editor's settings name, the editor's status tells.
            findings.Add(new(area, TeamServerChoice.UrlVariable, "not set: nothing leaves this machine from the command line", "ok", null));
            return;
        }

        if (TeamServerOptions.Read(choice, TeamServerKey.Value, out var problem) is not { } options)
        {
            findings.Add(new(area, "address", "not used", "error", problem));
            return;
        }

        findings.Add(new(area, "address", options.Address.AbsoluteUri, "ok", null));
        findings.Add(new(area, "key", options.HasKey ? $"from {TeamServerOptions.KeyVariable}" : "none", "ok", null));
        findings.Add(new(area, "prompts", options.Template.Name, "ok", null));
        var clock = Stopwatch.StartNew();
        var check = await TeamServerCheck.RunAsync(options, TimeProvider.System, cancellationToken);
        findings.Add(
            check.Problem is null
                ? new(
                    area,
                    "answers",
                    $"in {clock.ElapsedMilliseconds} ms, asked for {(string.IsNullOrEmpty(check.Model) ? "its own model" : check.Model)}",
                    "ok",
                    null
                )
                : new(area, "answers", "no", "error", $"{check.Problem} The local model completes meanwhile.")
        );
    }

    private static async Task WorkspaceAsync(
        List<DoctorDocument.Finding> findings,
        Session session,
        string workspace,
        bool trust,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var milliseconds = await session.OpenWorkspaceAsync(workspace, trust, mayAsk: false, cancellationToken);
            var status = session.Workspace.Status;
            findings.Add(
                new(
                    "workspace",
                    Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(workspace))),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{status.Projects} projects, {status.Documents} documents, {status.Depth.ToString().ToLowerInvariant()} depth, in {milliseconds:0} ms"
                    ),
                    status.State == WorkspaceState.Degraded ? "warning" : "ok",
                    status.Message
                )
            );
        }
        catch (WorkspaceLoadException exception)
        {
            findings.Add(new("workspace", "loaded", "no", "error", exception.Message));
        }
    }
}
