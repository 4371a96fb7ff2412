using Microsoft.Extensions.Logging;
using SmolCode.Inference;
using SmolCode.Inference.Remote;

namespace SmolCode;

/// <summary>
/// Makes the model that commands and the language server ask: this program's own engine command, started on demand, behind a team's server
/// where one is named.
/// </summary>
internal static class Engines
{
    /// <summary>The model that the user chose, or the bundled weights as they are, which comparisons are made with.</summary>
    /// <param name="adapter">The chosen one.</param>
    /// <param name="loggers">For the client's log.</param>
    /// <param name="workspace">Folder of the workspace, asked when an engine is started; it may have a choice of its own.</param>
    public static EngineLanguageModel Create(bool adapter, ILoggerFactory loggers, Func<string?>? workspace = null) =>
        new(() => Options(adapter, workspace?.Invoke()), loggers.CreateLogger<EngineLanguageModel>());

    /// <summary>A model and adapter whatever the user chose; two of them are compared, so neither follows what was tuned for one.</summary>
    public static EngineLanguageModel CreateFor(ModelChoice choice, ILoggerFactory loggers) =>
        new(
            EngineOptions.ForThisProgram() with
            {
                Model = choice.Model,
                Adapter = choice.Adapter,
            },
            loggers.CreateLogger<EngineLanguageModel>()
        );

    private static EngineOptions Options(bool adapter, string? workspace)
    {
        var choice = adapter ? ModelChoice.For(UserData.Folder, workspace) : new ModelChoice(ModelStore.DefaultModel, null);
        return EngineOptions.ForThisProgram() with
        {
            Model = choice.Model,
            Adapter = choice.Adapter,
            // What comparisons are made with stays what it is.
            TunedModelsFile = adapter ? UserData.TunedModels : null,
        };
    }

    /// <summary>
    /// The model that the user chose, with room for a team's server before it. Which one is told later: whether it can be used is told by the
    /// status, for which somebody has to listen.
    /// </summary>
    /// <param name="loggers">For the clients' logs.</param>
    /// <param name="workspace">See <see cref="Create"/>.</param>
    public static FallbackLanguageModel CreateForCompletion(ILoggerFactory loggers, Func<string?>? workspace = null) =>
        new(Create(adapter: true, loggers, workspace), () => TeamServerKey.Value, loggers.CreateLogger<FallbackLanguageModel>());

    /// <summary>The team's server that the environment names; null: none.</summary>
    public static TeamServerChoice? TeamServer => TeamServerChoice.FromEnvironment(Environment.GetEnvironmentVariable);
}
