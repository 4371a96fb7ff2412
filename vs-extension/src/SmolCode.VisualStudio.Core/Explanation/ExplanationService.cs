using System.Text;
using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Explanation;

/// <summary>Explains code. There is one explanation at a time: a newer one ends an older one.</summary>
public sealed class ExplanationService : IDisposable
{
    private readonly ServerController server;
    private readonly object gate = new();
    private CancellationTokenSource? asking;

    /// <summary>Explanations by a server.</summary>
    public ExplanationService(ServerController server) => this.server = server;

    /// <summary>The server that answers explains.</summary>
    public bool IsAvailable => server.Has(ServerFeatures.Explain);

    /// <summary>Explains a range of a document.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="range">An empty one means the member, type or statement there.</param>
    /// <param name="show">Called with every view, one after the other, on any thread; not any more once a newer explanation began.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ExplainAsync(string uri, LineRange range, Action<ExplanationView> show, CancellationToken cancellationToken)
    {
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (gate)
        {
            asking?.Cancel();
            asking = mine;
        }

        var text = new StringBuilder();
        void Show(ExplanationView view)
        {
            if (!mine.IsCancellationRequested)
            {
                show(view);
            }
        }

        try
        {
            Show(new ExplanationView("", "Looking at the code…", true));
            var connection = server.Connection ?? throw new ServerErrorException("The server is not running.");
            var parameters = new JObject
            {
                ["textDocument"] = new JObject { ["uri"] = uri },
                ["range"] = JObject.FromObject(range),
            };
            var answer = await connection
                .RequestInPartsAsync(
                    LspMethods.Explain,
                    parameters,
                    part =>
                    {
                        text.Append(Markdown(part) ?? "");
                        Show(new ExplanationView(text.ToString(), "", true));
                    },
                    mine.Token
                )
                .ConfigureAwait(false);
            // The whole answer counts: parts may have been provisional.
            var whole = Markdown(answer) ?? text.ToString();
            Show(new ExplanationView(whole, whole.Length == 0 ? "There is nothing to say about this." : "", false));
        }
        catch (ServerErrorException e)
        {
            Show(new ExplanationView(text.ToString(), $"The explanation could not be made. {e.Message}", false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A newer one took its place.
        }
        finally
        {
            lock (gate)
            {
                asking = asking == mine ? null : asking;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            asking?.Cancel();
            asking = null;
        }
    }

    private static string? Markdown(JToken json) =>
        json is JObject && json["markdown"] is { Type: JTokenType.String } text ? (string?)text : null;
}
