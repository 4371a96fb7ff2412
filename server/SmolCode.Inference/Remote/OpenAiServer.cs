using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SmolCode.Inference.Remote;

/// <summary>
/// Speaks HTTP with a server that offers <c>/v1/models</c> and <c>/v1/completions</c> as OpenAI defined them. What can be had by asking again
/// is asked for again, with jitter, while the request's time lasts. Redirections are not followed: the key and the code go to the host that
/// the user named.
/// </summary>
internal sealed class OpenAiServer : IDisposable
{
    private const int MaxRetries = 2;
    private const long MaxAnswerBytes = 2 * 1024 * 1024;
    private const int MaxErrorBytes = 4096;

    // A retry that leaves less than this for the answer is of no use.
    private static readonly TimeSpan LeastForAnswer = TimeSpan.FromMilliseconds(100);

    // Without a deadline: a person waits at a terminal.
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(5);

    private static readonly HttpRequestOptionsKey<DateTimeOffset> RetryUntil = new("SmolCode.RetryUntil");

    private readonly TeamServerOptions _options;
    private readonly ServerError _errors;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <summary>Nothing is sent yet.</summary>
    public OpenAiServer(TeamServerOptions options, TimeProvider time)
    {
        _options = options;
        _errors = new ServerError(options.Key);
        _time = time;
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = options.ConnectPatience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            // A proxy would get the key of a server on this machine unencrypted.
            UseProxy = !options.Address.IsLoopback,
        };
        _http = new HttpClient(new ResilienceHandler(Retrying()) { InnerHandler = sockets })
        {
            BaseAddress = options.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SmolCode", "1.0"));
        if (options.Key is { } key)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>What the server has; null where it doesn't say.</summary>
    /// <exception cref="TeamServerException">It can't be asked.</exception>
    public async Task<ImmutableArray<ServedModel>?> ListModelsAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ListPatience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("models", UriKind.Relative));
            using var response = await SendAsync(request, _time.GetUtcNow() + RetryTime, patience.Token);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
            {
                return null;
            }

