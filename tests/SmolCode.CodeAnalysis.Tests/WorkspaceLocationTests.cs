using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class WorkspaceLocationTests
{
    [Theory]
    [InlineData("A.sln", WorkspaceLocationKind.Solution)]
    [InlineData("A.slnx", WorkspaceLocationKind.Solution)]
    [InlineData("A.csproj", WorkspaceLocationKind.Project)]
    [InlineData("A.cs", WorkspaceLocationKind.File)]
    public void A_file_is_what_its_extension_says(string name, WorkspaceLocationKind kind)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, "");

        Assert.Equal(new WorkspaceLocation(path, kind), WorkspaceLocation.Resolve(path));
    }

    [Fact]
    public void A_folder_with_one_solution_is_that_solution()
    {
        using var folder = new TemporaryFolder();
        var solution = folder.Write("A.slnx", "");
        folder.Write("B.csproj", "");

        Assert.Equal(new WorkspaceLocation(solution, WorkspaceLocationKind.Solution), WorkspaceLocation.Resolve(folder.Path));
    }

    [Fact]
    public void A_folder_with_one_project_is_that_project()
    {
        using var folder = new TemporaryFolder();
        var project = folder.Write("B.csproj", "");

        Assert.Equal(new WorkspaceLocation(project, WorkspaceLocationKind.Project), WorkspaceLocation.Resolve(folder.Path));
    }

    [Fact]
    public void A_folder_with_two_solutions_stays_a_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("A.sln", "");
        folder.Write("B.sln", "");

        Assert.Equal(new WorkspaceLocation(folder.Path, WorkspaceLocationKind.Folder), WorkspaceLocation.Resolve(folder.Path));
    }

    [Theory]
    [InlineData("missing.sln", "There is no file or folder")]
    [InlineData("notes.txt", "neither a solution nor a C# project")]
    public void What_can_not_be_opened_is_refused_with_a_reason(string name, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "");

        var exception = Assert.Throws<WorkspaceLoadException>(() => WorkspaceLocation.Resolve(Path.Combine(folder.Path, name)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_project_above_a_file_is_found()
    {
        using var folder = new TemporaryFolder();
        folder.Write("All.sln", "");
        var project = folder.Write("src/A/A.csproj", "");
        var file = folder.Write("src/A/Deep/Er/File.cs", "");

        Assert.Equal(new WorkspaceLocation(project, WorkspaceLocationKind.Project), WorkspaceLocation.FindFor(file));
    }

    [Fact]
    public void Nothing_is_looked_for_above_a_repository()
    {
        using var folder = new TemporaryFolder();
        folder.Write("All.sln", "");
        folder.Write("repository/.git/HEAD", "");
        var file = folder.Write("repository/src/File.cs", "");

        Assert.Equal(new WorkspaceLocation(file, WorkspaceLocationKind.File), WorkspaceLocation.FindFor(file));
    }
}
