namespace SmolCode.Inference.Remote;

/// <summary>A checked <see cref="TeamServerChoice"/> with its key. A class rather than a record: a record would print the key.</summary>
public sealed class TeamServerOptions
{
    /// <summary>Names the key, which is taken from nowhere else.</summary>
    public const string KeyVariable = "SMOLCODE_TEAM_SERVER_KEY";

    private TeamServerOptions(Uri address, string? model, PromptTemplate template, string? key)
    {
        Address = address;
        Model = model;
        Template = template;
        Key = key;
    }

    /// <summary>Where requests go; ends with <c>/v1/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Host and port, for messages.</summary>
    public string Host => Address.Authority;

    /// <summary>The model to ask for; null: the only one that the server has.</summary>
    public string? Model { get; }

    /// <summary>Layout of prompts.</summary>
    public PromptTemplate Template { get; }

    /// <summary>There is a key.</summary>
    public bool HasKey => Key is not null;

    internal string? Key { get; }

    /// <summary>How long a server may take to accept a connection.</summary>
    internal TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a server may send no token to a request without a deadline.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a server that failed is left alone, where it doesn't say so itself.</summary>
    internal TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Delay before the first retry, without its jitter; it doubles.</summary>
    internal TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Checks a choice. The result is null where no server is named, and where it can't be used, which <paramref name="problem"/> then tells in
    /// one line for a user.
    /// </summary>
    /// <param name="choice">What the user named.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">Why it can't be used and what to do, or null.</param>
    public static TeamServerOptions? Read(TeamServerChoice choice, string? key, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(choice);
        problem = null;
        if (string.IsNullOrWhiteSpace(choice.Url))
        {
            return null;
        }

        if (!Uri.TryCreate(choice.Url.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            // Not repeated in the message: it may hold a key.
            problem = "The team server's address is none: it begins with https:// (or http:// on this machine).";
            return null;
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            // Not repeated in the message: it may hold a key.
            problem =
                $"The team server's address for {address.Authority} holds more than host, port and path. Leave the rest out; a key goes into the environment variable {KeyVariable}.";
            return null;
        }

        if (address.Scheme == "http" && !address.IsLoopback)
        {
            problem =
                $"The team server {address.Authority} is named with http://, which would send code{(string.IsNullOrEmpty(key) ? "" : " and the key")} unencrypted. Use https://, or reach it through a tunnel to this machine (docs/team-server.md).";
            return null;
        }

        key = string.IsNullOrWhiteSpace(key) ? null : key.Trim();
        if (key is not null && key.Any(c => c is <= ' ' or > '~'))
        {
            problem = $"The environment variable {KeyVariable} holds characters that a key can't have. Set it again.";
            return null;
        }

        if (PromptTemplate.TryParse(choice.Format, out problem) is not { } template)
        {
            return null;
        }

        var path = address.AbsolutePath.TrimEnd('/');
        path = path.EndsWith("/v1", StringComparison.Ordinal) ? path : path + "/v1";
        return new TeamServerOptions(
            new UriBuilder(address) { Path = path + "/" }.Uri,
            string.IsNullOrWhiteSpace(choice.Model) ? null : choice.Model.Trim(),
            template,
            key
        );
    }

    /// <summary>The same with other patience, for tests.</summary>
    internal TeamServerOptions With(TimeSpan? patience = null, TimeSpan? retryDelay = null, TimeSpan? breakDuration = null) =>
        new(Address, Model, Template, Key)
        {
            ConnectPatience = ConnectPatience,
            Patience = patience ?? Patience,
            BreakDuration = breakDuration ?? BreakDuration,
            RetryDelay = retryDelay ?? RetryDelay,
        };
}
