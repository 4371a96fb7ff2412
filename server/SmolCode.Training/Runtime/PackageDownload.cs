using System.Globalization;
using System.Security.Cryptography;

namespace SmolCode.Training.Runtime;

/// <summary>
/// Downloads packages as files, for machines without a .NET SDK, from nuget.org's flat container
/// (<c>BASE/id/version/id.version.nupkg</c>, ids and versions in lower case).
/// </summary>
internal sealed class PackageDownload(Uri address, HttpMessageHandler? handler = null, bool disposeHandler = true) : IDisposable
{
    /// <summary>nuget.org's.</summary>
    public static readonly Uri NuGetOrg = new("https://api.nuget.org/v3-flatcontainer/");

    private const int Tries = 4;

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) }, disposeHandler)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>How long the server may send nothing.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time before the second try; it doubles each time.</summary>
    internal TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Downloads a package and compares it with its checksum. A try that breaks off is gone on with.</summary>
    /// <exception cref="TrainingException">It can't be had.</exception>
    public async Task GetAsync(NativePackage package, string file, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (id, version) = (package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
        var source = new Uri(address, $"{id}/{version}/{id}.{version}.nupkg");
        await using (var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    await ReceiveAsync(package, source, target, progress, cancellationToken);
                    break;
                }
                catch (Exception e)
                    when (e is HttpRequestException or HttpIOException or OperationCanceledException
                        && !cancellationToken.IsCancellationRequested
                    )
                {
                    if (
                        tries == Tries
                        || e is HttpRequestException { StatusCode: >= (System.Net.HttpStatusCode)400 and < (System.Net.HttpStatusCode)500 }
                    )
                    {
                        var why = e is OperationCanceledException ? "it sent nothing for too long" : e.Message.TrimEnd('.');
                        throw new TrainingException(
                            $"{package} cannot be downloaded from {source.Host}: {why}. Check the connection (and HTTPS_PROXY) and try again; where a .NET SDK is installed, its NuGet sources are used instead.",
                            e
                        );
                    }

                    await Task.Delay(FirstDelay * Math.Pow(2, tries - 1), cancellationToken);
                }
            }
        }

        await using var whole = File.OpenRead(file);
        if (Convert.ToBase64String(await SHA512.HashDataAsync(whole, cancellationToken)) != package.Sha512)
        {
            throw new TrainingException(
                $"What {source.Host} sent as {package} is damaged or something else: its SHA-512 is not the one that SmolCode knows. Check whether a sign-in page of the network came instead, and try again."
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task ReceiveAsync(
        NativePackage package,
        Uri source,
        FileStream target,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (target.Length > 0)
        {
            request.Headers.Range = new(target.Length, null);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        if (response.StatusCode != System.Net.HttpStatusCode.PartialContent)
        {
            target.SetLength(0);
        }

        target.Position = target.Length;
        await using var content = await response.Content.ReadAsStreamAsync(silence.Token);
        var buffer = new byte[1 << 17];
        for (var told = target.Length / 20_000_000; ; )
        {
            silence.CancelAfter(Patience);
            int count;
            try
            {
                count = await content.ReadAsync(buffer, silence.Token);
            }
            catch (IOException e) when (e is not HttpIOException)
            {
                // The connection's, to be told apart from the file's.
                throw new HttpIOException(HttpRequestError.ConnectionError, e.Message, e);
            }

            if (count == 0)
            {
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (target.Length / 20_000_000 > told)
            {
                told = target.Length / 20_000_000;
                progress?.Report(
                    string.Create(CultureInfo.InvariantCulture, $"{package}: {target.Length / 1e6:0} of {package.Bytes / 1e6:0} MB")
                );
            }
        }
    }
}
