using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Models;

namespace SmolCode.Inference.Downloads;

/// <summary>
/// Downloads models into the user's model folder: resumed where an earlier try broke off, compared with their SHA-256, renamed into place
/// when they are whole. Several processes that want the same file wait for each other. The system's proxy settings hold
/// (HTTPS_PROXY and the like). Nothing is downloaded unless somebody asks.
/// </summary>
/// <remarks>
/// Addresses are the hub's ordinary ones, <c>ENDPOINT/OWNER/NAME/resolve/main/FILE</c>; it answers with a redirection whose
/// <c>X-Linked-Etag</c> is the file's SHA-256 and whose <c>X-Linked-Size</c> is its size.
/// </remarks>
public sealed partial class ModelDownloader : IDisposable
{
    /// <summary>Names the hub or a mirror of it, e.g. https://models.example.org; the variable that the hub's own tools read.</summary>
    public const string EndpointVariable = "HF_ENDPOINT";

    private const string DefaultEndpoint = "https://huggingface.co";
    private const int MostRedirections = 10;
    private const int MostTries = 5;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    private readonly UserFolders _folders;
    private readonly Uri _endpoint;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Func<string, long> _freeSpace;
    private readonly HttpClient _http;

    /// <summary>Downloads from the hub, or from <see cref="EndpointVariable"/>.</summary>
    /// <exception cref="ModelDownloadException">The variable is no http or https address.</exception>
    public ModelDownloader(UserFolders folders, ILogger<ModelDownloader> logger)
        : this(folders, Endpoint(Environment.GetEnvironmentVariable(EndpointVariable)), logger) { }

    internal ModelDownloader(
        UserFolders folders,
        Uri endpoint,
        ILogger logger,
        TimeProvider? time = null,
        Func<string, long>? freeSpace = null
    )
    {
        _folders = folders;
        _endpoint = endpoint;
        _logger = logger;
        _time = time ?? TimeProvider.System;
        _freeSpace = freeSpace ?? CacheFile.FreeSpaceOf;
        // Redirections are followed by hand: the first answer has the checksum.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(20) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("SmolCode", "1.0"));
    }

    /// <summary>How long a server may send nothing.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Delay before the first try after one that broke off; it doubles each time.</summary>
    internal TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Downloads a model that is not here yet.</summary>
    /// <param name="model">Which.</param>
    /// <param name="progress">Receives some reports a second.</param>
    /// <param name="waiting">Called once when another process is downloading it.</param>
    /// <param name="cancellationToken">Breaks off; what has arrived stays for the next call.</param>
    /// <exception cref="ModelDownloadException">It can't be had; the message says what to do.</exception>
    public async Task<DownloadedModel> PullAsync(
        PublishedModel model,
        IProgress<DownloadProgress>? progress,
        Action? waiting,
        CancellationToken cancellationToken
    )
    {
        var target = Path.Combine(_folders.Models, model.File);
        try
        {
            Directory.CreateDirectory(_folders.Models);
            using var owned = await LockAsync(target + ".lock", waiting, cancellationToken);
            if (File.Exists(target))
            {
                var here = await HashAsync(target, cancellationToken);
                if ((model.Sha256 ?? Checksums.Read(_folders.Models).GetValueOrDefault(model.File)) is not { } known || known == here)
                {
                    return new DownloadedModel(target, new FileInfo(target).Length, here, model.Sha256 is not null, true, 0);
                }

                LogDamaged(_logger, target);
            }

            return await DownloadAsync(model, target, progress, cancellationToken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not HttpIOException)
        {
            throw new ModelDownloadException(
                $"{model.Name} cannot be written to {_folders.Models}: {e.Message} Make room or give access there, or set {UserFolders.ModelVariable} to another folder, and try again; what has arrived is kept.",
                e
            );
        }
    }

    /// <summary>Bytes of a model that earlier tries have left, for the next one to go on with; 0: none.</summary>
    /// <param name="folders">Where models are.</param>
    /// <param name="model">Which.</param>
    public static long ArrivedBytes(UserFolders folders, PublishedModel model)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(model);
        return new PartialFile(Path.Combine(folders.Models, model.File)).Length;
    }

