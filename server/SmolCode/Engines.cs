using Microsoft.Extensions.Logging;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>Makes the model that commands and the language server ask: this program's own engine command, started on demand.</summary>
internal static class Engines
{
    /// <summary>The bundled model, with the adapter to C# or as it is.</summary>
    public static EngineLanguageModel Create(bool adapter, ILoggerFactory loggers) =>
        new(
            EngineOptions.ForThisProgram() with
            {
                Adapter = adapter ? ModelStore.DefaultAdapter : null,
            },
            loggers.CreateLogger<EngineLanguageModel>()
        );
}
