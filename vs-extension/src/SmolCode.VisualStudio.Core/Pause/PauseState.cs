using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Pause;

/// <summary>
/// Remembers where suggestions are paused. A pause of the session ends with Visual Studio; the others are kept with the user's settings.
/// </summary>
public sealed class PauseState
{
    private const string LanguageKey = "paused";
    private const string FilesKey = "pausedFiles";

    private readonly JsonFile file;
    private volatile bool session;

    /// <summary>Pauses that are kept in a file.</summary>
    public PauseState(JsonFile file) => this.file = file;

    /// <summary>A pause began or ended. Raised on the thread that did it.</summary>
    public event EventHandler? Changed;

    /// <summary>The widest pause that holds for a document, or for none in particular; null: none does.</summary>
    public PauseScope? ScopeFor(string? uri)
    {
        if (session)
        {
            return PauseScope.Session;
        }

        if (file[LanguageKey] is { Type: JTokenType.Boolean } paused && (bool)paused)
        {
            return PauseScope.Language;
        }

        return uri is not null && Files(file[FilesKey]).Contains(uri, DocumentUri.Comparer) ? PauseScope.File : null;
    }

    /// <summary>Pauses until Visual Studio is closed.</summary>
    public void PauseSession()
    {
        session = true;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Pauses in every C# file.</summary>
    public void PauseLanguage()
    {
        file.Update(c => c[LanguageKey] = true);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Pauses in one file.</summary>
    public void PauseFile(string uri)
    {
        file.Update(c => c[FilesKey] = new JArray(Files(c[FilesKey]).Append(uri).Distinct(DocumentUri.Comparer)));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Ends every pause that holds for a document, or for none in particular.</summary>
    public void Resume(string? uri)
    {
        session = false;
        file.Update(c =>
        {
            c.Remove(LanguageKey);
            c[FilesKey] = new JArray(Files(c[FilesKey]).Where(f => uri is null || !DocumentUri.Comparer.Equals(f, uri)));
        });
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private static IEnumerable<string> Files(JToken? kept) =>
        (kept as JArray ?? []).Where(f => f.Type == JTokenType.String).Select(f => (string)f!);
}
