using System.Globalization;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Client;

/// <summary>A progress that the editor shows while it is not disposed. Shows nothing in editors that can't.</summary>
internal sealed class WorkDoneProgress : IProgress<string>, IDisposable
{
    private static long lastToken;

    private readonly ILanguageClient client;
    private readonly string? token;
    private int ended;

    private WorkDoneProgress(ILanguageClient client, string? token)
    {
        this.client = client;
        this.token = token;
    }

    /// <summary>Begins one.</summary>
    /// <param name="client">Who shows it.</param>
    /// <param name="supported">The client said that it can.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="cancellationToken">Cancels the wait for the client.</param>
    public static async Task<WorkDoneProgress> BeginAsync(
        ILanguageClient client,
        bool supported,
        string title,
        CancellationToken cancellationToken
    )
    {
        string? token = null;
        if (supported)
        {
            token = "smolcode-" + Interlocked.Increment(ref lastToken).ToString(CultureInfo.InvariantCulture);
            var created = await client.RequestAsync(
                LspMethods.CreateProgress,
                new WorkDoneProgressCreateParams(token),
                LspJsonContext.Default.WorkDoneProgressCreateParams,
                cancellationToken
            );
            token = created is null ? null : token;
        }

        var progress = new WorkDoneProgress(client, token);
        progress.Send(new WorkDoneProgressValue("begin", title, Cancellable: false));
        return progress;
    }

    /// <inheritdoc />
    public void Report(string value)
    {
        if (Volatile.Read(ref ended) == 0)
        {
            Send(new WorkDoneProgressValue("report", Message: value));
        }
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
        {
            Send(new WorkDoneProgressValue("end"));
        }
    }

    private void Send(WorkDoneProgressValue value)
    {
        if (token is not null)
        {
            client.Notify(LspMethods.Progress, new ProgressParams(token, value), LspJsonContext.Default.ProgressParams);
        }
    }
}
