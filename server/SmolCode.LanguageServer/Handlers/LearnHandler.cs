using System.Globalization;
using System.Text.Json;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/learn</c>: cancelled, it saves, and goes on there the next time.</summary>
internal sealed class LearnHandler(LearnProcess process, ILanguageClient client)
    : RequestHandler<LearnParams, LearnResult>(LspJsonContext.Default.LearnParams, LspJsonContext.Default.LearnResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/learn";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<LearnResult?> HandleAsync(
        LearnParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["--minutes", parameters.Minutes.ToString(CultureInfo.InvariantCulture)];
        var line = await process.RunAsync(
            context.State,
            parameters.Resume ? [.. arguments, "--resume"] : arguments,
            parameters.PartialResultToken is { ValueKind: JsonValueKind.String or JsonValueKind.Number } token
                ? value =>
                    client.Notify(LspMethods.Progress, new LearnProgressParams(token, value), LspJsonContext.Default.LearnProgressParams)
                : null,
            cancellationToken
        );
        return new LearnResult(line.Message ?? "", line.IsUsed == true, line.Adapter, line.Proof);
    }
}
