using System.Text;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

public sealed class ContinuationTrieTests(VocabularyFixture fixture)
{
    private Vocabulary Vocabulary => fixture.Vocabulary;

    [Theory]
    [InlineData("", new[] { "Add", "AddRange", "Clear" }, "")]
    [InlineData("", new[] { "Add", "AddRange", "Clear" }, "Add")]
    [InlineData("", new[] { "Add", "AddRange", "Clear" }, "AddR")]
    [InlineData("", new[] { "XmlHttpQzxLoader", "größe" }, "XmlHttpQ")]
    [InlineData("", new[] { "größe" }, "gr")]
    [InlineData(" ", new[] { "items", "item" }, "")]
    [InlineData(" ", new[] { "items", "item" }, " item")]
    [InlineData("._", new[] { "items", "_x" }, ".")]
    public void The_tokens_allowed_are_those_that_can_still_become_a_name(string required, string[] names, string answer)
    {
        var trie = new ContinuationTrie(Vocabulary, Encoding.UTF8.GetBytes(required), [.. names.Select(Encoding.UTF8.GetBytes)]);
        var node = trie.Walk(Encoding.UTF8.GetBytes(answer));
        Assert.NotNull(node);
        var allowed = new List<int>();
        trie.AddAllowed(node.Value, allowed);
        Assert.Equal(allowed.Count, allowed.Distinct().Count());

        bool Agrees(byte[] text) =>
            names.Any(name =>
            {
                var whole = Encoding.UTF8.GetBytes(required + name);
                var ends = text.Length > whole.Length && text.AsSpan().StartsWith(whole) && !Vocabulary.IsWordByte(text[whole.Length]);
                return whole.AsSpan().StartsWith(text) || ends;
            });

        var expected = Enumerable
            .Range(0, Vocabulary.Count)
            .Where(t =>
                Vocabulary.IsSpecial(t)
                    ? names.Contains(answer[Math.Min(required.Length, answer.Length)..])
                    : Agrees([.. Encoding.UTF8.GetBytes(answer), .. Vocabulary.Bytes(t)])
            );
        Assert.Equal(expected, allowed.Order());
    }

    [Fact]
    public void Behind_a_name_anything_goes()
    {
        var trie = new ContinuationTrie(Vocabulary, ""u8, ["Add"u8.ToArray()]);
        Assert.NotNull(trie.Walk("Add"u8));
        Assert.Null(trie.Walk("Add("u8));
        Assert.Null(trie.Walk("Add(AddRange"u8));
    }

    [Fact]
    public void Without_a_set_only_the_required_bytes_bind()
    {
        var trie = new ContinuationTrie(Vocabulary, "ret"u8, []);
        Assert.NotNull(trie.Walk("re"u8));
        Assert.Null(trie.Walk("ret"u8));
        Assert.Null(trie.Walk("return"u8));
        Assert.Null(new ContinuationTrie(Vocabulary, [], []).Walk([]));
    }

    [Fact]
    public void An_answer_that_the_set_forbids_is_a_defect() =>
        Assert.Throws<InvalidOperationException>(() => new ContinuationTrie(Vocabulary, ""u8, ["Add"u8.ToArray()]).Walk("AddX"u8));
}