    /// <summary>Time that a download that was broken off has to end before what it left is deleted.</summary>
    internal TimeSpan DiscardPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Deletes what earlier tries have left. A model that is whole stays.</summary>
    /// <param name="model">Which.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelDownloadException">It can't be deleted, or is being downloaded.</exception>
    public async Task DiscardAsync(PublishedModel model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var target = Path.Combine(_folders.Models, model.File);
        if (ArrivedBytes(_folders, model) == 0)
        {
            return;
        }

        using var late = new CancellationTokenSource(DiscardPatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var owned = await LockAsync(target + ".lock", null, either.Token);
            new PartialFile(target).Delete();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelDownloadException($"Another window or program downloads {model.Name}. Stop it there first.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ModelDownloadException(
                $"What has arrived of {model.Name} cannot be deleted from {_folders.Models}: {e.Message} Give access there and try again.",
                e
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>The address of a hub.</summary>
    /// <exception cref="ModelDownloadException">It is no http or https address.</exception>
    internal static Uri Endpoint(string? setting) =>
        Uri.TryCreate(string.IsNullOrWhiteSpace(setting) ? DefaultEndpoint : setting.Trim(), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
            ? uri
            : throw new ModelDownloadException(
                $"{EndpointVariable} is '{setting}', which is not an http or https address. Set it to one such as {DefaultEndpoint}, or to nothing."
            );

    private async Task<DownloadedModel> DownloadAsync(
        PublishedModel model,
        string target,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var address = new Uri($"{_endpoint.AbsoluteUri.TrimEnd('/')}/{model.Repository}/resolve/main/{model.File}");
        var partial = new PartialFile(target);
        var resumedAt = partial.Length;
        var offer = new Offer(model.Sha256, model.Bytes);
        for (var tries = 1; ; tries++)
        {
            var before = partial.Length;
            try
            {
                offer = await ReceiveAsync(model, address, partial, offer, progress, cancellationToken);
                break;
            }
            catch (Exception e) when (IsPassing(e) && !cancellationToken.IsCancellationRequested)
            {
                // As long as it gets on, it is tried again.
                tries = partial.Length > before ? 1 : tries;
                if (tries >= MostTries)
                {
                    throw new ModelDownloadException(
                        $"{model.Name} cannot be downloaded from {address.Host}: {Reason(e).TrimEnd('.')}. Check the connection (and HTTPS_PROXY, or {EndpointVariable} for a mirror) and try again; {partial.Length / 1e6:0} MB are here already.",
                        e
                    );
                }

                LogAgain(_logger, address, e.Message);
                await Task.Delay(FirstDelay * Math.Pow(2, tries - 1), _time, cancellationToken);
            }
        }

        var sha = await HashAsync(partial.Path, cancellationToken);
        if (offer.Sha256 is { } expected && expected != sha)
        {
            partial.Delete();
            throw new ModelDownloadException(
                $"What {address.Host} sent as {model.File} is damaged: its SHA-256 is {sha} and should be {expected}. It was deleted; try again, or set {EndpointVariable} to another mirror."
            );
        }

        try
        {
            GgufFile.Open(partial.Path);
        }
        catch (ModelFileException e)
        {
            partial.Delete();
            throw new ModelDownloadException(
                $"What {address.Host} sent as {model.File} is not a model: {e.Message} It was deleted. Check {EndpointVariable} and whether a sign-in page of the network came instead.",
                e
            );
        }

        await Checksums.AddAsync(_folders.Models, model.File, sha, cancellationToken);
        partial.MoveTo(target);
        return new DownloadedModel(target, new FileInfo(target).Length, sha, offer.Sha256 is not null, false, resumedAt);
    }

    private async Task<Offer> ReceiveAsync(
        PublishedModel model,
        Uri address,
        PartialFile partial,
        Offer offer,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var start = partial.Length;
        if (offer.Bytes is { } all && start == all)
        {
            return offer;
        }

        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience);
        using var response = await AskAsync(address, partial, linked => offer = offer.With(linked), silence.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            partial.Delete();
            throw new HttpIOException(HttpRequestError.InvalidResponse, "What was here did not fit what the server has.");
        }

        if (!response.IsSuccessStatusCode)
        {
            throw Refused(model, address, response.StatusCode);
        }

        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            start = 0;
        }

        var total = response.Content.Headers.ContentRange?.Length ?? (start + response.Content.Headers.ContentLength) ?? offer.Bytes;
        offer = offer with { Bytes = total };
        var missing = (total ?? 0) - start;
        if (_freeSpace(_folders.Models) is var free && free < missing)
        {
            throw new ModelDownloadException(
                $"{model.Name} needs {missing / 1e6:0} MB more in {_folders.Models}, and {free / 1e6:0} MB are free. Make room, or set {UserFolders.ModelVariable} to a folder with room, and try again."
            );
        }

        await using var content = await response.Content.ReadAsStreamAsync(silence.Token);
        await using var file = partial.Open(start, response.Headers.ETag?.Tag);
        var buffer = new byte[128 * 1024];
        var (began, told, received) = (_time.GetTimestamp(), 0L, 0L);
        while (true)
        {
            silence.CancelAfter(Patience);
            var count = await ReadAsync(content, buffer, silence.Token);
            if (count == 0)
            {
                break;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            received += count;
            if (progress is not null && (told == 0 || _time.GetElapsedTime(told) >= ProgressInterval))
            {
                told = _time.GetTimestamp();
                Report(progress, start + received, total, received / Math.Max(_time.GetElapsedTime(began).TotalSeconds, 1e-3));
            }
        }

        file.Flush(flushToDisk: true);
        if (total is { } whole && start + received < whole)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"It ended after {start + received} of {whole} bytes.");
        }

        if (progress is not null)
        {
            Report(progress, start + received, start + received, received / Math.Max(_time.GetElapsedTime(began).TotalSeconds, 1e-3));
        }

        return offer with
        {
            Bytes = start + received,
        };
    }

    /// <summary>Asks for the file from where it broke off, and follows redirections.</summary>
    private async Task<HttpResponseMessage> AskAsync(
        Uri address,
        PartialFile partial,
        Action<HttpResponseHeaders> linked,
        CancellationToken cancellationToken
    )
    {
        for (var redirections = 0; ; redirections++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (partial.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(partial.Length, null);
                if (partial.Tag is { } tag)
                {
                    // Another file meanwhile: the server sends all of it.
                    request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(tag));
                }
            }

            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            linked(response.Headers);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            var next = new Uri(address, location);
            if (redirections >= MostRedirections || (address.Scheme == "https" && next.Scheme != "https"))
            {
                throw new ModelDownloadException(
                    $"{address.Host} redirects {(next.Scheme == "https" ? "without end" : $"to {next.Host} without encryption")}. Check {EndpointVariable}."
                );
            }

            address = next;
        }
    }

