using System.Text;
using Microsoft.Data.Sqlite;
using SmolCode.LanguageServer.Statistics;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The file of the log.</summary>
public sealed class SuggestionStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string file;
    private readonly SuggestionStore store;

    public SuggestionStoreTests()
    {
        file = Path.Combine(folder.Path, "data", "suggestions.db");
        store = new SuggestionStore(file, patience: 1);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var row = LoggedRows.Row(1) with { ByHand = true, KeptAfter30Seconds = 0.25 };
        var other = LoggedRows.Row(-2, SuggestionOutcome.TypedByHand);
        store.Write([row, other], [], LoggedRows.Now);

        Assert.Equal([other, row], store.Read(LoggedRows.Now.AddDays(-1)));
        Assert.Equal([row], store.Read(LoggedRows.Now));
    }

    [Fact]
    public void A_row_is_brought_up_to_date()
    {
        store.Write([LoggedRows.Row(1)], [], LoggedRows.Now);
        var changed = LoggedRows.Row(1, SuggestionOutcome.Accepted) with { KeptAfter30Seconds = 1, KeptAfter5Minutes = 0.5 };
        store.Write([], [changed], LoggedRows.Now);

        Assert.Equal([changed], store.Read(LoggedRows.Now));
    }

    [Fact]
    public void Reading_makes_no_file()
    {
        Assert.Empty(store.Read(LoggedRows.Now));
        Assert.Equal(0, store.Erase());
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Fact]
    public void Rows_of_more_than_ninety_days_go()
    {
        var old = LoggedRows.Row(1);
        var young = LoggedRows.Row(2) with { Time = LoggedRows.Now.AddDays(1) };
        store.Write([old, young], [], LoggedRows.Now);
        store.Write([LoggedRows.Row(3) with { Time = LoggedRows.Now.AddDays(91) }], [], LoggedRows.Now.AddDays(90.5));

        Assert.Equal([2, 3], store.Read(DateTimeOffset.UnixEpoch).Select(r => r.Id));
    }

    [Fact]
    public void What_is_erased_is_gone_from_the_file_and_stays_so()
    {
        store.Write([.. Enumerable.Range(1, 500).Select(i => LoggedRows.Row(i) with { Kind = "to-be-found" })], [], LoggedRows.Now);
        Assert.Contains("to-be-found", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);

        Assert.Equal(500, store.Erase());
        // A server that had the row in memory hears more of it.
        store.Write([], [LoggedRows.Row(1, SuggestionOutcome.Accepted)], LoggedRows.Now);

        Assert.Empty(store.Read(DateTimeOffset.UnixEpoch));
        Assert.DoesNotContain("to-be-found", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_named_and_can_be_erased()
    {
        folder.Write("data/suggestions.db", new string('x', 5000));

        var reading = Assert.Throws<SuggestionStoreException>(() => store.Read(LoggedRows.Now));
        var writing = Assert.Throws<SuggestionStoreException>(() => store.Write([LoggedRows.Row(1)], [], LoggedRows.Now));
        Assert.All([reading, writing], e => Assert.Contains($"{file} is damaged", e.Message, StringComparison.Ordinal));
        Assert.Contains("smolcode stats --erase", reading.Message, StringComparison.Ordinal);

        Assert.Null(store.Erase());
        store.Write([LoggedRows.Row(1)], [], LoggedRows.Now);
        Assert.Single(store.Read(LoggedRows.Now));
    }

    [Fact]
    public void A_file_that_is_damaged_further_in_is_named_as_well()
    {
        store.Write([.. Enumerable.Range(1, 500).Select(i => LoggedRows.Row(i))], [], LoggedRows.Now);
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(4096).Fill(0xFF);
        File.WriteAllBytes(file, bytes);

        var e = Assert.Throws<SuggestionStoreException>(() => store.Read(LoggedRows.Now));
        Assert.Contains("is damaged", e.Message, StringComparison.Ordinal);
        Assert.Null(store.Erase());
    }

    [Fact]
    public void A_newer_file_is_left_alone_until_it_is_erased()
    {
        store.Write([LoggedRows.Row(1)], [], LoggedRows.Now);
        Execute("PRAGMA user_version = 7");
        var before = File.ReadAllBytes(file);

        var e = Assert.Throws<SuggestionStoreException>(() => store.Write([LoggedRows.Row(2)], [], LoggedRows.Now));
        Assert.Contains("a newer SmolCode", e.Message, StringComparison.Ordinal);
        Assert.Throws<SuggestionStoreException>(() => store.Read(LoggedRows.Now));
        Assert.Equal(before, File.ReadAllBytes(file));

        Assert.Null(store.Erase());
        Assert.Empty(store.Read(LoggedRows.Now));
    }

    [Fact]
    public void A_file_that_another_program_keeps_locked_is_given_up()
    {
        store.Write([LoggedRows.Row(1)], [], LoggedRows.Now);
        using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction();

        var writing = Assert.Throws<SuggestionStoreException>(() => store.Write([LoggedRows.Row(2)], [], LoggedRows.Now));
        var erasing = Assert.Throws<SuggestionStoreException>(() => store.Erase());

        Assert.All([writing, erasing], e => Assert.Contains("in use by another program", e.Message, StringComparison.Ordinal));
        transaction.Rollback();
        Assert.Equal(1, store.Erase());
    }

    [Fact]
    public void A_place_that_can_not_be_written_is_named()
    {
        folder.Write("data", "a file where the folder should be");

        var e = Assert.Throws<SuggestionStoreException>(() => store.Write([LoggedRows.Row(1)], [], LoggedRows.Now));
        Assert.Contains($"{file} can't be used", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_servers_write_at_once()
    {
        const int Writers = 4;
        const int Batches = 25;
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(w =>
                    Task.Run(() =>
                    {
                        var own = new SuggestionStore(file, patience: 60);
                        for (var b = 0; b < Batches; b++)
                        {
                            var id = w * 1000 + b;
                            own.Write([LoggedRows.Row(id)], [], LoggedRows.Now);
                            own.Write([], [LoggedRows.Row(id, SuggestionOutcome.Accepted)], LoggedRows.Now);
                        }
                    })
                )
        );

        var rows = store.Read(DateTimeOffset.UnixEpoch);
        Assert.Equal(Writers * Batches, rows.Length);
        Assert.All(rows, r => Assert.Equal(SuggestionOutcome.Accepted, r.Outcome));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
