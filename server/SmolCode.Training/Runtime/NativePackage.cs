namespace SmolCode.Training.Runtime;

/// <summary>A NuGet package that native libraries are taken from.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha512">SHA-512 of the .nupkg file in base64, as nuget.org tells it.</param>
/// <param name="Bytes">Size of the .nupkg file.</param>
internal sealed record NativePackage(string Id, string Version, string Sha512, long Bytes)
{
    /// <summary>E.g. TorchSharp 0.107.0.</summary>
    public override string ToString() => $"{Id} {Version}";
}
