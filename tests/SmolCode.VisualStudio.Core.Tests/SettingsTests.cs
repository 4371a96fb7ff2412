using System.ComponentModel;
using System.Runtime.CompilerServices;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Pause;
using ServerSettings = SmolCode.LanguageServer.Configuration.Settings;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private JsonFile NewFile => new(Path.Combine(folder.Path, "SmolCode", "settings.json"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_schema_is_the_servers()
    {
        var expected =
            new JArray(
                ServerSettings.Schema.Select(s =>
                {
                    var json = new JObject
                    {
                        ["name"] = s.Name,
                        ["type"] = s.Type,
                        ["default"] = JToken.Parse(s.Default),
                        ["description"] = s.Description,
                    };
                    if (s is { Minimum: { } minimum, Maximum: { } maximum })
                    {
                        json["minimum"] = minimum;
                        json["maximum"] = maximum;
                    }

                    if (!s.Values.IsEmpty)
                    {
                        json["values"] = new JArray(s.Values);
                    }

                    return json;
                })
            ).ToString(Formatting.Indented) + "\n";
        var file = SchemaFile();
        if (Environment.GetEnvironmentVariable("SMOLCODE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(file, expected.ReplaceLineEndings("\n"));
        }

        Assert.True(
            JToken.DeepEquals(JToken.Parse(expected), JToken.Parse(File.ReadAllText(file))),
            $"{file} is not the server's schema. SMOLCODE_UPDATE_GOLDEN=1 rewrites it."
        );
        // What is built in is what the file says.
        Assert.Equal(ServerSettings.Schema.Select(s => s.Name), SettingsSchema.Server.Select(s => s.Name));
        Assert.Equal(
            ServerSettings.Schema.Select(s => JToken.Parse(s.Default).ToString()),
            SettingsSchema.Server.Select(s => s.Default.ToString())
        );
    }

    [Fact]
    public void What_is_not_set_is_the_default_and_what_is_sent_is_what_the_server_reads()
    {
        var store = new SettingsStore(NewFile);
        store.Set(
            new Dictionary<SettingDescription, JToken> { [Find("candidates")] = 6, [Find("teamServer.url")] = "https://team.example" }
        );

        var read = ServerSettings.Parse(
            System.Text.Json.JsonDocument.Parse(new SettingsStore(NewFile).ForServer.ToString()).RootElement,
            out var problems
        );
        Assert.Empty(problems);
        Assert.Equal(new ServerSettings { Candidates = 6, TeamServer = read.TeamServer }, read);
        Assert.Equal("https://team.example", read.TeamServer.Url);
        Assert.Equal(2, NewFile.Content.Count);
    }

    [Fact]
    public void A_value_that_is_not_allowed_is_refused_and_one_in_the_file_is_not_used()
    {
        var store = new SettingsStore(NewFile);
        Assert.Throws<ArgumentException>(() =>
            store.Set(new Dictionary<SettingDescription, JToken> { [Find("enabled")] = false, [Find("candidates")] = 9 })
        );
        Assert.True((bool)store.Get(Find("enabled")));

        NewFile.Update(c => c["candidates"] = "many");
        Assert.Equal(4, (int)new SettingsStore(NewFile).Get(Find("candidates")));
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_empty_and_can_be_written_over()
    {
        folder.Write("SmolCode/settings.json", "{ no JSON");
        var file = NewFile;

        Assert.Empty(file.Content);
        file.Update(c => c["a"] = 1);
        Assert.Equal(1, (int?)NewFile.Content["a"]);
        Assert.Equal("{ no JSON", File.ReadAllText(Path.Combine(folder.Path, "SmolCode", "settings.json.unreadable")));
    }

    [Fact]
    public void What_can_not_be_read_is_not_written_over()
    {
        // A folder where the file should be: reading it fails, on every system and for every user.
        var path = Path.Combine(folder.Path, "SmolCode", "settings.json");
        Directory.CreateDirectory(path);
        var file = NewFile;

        file.Update(c => c["a"] = 1);

        Assert.Equal(1, (int?)file["a"]);
        Assert.True(Directory.Exists(path));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void The_options_page_has_a_property_for_every_setting_and_keeps_what_it_is_told_to()
    {
        var store = new SettingsStore(NewFile);
        var changes = 0;
        store.Changed += (_, _) => changes++;
        var page = new SettingsPage(store);
        var properties = TypeDescriptor.GetProperties(page);

        Assert.Equal(
            SettingsSchema.All.Select(s => $"smolcode.{s.Name}"),
            properties.Cast<PropertyDescriptor>().Select(p => p.DisplayName)
        );
        Assert.All(properties.Cast<PropertyDescriptor>(), p => Assert.NotEmpty(p.Description));
        var eagerness = properties["eagerness"]!;
        Assert.Equal(["quiet", "balanced", "eager"], eagerness.Converter.GetStandardValues()!.Cast<string>());
        Assert.Equal(typeof(int), properties["deadlineMs"]!.PropertyType);
        Assert.Throws<ArgumentException>(() => properties["candidates"]!.SetValue(page, 0));

        eagerness.SetValue(page, "quiet");
        properties["enabled"]!.SetValue(page, false);
        Assert.True((bool)store.Get(Find("enabled")));
        page.Save();

        Assert.Equal(1, changes);
        Assert.False((bool)new SettingsStore(NewFile).Get(Find("enabled")));
        Assert.Equal("quiet", (string?)new SettingsStore(NewFile).Get(Find("eagerness")));
        eagerness.ResetValue(page);
        Assert.Equal("balanced", eagerness.GetValue(page));
    }

    [Fact]
    public void Pauses_of_files_and_of_the_language_are_kept_and_that_of_the_session_is_not()
    {
        var pause = new PauseState(NewFile);
        var changes = 0;
        pause.Changed += (_, _) => changes++;
        pause.PauseFile("file:///a.cs");
        Assert.Equal(PauseScope.File, pause.ScopeFor("file:///a.cs"));
        Assert.Null(pause.ScopeFor("file:///b.cs"));
        pause.PauseLanguage();
        pause.PauseSession();
        Assert.Equal(PauseScope.Session, pause.ScopeFor(null));
        Assert.Equal(3, changes);

        var later = new PauseState(NewFile);
        Assert.Equal(PauseScope.Language, later.ScopeFor("file:///b.cs"));
        later.Resume("file:///b.cs");
        Assert.Null(later.ScopeFor("file:///b.cs"));
        Assert.Equal(PauseScope.File, later.ScopeFor("file:///a.cs"));
        later.Resume("file:///a.cs");
        Assert.Null(later.ScopeFor("file:///a.cs"));
    }

    [Fact]
    public void Two_that_have_the_same_file_keep_what_the_other_wrote()
    {
        var (one, other) = (new PauseState(NewFile), new PauseState(NewFile));
        Assert.Null(one.ScopeFor("file:///a.cs") ?? other.ScopeFor("file:///a.cs"));
        one.PauseFile("file:///a.cs");
        other.PauseFile("file:///b.cs");

        var later = new PauseState(NewFile);
        Assert.Equal(PauseScope.File, later.ScopeFor("file:///a.cs"));
        Assert.Equal(PauseScope.File, later.ScopeFor("file:///b.cs"));
    }

    [Fact]
    public void The_options_page_writes_what_was_changed_on_it_and_nothing_else()
    {
        var page = new SettingsPage(new SettingsStore(NewFile));
        var properties = TypeDescriptor.GetProperties(page);
        new SettingsStore(NewFile).Set(new Dictionary<SettingDescription, JToken> { [Find("candidates")] = 5 });

        properties["eagerness"]!.SetValue(page, "quiet");
        page.Save();

        var later = new SettingsStore(NewFile);
        Assert.Equal((5, "quiet"), ((int)later.Get(Find("candidates")), (string?)later.Get(Find("eagerness"))));
        Assert.Equal(5, properties["candidates"]!.GetValue(page));
    }

    [Fact]
    public void Two_that_write_at_once_both_write()
    {
        var files = Enumerable.Range(0, 4).Select(_ => NewFile).ToList();
        var threads = files.Select((f, i) => new Thread(() => Write(f, i))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        Assert.Equal(40, NewFile.Content.Count);
        static void Write(JsonFile file, int number)
        {
            for (var i = 0; i < 10; i++)
            {
                file.Update(c => c[$"{number}.{i}"] = true);
            }
        }
    }

    private static SettingDescription Find(string name) => SettingsSchema.All.Single(s => s.Name == name);

    private static string SchemaFile([CallerFilePath] string file = "") =>
        Path.GetFullPath(
            Path.Combine(
                Path.GetDirectoryName(file)!,
                "..",
                "..",
                "vs-extension",
                "src",
                "SmolCode.VisualStudio.Core",
                "Configuration",
                "settings.json"
            )
        );
}
