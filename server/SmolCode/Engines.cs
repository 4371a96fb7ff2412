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
    public static EngineLanguageModel Create(bool adapter, ILoggerFactory loggers)
    {
        var choice = adapter ? ModelChoice.Read(UserData.Folder) : new ModelChoice(ModelStore.DefaultModel, null);
        return new(
            EngineOptions.ForThisProgram() with
            {
                Model = choice.Model,
                Adapter = choice.Adapter,
            },
            loggers.CreateLogger<EngineLanguageModel>()
        );
    }

    /// <summary>
    /// The model that the user chose, with room for a team's server before it. Which one is told later: whether it can be used is told by the
    /// status, for which somebody has to listen.
    /// </summary>
    public static FallbackLanguageModel CreateForCompletion(ILoggerFactory loggers) =>
        new(Create(adapter: true, loggers), () => TeamServerKey.Value, loggers.CreateLogger<FallbackLanguageModel>());

    /// <summary>The team's server that the environment names; null: none.</summary>
    public static TeamServerChoice? TeamServer => TeamServerChoice.FromEnvironment(Environment.GetEnvironmentVariable);
}