    private static async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            // The connection's, to be told apart from the file's.
            throw new HttpIOException(HttpRequestError.ConnectionError, e.Message, e);
        }
    }

    private static void Report(IProgress<DownloadProgress> progress, long bytes, long? total, double rate) =>
        progress.Report(
            new DownloadProgress(bytes, total, rate, total is { } t && rate > 0 ? TimeSpan.FromSeconds((t - bytes) / rate) : null)
        );

    private static Exception Refused(PublishedModel model, Uri address, HttpStatusCode status) =>
        (int)status is 408 or 429 or >= 500
            ? new HttpRequestException($"{address.Host} answered {(int)status} {status}.", null, status)
            : new ModelDownloadException(
                status == HttpStatusCode.NotFound
                    ? $"{address} does not exist (404). Check {EndpointVariable}, or download {model.File} yourself and use it by its path ('smolcode model use PATH')."
                    : $"{address.Host} refused {model.File}: {(int)status} {status}. Download it yourself from {address} and use it by its path ('smolcode model use PATH')."
            );

    // A silent server looks like cancelling.
    private static bool IsPassing(Exception e) => e is HttpRequestException or HttpIOException or OperationCanceledException;

    private string Reason(Exception e) =>
        e is OperationCanceledException
            ? string.Create(CultureInfo.InvariantCulture, $"it sent nothing for {Patience.TotalSeconds:0} s")
            : e.Message;

    private async Task<FileStream> LockAsync(string path, Action? waiting, CancellationToken cancellationToken)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (CacheFile.IsLocked(e))
            {
                if (!told)
                {
                    waiting?.Invoke();
                }

                await Task.Delay(LockRetry, _time, cancellationToken);
            }
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    [LoggerMessage(LogLevel.Information, "{Address}: {Problem} It is tried again")]
    private static partial void LogAgain(ILogger logger, Uri address, string problem);

    [LoggerMessage(LogLevel.Warning, "{Path} is not what it should be and is downloaded again")]
    private static partial void LogDamaged(ILogger logger, string path);

    /// <summary>What is known of the file beforehand.</summary>
    private sealed record Offer(string? Sha256, long? Bytes)
    {
        /// <summary>With what the hub's redirection says, where nothing is known.</summary>
        public Offer With(HttpResponseHeaders headers)
        {
            var tag = headers.TryGetValues("X-Linked-Etag", out var tags) ? tags.First().Trim('"') : null;
            var size = headers.TryGetValues("X-Linked-Size", out var sizes) ? sizes.First() : null;
            return new Offer(
                Sha256 ?? (tag is { Length: 64 } && tag.All(char.IsAsciiHexDigit) ? tag.ToLowerInvariant() : null),
                Bytes ?? (long.TryParse(size, CultureInfo.InvariantCulture, out var bytes) ? bytes : null)
            );
        }
    }
}
