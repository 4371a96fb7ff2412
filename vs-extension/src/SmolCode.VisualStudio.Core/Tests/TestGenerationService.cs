using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Tests;

/// <summary>Generates tests and says what they would change. Nothing is written here.</summary>
public sealed class TestGenerationService
{
    private readonly ServerController server;

    /// <summary>Tests by a server.</summary>
    public TestGenerationService(ServerController server) => this.server = server;

    /// <summary>The server that answers generates tests.</summary>
    public bool IsAvailable => server.Has(ServerFeatures.GenerateTests);

    /// <summary>Generates tests for what a range touches.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="range">What is selected in it.</param>
    /// <param name="progress">Hears what is being done, in words, on any thread.</param>
    /// <param name="cancellationToken">Ends it, and whatever runs for it.</param>
    /// <exception cref="ServerErrorException">They could not be made; the message is for the user.</exception>
    public async Task<GeneratedTests> GenerateAsync(
        string uri,
        LineRange range,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        var connection = server.Connection ?? throw new ServerErrorException("The server is not running.");
        void OnProgress(object sender, WorkDoneProgress e)
        {
            if (e.Text.Length > 0)
            {
                progress(e.Text);
            }
        }

        connection.ProgressChanged += OnProgress;
        try
        {
            var answer = await connection
                .RequestAsync(
                    LspMethods.GenerateTests,
                    new JObject
                    {
                        ["textDocument"] = new JObject { ["uri"] = uri },
                        ["range"] = JObject.FromObject(range),
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
            return GeneratedTests.Read(answer)
                ?? throw new ServerErrorException("The server's answer is not understood; is it of another version?");
        }
        finally
        {
            connection.ProgressChanged -= OnProgress;
        }
    }
}
