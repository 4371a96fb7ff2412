using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Documents;

/// <summary>
/// Tells the server of the open documents: incrementally while it lives, and a new server of all of them. Documents live longer than
/// servers, so versions go on across a restart.
/// </summary>
public sealed class DocumentSync
{
    private readonly object gate = new();
    private readonly Dictionary<string, OpenDocument> documents = new(DocumentUri.Comparer);
    private LspConnection? connection;

    /// <summary>The version of an open document; null when it is not open.</summary>
    public int? VersionOf(string uri)
    {
        lock (gate)
        {
            return documents.TryGetValue(uri, out var document) ? document.Version : null;
        }
    }

    /// <summary>A document was opened. One that is open already is counted only: two views show one document.</summary>
    /// <param name="uri">Its URI.</param>
    /// <param name="text">Reads the text that it has now, whatever becomes of it.</param>
    public void Open(string uri, Func<string> text)
    {
        lock (gate)
        {
            if (documents.TryGetValue(uri, out var open))
            {
                documents[uri] = open with { Views = open.Views + 1 };
                return;
            }

            var document = new OpenDocument(uri, 1, text, 1);
            documents.Add(uri, document);
            TellOpen(document);
        }
    }

    /// <summary>A document changed.</summary>
    /// <param name="uri">Which.</param>
    /// <param name="changes">What changed: all of it at once, every place as it is in the text before.</param>
    /// <param name="text">Reads the text that it has afterwards, whatever becomes of it.</param>
    public void Change(string uri, IReadOnlyList<TextChange> changes, Func<string> text)
    {
        lock (gate)
        {
            if (changes.Count == 0 || !documents.TryGetValue(uri, out var document))
            {
                return;
            }

            document = document with { Version = document.Version + 1, Text = text };
            documents[uri] = document;
            connection?.Notify(
                LspMethods.DidChange,
                new JObject
                {
                    ["textDocument"] = new JObject { ["uri"] = uri, ["version"] = document.Version },
                    ["contentChanges"] = new JArray(
                        changes
                            .OrderByDescending(c => c.Offset)
                            .Select(c => new JObject { ["range"] = JObject.FromObject(c.Range), ["text"] = c.Text })
                    ),
                }
            );
        }
    }

    /// <summary>A document was saved.</summary>
    public void Save(string uri)
    {
        lock (gate)
        {
            if (documents.ContainsKey(uri))
            {
                connection?.Notify(LspMethods.DidSave, Identify(uri));
            }
        }
    }

    /// <summary>A document was closed, as often as it was opened.</summary>
    public void Close(string uri)
    {
        lock (gate)
        {
            if (!documents.TryGetValue(uri, out var document))
            {
                return;
            }

            if (document.Views > 1)
            {
                documents[uri] = document with { Views = document.Views - 1 };
            }
            else
            {
                documents.Remove(uri);
                connection?.Notify(LspMethods.DidClose, Identify(uri));
            }
        }
    }

    /// <summary>A new server: it is told of everything that is open.</summary>
    public void Attach(LspConnection to)
    {
        lock (gate)
        {
            connection = to;
            foreach (var document in documents.Values)
            {
                TellOpen(document);
            }
        }
    }

    /// <summary>There is no server.</summary>
    public void Detach()
    {
        lock (gate)
        {
            connection = null;
        }
    }

    private static JObject Identify(string uri) => new() { ["textDocument"] = new JObject { ["uri"] = uri } };

    private void TellOpen(OpenDocument document) =>
        connection?.Notify(
            LspMethods.DidOpen,
            new JObject
            {
                ["textDocument"] = new JObject
                {
                    ["uri"] = document.Uri,
                    ["languageId"] = "csharp",
                    ["version"] = document.Version,
                    ["text"] = document.Text(),
                },
            }
        );
}
