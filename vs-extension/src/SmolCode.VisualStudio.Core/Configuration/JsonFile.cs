using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>
/// A JSON object in a file of the user's. One that is missing or can't be read is empty; a change is written whole, to a neighbour that
/// then takes its place. What is no JSON is moved aside (<c>.unreadable</c>) before that; a file that could not be opened is not written.
/// </summary>
public sealed class JsonFile
{
    private readonly string path;
    private readonly object gate = new();
    private JObject? content;
    private bool isNoJson;
    private bool isOutOfReach;

    /// <summary>An object in a file, which need not be there.</summary>
    public JsonFile(string path) => this.path = path;

    /// <summary>A copy of what it holds.</summary>
    public JObject Content
    {
        get
        {
            lock (gate)
            {
                return (JObject)Load().DeepClone();
            }
        }
    }

    /// <summary>A copy of what it holds under a name; null: nothing.</summary>
    public JToken? this[string name]
    {
        get
        {
            lock (gate)
            {
                return Load()[name]?.DeepClone();
            }
        }
    }

    /// <summary>Changes it. What can't be written is kept in memory.</summary>
    public void Update(Action<JObject> change)
    {
        lock (gate)
        {
            var changed = (JObject)Load().DeepClone();
            change(changed);
            content = changed;
            if (isOutOfReach)
            {
                return;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var neighbour = path + ".new";
                File.WriteAllText(neighbour, changed.ToString(Formatting.Indented));
                if (File.Exists(path))
                {
                    File.Replace(neighbour, path, isNoJson ? path + ".unreadable" : null);
                    isNoJson = false;
                }
                else
                {
                    File.Move(neighbour, path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A folder that can't be written: it holds for as long as Visual Studio runs.
            }
        }
    }

    private JObject Load()
    {
        if (content is not null)
        {
            return content;
        }

        try
        {
            content = JObject.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            isNoJson = e is JsonException;
            isOutOfReach = !isNoJson && e is not (FileNotFoundException or DirectoryNotFoundException);
            content = [];
        }

        return content;
    }
}