            await ThrowUnlessSuccessAsync(response, patience.Token);
            await using var body = new LimitedStream(await response.Content.ReadAsStreamAsync(patience.Token), MaxAnswerBytes);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: patience.Token);
            return Models(document.RootElement);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TeamServerException($"gave no answer within {ListPatience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or HttpRequestException)
        {
            throw Translate(e);
        }
    }

    /// <summary>
    /// Streams a completion, and a default array at its proper end. Leaving the enumeration early closes the connection, which tells the server to
    /// stop.
    /// </summary>
    /// <param name="body">The request as JSON.</param>
    /// <param name="retryUntil">When asking again is of no use any more; null: no deadline.</param>
    /// <param name="cancellationToken">Closes the connection.</param>
    /// <exception cref="TeamServerException">It doesn't do it, or not to the end.</exception>
    public async IAsyncEnumerable<ImmutableArray<CompletionChunk>> CompleteAsync(
        byte[] body,
        DateTimeOffset? retryUntil,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("completions", UriKind.Relative));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await SendAsync(request, retryUntil ?? _time.GetUtcNow() + RetryTime, cancellationToken);
        await ThrowUnlessSuccessAsync(response, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is { } type && type != "text/event-stream")
        {
            throw new TeamServerException(
                $"answers with {type} instead of a stream of completions: is {_options.Address} the address of an OpenAI-compatible server?"
            )
            {
                IsPermanent = true,
            };
        }

        await using var stream = new LimitedStream(await response.Content.ReadAsStreamAsync(cancellationToken), MaxAnswerBytes);
        await using var events = SseParser
            .Create(
                stream,
                (_, data) => data.SequenceEqual("[DONE]"u8) ? (ImmutableArray<CompletionChunk>?)null : CompletionChunk.Read(data, _errors)
            )
            .EnumerateAsync(cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            SseItem<ImmutableArray<CompletionChunk>?> next;
            try
            {
                if (!await events.MoveNextAsync())
                {
                    yield break;
                }

                next = events.Current;
            }
            catch (Exception e) when (e is JsonException or IOException or HttpRequestException or InvalidOperationException)
            {
                throw Translate(e);
            }

            if (next.Data is not { } chunks)
            {
                yield return default;
                yield break;
            }

            yield return chunks;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        DateTimeOffset retryUntil,
        CancellationToken cancellationToken
    )
    {
        request.Options.Set(RetryUntil, retryUntil);
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw Translate(e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TeamServerException($"takes no connection within {_options.ConnectPatience.TotalSeconds:0} s");
        }
    }

    private ResiliencePipeline<HttpResponseMessage> Retrying() =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = _time }
            .AddRetry(
                new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = MaxRetries,
                    Delay = _options.RetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldRetryAfterHeader = true,
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            HttpClientResiliencePredicates.IsTransient(args.Outcome)
                                && args.Outcome.Exception
                                    is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
                                && LeavesTime(args.Context, args.Outcome.Result, args.AttemptNumber)
                        ),
                }
            )
            .Build();

    private bool LeavesTime(ResilienceContext context, HttpResponseMessage? response, int attempt)
    {
        if (context.GetRequestMessage() is not { } request || !request.Options.TryGetValue(RetryUntil, out var until))
        {
            return false;
        }

        // Jitter makes a delay up to about twice as long.
        var delay = (response is null ? null : RetryAfter(response)) ?? _options.RetryDelay * Math.Pow(2, attempt + 1);
        return _time.GetUtcNow() + delay + LeastForAnswer < until;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return delay is { } given && given > TimeSpan.Zero ? given : null;
    }

    private async Task ThrowUnlessSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var status = (int)response.StatusCode;
        var reason = await ReasonAsync(response, cancellationToken);
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Permanent(
                _options.HasKey
                    ? $"refuses the key in {TeamServerOptions.KeyVariable} ({status}{reason}). Set the right one and start again"
                    : $"wants a key ({status}{reason}). Set the environment variable {TeamServerOptions.KeyVariable} and start again"
            ),
            HttpStatusCode.NotFound => Permanent(
                $"answers 404{reason}. Look at its address ({_options.Address}) and at the name of the model with 'smolcode doctor'"
            ),
            _ when status is >= 300 and < 400 => Permanent(
                $"answers {status} and points to another address, where neither code nor key are sent. Name the right address"
            ),
            HttpStatusCode.TooManyRequests => new TeamServerException($"is too busy (429{reason})")
            {
                Status = response.StatusCode,
                RetryAfter = RetryAfter(response),
            },
            _ => new TeamServerException($"answers {status}{reason}") { Status = response.StatusCode, RetryAfter = RetryAfter(response) },
        };

        TeamServerException Permanent(string message) => new(message) { Status = response.StatusCode, IsPermanent = true };
    }

    private async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = new byte[MaxErrorBytes];
            var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
            return _errors.MessageOf(body.AsMemory(0, length)) is { } message ? $", \"{message}\"" : "";
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return "";
        }
    }

    private static TeamServerException Translate(Exception exception) =>
        exception switch
        {
            // The latter for JSON of another form, and for bytes that are no UTF-8.
            JsonException or InvalidOperationException => new("sends something that is no JSON", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(
                "has a certificate that this machine does not trust (docs/team-server.md)",
                exception
            )
            {
                IsPermanent = true,
            },
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new("is not known by that name", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new("takes no connection", exception),
            _ => new("cut the connection", exception),
        };

    private static ImmutableArray<ServedModel> Models(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw new TeamServerException("lists no models: is it an OpenAI-compatible server?") { IsPermanent = true };
        }

        return
        [
            .. data.EnumerateArray()
                .Where(m =>
                    m.ValueKind == JsonValueKind.Object && m.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
                )
                .Select(m => new ServedModel(m.GetProperty("id"u8).GetString()!, Aliases(m), ContextLength(m))),
        ];
    }

    private static ImmutableArray<string> Aliases(JsonElement model) =>
        model.TryGetProperty("aliases"u8, out var aliases) && aliases.ValueKind == JsonValueKind.Array
            ? [.. aliases.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!)]
            : [];

    private static int? ContextLength(JsonElement model) =>
        Number(model, "max_model_len"u8)
        ?? (model.TryGetProperty("meta"u8, out var meta) && meta.ValueKind == JsonValueKind.Object ? Number(meta, "n_ctx"u8) : null);

    private static int? Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
        && number > 0
            ? number
            : null;
}
