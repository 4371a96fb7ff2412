using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.TestSupport;

namespace SmolCode.Explanation.Tests;

/// <summary>Who uses a member, in two projects that MSBuild loaded: every use is counted once and named by the member that it is in.</summary>
public sealed class LoadedProjectTests(LoadedProjectTests.Loaded loaded) : IClassFixture<LoadedProjectTests.Loaded>
{
    private const string NoOne = "No other code that is loaded uses it; it is public, so code elsewhere may.";

    [Theory]
    // Target-typed, in a field, a property, an argument, a collection, a lambda, a ternary, another project, and by its name.
    [InlineData("public Box(int size)", "It is called in 9 places: `Shelf.All`, `Shelf.Larger`, `Shelf.Fill`, `Shelf.Lazy` and 3 more.")]
    [InlineData("public Crate(int size = 1)", "It is called in 2 places, both in `Shelf.Crates`.")]
    [InlineData("public Pair(T left", "It is called in 2 places: `Shelf.Pairs` and `Store.Pairs`.")]
    [InlineData("public Point(int x", "It is called in 2 places: `Point` and `Store.Origin`.")]
    [InlineData("public MarkAttribute(string text)", "It is called in 2 places: `Marked` and `Marked.Method`.")]
    [InlineData("public Unused(int size)", NoOne)]
    [InlineData("protected Shape(string name)", "It is called in 2 places: `Circle` and `Square`.")]
    [InlineData("record Label(", "It is used in 3 places: `Shelf.Labels` and `Store.Labels`.")]
    // Types where they are named, and where `new(…)` or `base(…)` calls a constructor of theirs without the name.
    [InlineData("class Pair<T>", "It is used in 4 places: `Shelf.Pairs` and `Store.Pairs`.")]
    [InlineData("abstract class Shape", "It is used in 3 places: `Square` and `Circle`.")]
    [InlineData("class Crate", "It is used in 4 places: `Shelf.Crates` and `SmallCrate`.")]
    [InlineData("struct Point", "It is used in 2 places, both in `Store.Origin`.")]
    // Declared together, each by itself.
    [InlineData(
        "int V, X, Y, Z, W",
        "`X` is used in 3 places: `Store.Origin` and `Point`; `Y` in 2 places: `Point` and `Store.Origin`; `Z` in 1 place: `Point`; no other code that is loaded uses `V` or `W`."
    )]
    public async Task Users_are_counted_and_named(string at, string users) =>
        Assert.Equal(users, Users(await loaded.ExplainAsync("Boxes.cs", at)));

    private static string Users(string markdown) =>
        markdown
            .Split('\n')
            .Select(l => l.TrimStart('-', ' '))
            .FirstOrDefault(l => l.Contains(" in ") && l.Contains(" place") || l.Contains("is loaded"))
        ?? "nothing";

    /// <summary>A library and an application that uses it, loaded once for all tests.</summary>
    public sealed class Loaded : IAsyncLifetime
    {
        private const string Project = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
            </Project>
            """;

        private const string Boxes = """
            using System;

            namespace Library;

            public sealed class Box
            {
                public Box(int size) => Size = size;

                public int Size { get; }
            }

            public class Crate
            {
                public Crate(int size = 1) => Size = size;

                public int Size { get; }
            }

            public class SmallCrate : Crate;

            public sealed class Pair<T>
            {
                public Pair(T left, T right) => (Left, Right) = (left, right);

                public T Left { get; }

                public T Right { get; }
            }

            public readonly struct Point
            {
                public readonly int V, X, Y, Z, W;

                public Point(int x, int y) => (X, Y, Z) = (x, y, 0);

                public Point(int both)
                    : this(both, both) { }
            }

            [AttributeUsage(AttributeTargets.All)]
            public sealed class MarkAttribute : Attribute
            {
                public MarkAttribute(string text) => Text = text;

                public string Text { get; }
            }

            public sealed class Unused
            {
                public Unused(int size) => Size = size;

                public int Size { get; }
            }

            public abstract class Shape
            {
                protected Shape(string name) => Name = name;

                public string Name { get; }
            }

            public sealed class Circle() : Shape("circle");

            public sealed class Square : Shape
            {
                public Square()
                    : base("square") { }
            }

            public sealed record Label(string Text);
            """;

        private const string Shelf = """
            using System;
            using System.Collections.Generic;

            namespace Library;

            public class Shelf
            {
                private Box first = new(1);

                public List<Box> All { get; } = [new(2), new Box(3)];

                public Func<Box> Lazy => () => new(4);

                public Crate[] Crates => [new(), new(2)];

                public Pair<int> Pairs() => new(1, 2);

                public Box Larger(Box? other, bool isNew)
                {
                    Box made = isNew ? new(5) : other ?? new(6);
                    return made;
                }

                public void Put(Box box) => first = box;

                public void Fill() => Put(new(7));

                public List<Label> Labels() => [new("a")];
            }

            [Mark("type")]
            public class Marked
            {
                [Mark("method")]
                public void Method() { }
            }
            """;

        private const string Store = """
            using System.Collections.Generic;
            using Library;

            namespace Application;

            public class Store
            {
                public Box Order()
                {
                    Box box = new(8);
                    return box;
                }

                public Box Ordered => new(9);

                public Dictionary<string, Pair<string>> Pairs() => new() { ["a"] = new("b", "c") };

                public int Origin()
                {
                    Point origin = new(0, 0);
                    return origin.X + origin.Y + origin.X;
                }

                public void Labels(Shelf shelf) => shelf.Labels().Add(new("b"));
            }
            """;

        private readonly TemporaryFolder folder = new();
        private readonly CodeWorkspace workspace = new();

        public async ValueTask InitializeAsync()
        {
            folder.Write("Library/Library.csproj", Project);
            folder.Write("Library/Boxes.cs", Boxes);
            folder.Write("Library/Shelf.cs", Shelf);
            var application = folder.Write(
                "Application/Application.csproj",
                Project.Replace(
                    "</Project>",
                    "<ItemGroup><ProjectReference Include=\"../Library/Library.csproj\" /></ItemGroup></Project>",
                    StringComparison.Ordinal
                )
            );
            folder.Write("Application/Store.cs", Store);
            await workspace.OpenAsync(WorkspaceLocation.Resolve(application), trusted: true, progress: null, CancellationToken.None);
            await workspace.WhenIndexedAsync(CancellationToken.None);
        }

        /// <summary>What is said of the member or type that a text of a library's file begins in.</summary>
        public async Task<string> ExplainAsync(string file, string at)
        {
            var snapshot = workspace.GetSnapshot(Path.Combine(folder.Path, "Library", file), null, version: 0);
            Assert.Equal(AnalysisDepth.Project, snapshot.Depth);
            var position = snapshot.Text.ToString().IndexOf(at, StringComparison.Ordinal);
            Assert.True(position >= 0, at);
            var explanation = await new ExplanationService(null).ExplainAsync(
                snapshot,
                new TextSpan(position, 0),
                new ExplanationOptions { UseModel = false, CallerLimit = TimeSpan.FromMinutes(1) },
                parts: null,
                TestContext.Current.CancellationToken
            );
            return explanation.Markdown;
        }

        public async ValueTask DisposeAsync()
        {
            await workspace.DisposeAsync();
            folder.Dispose();
        }
    }
}
