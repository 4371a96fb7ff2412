using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>
/// A JSON object in a file of the user's. One that is missing or can't be read is empty; a change is made of what the file holds at that
/// moment, which another Visual Studio may have changed, and written whole, to a neighbour that then takes its place. What is no JSON is
/// moved aside (<c>.unreadable</c>) before that; a file that could not be opened is not written.
/// </summary>
public sealed class JsonFile
{
    /// <summary>Longer than any write takes; one that hangs must not stop another Visual Studio.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly string path;
    private readonly object gate = new();
    private JObject? content;
    private bool isNoJson;
    private bool isOutOfReach;
    private bool isUnwritten;

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
            using var turn = new Mutex(initiallyOwned: false, TurnName);
            var isMine = TryTake(turn);
            try
            {
                Change(change);
            }
            finally
            {
                if (isMine)
                {
                    turn.ReleaseMutex();
                }
            }
        }
    }

    /// <summary>One for every Visual Studio of this user that has the same file.</summary>
    private string TurnName
    {
        get
        {
            using var hash = SHA256.Create();
            return "SmolCode-" + BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(Path.GetFullPath(path)))).Replace("-", "");
        }
    }

    private static bool TryTake(Mutex turn)
    {
        try
        {
            return turn.WaitOne(Patience);
        }
        catch (AbandonedMutexException)
        {
            // Its owner died; files take each other's place whole, so nothing is half done.
            return true;
        }
    }

    private void Change(Action<JObject> change)
    {
        if (!isUnwritten)
        {
            content = null;
        }

        var changed = (JObject)Load().DeepClone();
        change(changed);
        content = changed;
        isUnwritten = true;
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

            isUnwritten = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that can't be written: it holds for as long as Visual Studio runs.
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
            isNoJson = isOutOfReach = false;
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
