using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class ServerLocatorTests
{
    [Fact]
    public void The_setting_comes_first_then_the_bundled_server_then_the_tool()
    {
        string[] files = ["/mine/smolcode", "/extension/server/smolcode", "/home/me/.dotnet/tools/smolcode"];

        Assert.Equal("/mine/smolcode", Locate("/mine", files).Program?.Command);
        Assert.Equal(ServerSource.Setting, Locate("/mine", files).Program?.Source);
        Assert.Equal("/extension/server/smolcode", Locate("", files).Program?.Command);
        Assert.Equal("/home/me/.dotnet/tools/smolcode", Locate(" ", files[2..]).Program?.Command);
        Assert.Equal(ServerSource.Tool, Locate("", files[2..]).Program?.Source);
    }

    [Theory]
    [InlineData("server", "absolute")]
    [InlineData("/nowhere", "does not exist")]
    [InlineData("/home", "no smolcode.dll")]
    public void A_setting_that_leads_nowhere_is_a_problem_and_no_other_server_is_started(string setting, string problem)
    {
        var location = Locate(setting, "/home/me/.dotnet/tools/smolcode");

        Assert.Null(location.Program);
        Assert.Contains(problem, location.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_server_at_all_says_what_to_do() => Assert.Contains("smolcode.server.path", Locate("").Problem, StringComparison.Ordinal);

    [Fact]
    public void An_assembly_is_run_by_dotnet_in_its_own_folder()
    {
        var location = Locate("~/build/smolcode.dll", "/home/me/build/smolcode.dll", "/usr/share/dotnet/dotnet");

        Assert.Equal(
            new ServerProgram("/usr/share/dotnet/dotnet", "/home/me/build/smolcode.dll", "/home/me/build", ServerSource.Setting),
            location.Program
        );
        Assert.Contains(".NET 10", Locate("~/build/smolcode.dll", "/home/me/build/smolcode.dll").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Dotnet_is_found_in_its_variable_before_the_search_path_and_never_in_a_relative_folder()
    {
        string[] files = ["/s/smolcode.dll", "/root/dotnet", "/path/dotnet", "relative/dotnet"];

        Assert.Equal("/root/dotnet", Command(("DOTNET_ROOT", "/root"), ("PATH", "relative:/path")));
        Assert.Equal("/path/dotnet", Command(("PATH", "relative:/path")));

        string? Command(params (string, string)[] variables) =>
            new ServerLocator(new MemoryMachine(false, files, variables), "/extension").Locate("/s/smolcode.dll").Program?.Command;
    }

    [Fact]
    public void Windows_has_its_own_names_and_separators()
    {
        var machine = new MemoryMachine(
            true,
            [@"D:\tools\smolcode.exe", @"C:\Program Files\dotnet\dotnet.exe", @"E:\s/smolcode.dll"],
            ("PATH", @"relative;D:\tools"),
            ("ProgramFiles", @"C:\Program Files")
        );
        var locator = new ServerLocator(machine, @"C:\extension");

        Assert.EndsWith("smolcode.exe", locator.Locate("").Program?.Command, StringComparison.Ordinal);
        Assert.EndsWith("dotnet.exe", locator.Locate(@"E:\s").Program?.Command, StringComparison.Ordinal);
        Assert.Contains("absolute", locator.Locate(@"\s").Problem, StringComparison.Ordinal);
    }

    private static ServerLocation Locate(string setting, params string[] files) =>
        new ServerLocator(new MemoryMachine(false, files), "/extension").Locate(setting);
}
