using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>
/// The log of suggestions: a SQLite file that several servers may write. A connection lives no longer than a call, so that the file is
/// nobody's in between. Calls block; they belong on a thread of the background.
/// </summary>
/// <param name="file">Absolute path; made, with its folder, by the first row.</param>
/// <param name="patience">Seconds that a call waits for another process that writes.</param>
public sealed class SuggestionStore(string file, int patience = 5)
{
    /// <summary>Version of the table, in the file's <c>user_version</c>.</summary>
    private const int Version = 1;

    // SQLite's result codes: https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int NoDatabase = 26;

    /// <summary>Rows older than this are deleted by the next write, and never read.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Absolute path.</summary>
    public string File => file;

    /// <summary>Adds rows and brings others up to date. A row that is not there (any more) is not brought back.</summary>
    /// <param name="added">New rows.</param>
    /// <param name="changed">Rows that were added before.</param>
    /// <param name="now">The time; what is older than <see cref="Lifetime"/> then goes.</param>
    /// <exception cref="SuggestionStoreException">It can't be written; nothing was.</exception>
    public void Write(IReadOnlyCollection<LoggedSuggestion> added, IReadOnlyCollection<LoggedSuggestion> changed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(changed);
        if (added.Count + changed.Count == 0)
        {
            return;
        }

        Try(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var connection = Open(SqliteOpenMode.ReadWriteCreate);
            using var transaction = connection.BeginTransaction();
            if (VersionOf(connection) == 0)
            {
                Execute(
                    connection,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"""
                        CREATE TABLE IF NOT EXISTS suggestion (
                            id INTEGER PRIMARY KEY,
                            time INTEGER NOT NULL,
                            kind TEXT NOT NULL,
                            source TEXT NOT NULL,
                            by_hand INTEGER NOT NULL,
                            probability REAL NOT NULL,
                            length INTEGER NOT NULL,
                            accepted_length INTEGER NOT NULL,
                            answer_ms REAL NOT NULL,
                            outcome TEXT NOT NULL,
                            kept_30s REAL,
                            kept_5min REAL
                        );
                        CREATE INDEX IF NOT EXISTS suggestion_time ON suggestion (time);
                        PRAGMA user_version = {Version};
                        """
                    )
                );
            }

            Put(
                connection,
                """
                INSERT OR IGNORE INTO suggestion
                VALUES ($id, $time, $kind, $source, $byHand, $probability, $length, $accepted, $answerMs, $outcome, $kept30s, $kept5min)
                """,
                added
            );
            Put(
                connection,
                """
                UPDATE suggestion SET accepted_length = $accepted, outcome = $outcome, kept_30s = $kept30s, kept_5min = $kept5min
                WHERE id = $id
                """,
                changed
            );
            using var old = connection.CreateCommand();
            old.CommandText = "DELETE FROM suggestion WHERE time < $oldest";
            old.Parameters.AddWithValue("$oldest", (now - Lifetime).ToUnixTimeMilliseconds());
            old.ExecuteNonQuery();
            transaction.Commit();
            return 0;
        });
    }

    /// <summary>The rows since a time, the oldest first; none where there is no file.</summary>
    /// <exception cref="SuggestionStoreException">It can't be read.</exception>
    public ImmutableArray<LoggedSuggestion> Read(DateTimeOffset since) =>
        !System.IO.File.Exists(file)
            ? []
            : Try<ImmutableArray<LoggedSuggestion>>(() =>
            {
                using var connection = Open(SqliteOpenMode.ReadWrite);
                if (VersionOf(connection) == 0)
                {
                    return [];
                }

                using var command = connection.CreateCommand();
                command.CommandText = "SELECT * FROM suggestion WHERE time >= $since ORDER BY time";
                command.Parameters.AddWithValue("$since", since.ToUnixTimeMilliseconds());
                using var reader = command.ExecuteReader();
                var rows = ImmutableArray.CreateBuilder<LoggedSuggestion>();
                while (reader.Read())
                {
                    rows.Add(
                        new LoggedSuggestion
                        {
                            Id = reader.GetInt64(0),
                            Time = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                            Kind = reader.GetString(2),
                            Source = reader.GetString(3),
                            ByHand = reader.GetBoolean(4),
                            Probability = reader.GetDouble(5),
                            Length = reader.GetInt32(6),
                            AcceptedLength = reader.GetInt32(7),
                            AnswerMs = reader.GetDouble(8),
                            Outcome = Enum.TryParse<SuggestionOutcome>(reader.GetString(9), out var outcome)
                                ? outcome
                                : SuggestionOutcome.Open,
                            KeptAfter30Seconds = reader.IsDBNull(10) ? null : reader.GetDouble(10),
                            KeptAfter5Minutes = reader.IsDBNull(11) ? null : reader.GetDouble(11),
                        }
                    );
                }

                return rows.ToImmutable();
            });

    /// <summary>
    /// Erases every row, and what is left of them in the file. A file that is damaged, or of a newer version, is deleted.
    /// </summary>
    /// <returns>Rows that were erased; null where they could not be counted.</returns>
    /// <exception cref="SuggestionStoreException">It can't be erased.</exception>
    public long? Erase()
    {
        if (!System.IO.File.Exists(file))
        {
            return 0;
        }

        return Try<long?>(() =>
        {
            try
            {
                using var connection = Open(SqliteOpenMode.ReadWrite);
                if (VersionOf(connection) == 0)
                {
                    return 0;
                }

                // What is deleted is overwritten; then the file shrinks.
                Execute(connection, "PRAGMA secure_delete = ON");
                var rows = Execute(connection, "DELETE FROM suggestion");
                Execute(connection, "VACUUM");
                return rows;
            }
            catch (Exception e)
                when (e is SuggestionStoreException || (e is SqliteException failed && failed.SqliteErrorCode is not (Busy or Locked)))
            {
                System.IO.File.Delete(file + "-journal");
                System.IO.File.Delete(file);
                return null;
            }
        });
    }

    private static void Put(SqliteConnection connection, string sql, IReadOnlyCollection<LoggedSuggestion> rows)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            Add("$id", row.Id);
            Add("$time", row.Time.ToUnixTimeMilliseconds());
            Add("$kind", row.Kind);
            Add("$source", row.Source);
            Add("$byHand", row.ByHand);
            Add("$probability", row.Probability);
            Add("$length", row.Length);
            Add("$accepted", row.AcceptedLength);
            Add("$answerMs", row.AnswerMs);
            Add("$outcome", row.Outcome.ToString());
            Add("$kept30s", row.KeptAfter30Seconds);
            Add("$kept5min", row.KeptAfter5Minutes);
            command.ExecuteNonQuery();
        }

        void Add(string name, object? value) => command.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = patience,
            }.ToString()
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private int VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return version <= Version
            ? version
            : throw new SuggestionStoreException(
                $"The log of suggestions {file} was written by a newer SmolCode. Update this one, or erase the log: smolcode stats --erase"
            );
    }

    private T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NoDatabase)
        {
            throw new SuggestionStoreException(
                $"The log of suggestions {file} is damaged ({e.Message}). Begin a new one: smolcode stats --erase",
                e
            );
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked)
        {
            throw new SuggestionStoreException(
                $"The log of suggestions {file} is in use by another program for longer than {patience} seconds. Try again.",
                e
            );
        }
        catch (Exception e) when (e is SqliteException or IOException and not SuggestionStoreException or UnauthorizedAccessException)
        {
            throw new SuggestionStoreException(
                $"The log of suggestions {file} can't be used: {e.Message} Look at the folder's permissions and the free space of its disk.",
                e
            );
        }
    }
}
