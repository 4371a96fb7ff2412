using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/eraseLog</c>.</summary>
internal sealed class EraseLogHandler(LocalLog localLog)
    : RequestHandler<NoParams, EraseLogResult>(LspJsonContext.Default.NoParams, LspJsonContext.Default.EraseLogResult)
{
    /// <inheritdoc />
    public override string Method => "smolcode/eraseLog";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<EraseLogResult?> HandleAsync(
        NoParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            // Once begun it is not broken off: the answer says what is gone.
            return new EraseLogResult(await localLog.EraseAsync());
        }
        catch (SuggestionStoreException e)
        {
            throw new LspException(LspErrorCodes.RequestFailed, e.Message);
        }
    }
}
