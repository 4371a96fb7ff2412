using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Documents;

/// <summary>Changes of files.</summary>
/// <param name="Documents">One entry a file, in the order in which they are named first.</param>
public sealed record WorkspaceEdit(IReadOnlyList<DocumentEdit> Documents)
{
    /// <summary>Reads an edit; null when it holds something that this client can't make (renamed or deleted files).</summary>
    public static WorkspaceEdit? Read(JToken? json)
    {
        if (json is not JObject)
        {
            return null;
        }

        var documents = new List<DocumentEdit>();
        foreach (var change in (json["documentChanges"] as JArray) ?? [])
        {
            var document = change["textDocument"];
            if ((string?)change["kind"] == "create" && (string?)change["uri"] is { } created)
            {
                Add(documents, new DocumentEdit(created, null, true, []));
            }
            else if (change["kind"] is null && document is JObject && (string?)document["uri"] is { } uri)
            {
                Add(documents, new DocumentEdit(uri, (int?)document["version"], false, Edits(change["edits"])));
            }
            else
            {
                return null;
            }
        }

        foreach (var change in (json["changes"] as JObject)?.Properties() ?? [])
        {
            Add(documents, new DocumentEdit(change.Name, null, false, Edits(change.Value)));
        }

        return documents.Count == 0 ? null : new WorkspaceEdit(documents);
    }

    private static void Add(List<DocumentEdit> documents, DocumentEdit edit)
    {
        var at = documents.FindIndex(d => d.Uri == edit.Uri);
        if (at < 0)
        {
            documents.Add(edit);
            return;
        }

        documents[at] = documents[at] with
        {
            Version = edit.Version ?? documents[at].Version,
            Creates = documents[at].Creates || edit.Creates,
            Edits = [.. documents[at].Edits, .. edit.Edits],
        };
    }

    private static List<TextEdit> Edits(JToken? json) =>
        [.. (json as JArray ?? []).Select(e => new TextEdit(e["range"]!.ToObject<LineRange>()!, ((string?)e["newText"]) ?? ""))];
}
