using Microsoft.Extensions.Logging;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>Makes the model that commands and the language server ask: this program's own engine command, started on demand.</summary>
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
}
