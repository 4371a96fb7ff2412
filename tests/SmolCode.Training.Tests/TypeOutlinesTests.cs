using SmolCode.Training.Rows;

namespace SmolCode.Training.Tests;

public sealed class TypeOutlinesTests
{
    [Fact]
    public void A_class_shows_what_can_be_used_of_it() =>
        Assert.Equal(
            """
            public sealed class Basket : IBasket
            {
                public const int Most;
                public Basket(string owner);
                public string Owner { get; }
                public int Count { get; private set; }
                public decimal Total { get; }
                public void Add(Item item, int count);
                internal static Basket Empty();
            }
            """,
            Outline(
                """
                namespace Shop;

                /// <summary>A basket.</summary>
                public sealed class Basket : IBasket
                {
                    public const int Most = 10;
                    private readonly List<Item> items = [];

                    public Basket(string owner)
                    {
                        Owner = owner;
                    }

                    public string Owner { get; }
                    public int Count { get; private set; }
                    public decimal Total => items.Sum(i => i.Price);

                    [Obsolete]
                    public void Add(Item item, int count)
                    {
                        if (count > Most)
                        {
                            return;
                        }
                    }

                    public override string ToString() => Owner;

                    internal static Basket Empty() => new("");
                }

                public class Other
                {
                    public int Not { get; }
                }
                """
            )
        );

    [Fact]
    public void Tabs_and_an_outer_type_make_no_difference() =>
        Assert.Equal(
            "internal struct Point\n{\n    public int X;\n    public int Y;\n}",
            Outline("namespace A\n{\n\tinternal struct Point\n\t{\n\t\tpublic int X;\n\t\tpublic int Y;\n\t}\n\tclass B { }\n}\n")
        );

    [Fact]
    public void An_interface_and_an_enum_have_their_own_members()
    {
        Assert.Equal(
            "public interface IStore\n{\n    Item Get(int id);\n    int Count { get; set; }\n}".Replace(
                "    int Count { get; set; }\n",
                "",
                StringComparison.Ordinal
            ),
            Outline("public interface IStore\n{\n    Item Get(int id);\n    int Count { get; set; }\n}\n")
        );
        Assert.Equal(
            "enum Kind\n{\n    None, Some, All\n}",
            Outline("enum Kind\n{\n    /// <summary>x</summary>\n    None,\n    Some = 2,\n    All,\n}\n")
        );
    }

    [Fact]
    public void A_type_without_members_has_none() => Assert.Null(Outline("public class A : Exception\n{\n}\n"));

    [Fact]
    public void Types_named_near_by_are_found_the_last_named_last()
    {
        CodeFile[] files =
        [
            new(new TrainingFile("A.cs", "class A\n{\n    public int One;\n}\n")),
            new(new TrainingFile("B.cs", "class Bee\n{\n    public int Two;\n}\n")),
            new(new TrainingFile("C.cs", "class Cee\n{\n    public int Three;\n}\n")),
        ];
        var found = new TypeOutlines(files).Find(2, "Bee b = new Bee(); Unknown u; Cee c;", 3);

        var only = Assert.Single(found);
        Assert.Equal(("B.cs", "class Bee\n{\n    public int Two;\n}"), (only.Path, only.Text));
    }

    private static string? Outline(string text)
    {
        text = text.ReplaceLineEndings("\n");
        return TypeOutlines.Outline(text, 0)?.ReplaceLineEndings("\n");
    }
}
