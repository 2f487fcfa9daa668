namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>A test with a PostgreSQL of its own; skipped where none is installed.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Programs is null) Skip = "PostgreSQL is not installed (apt-get install postgresql).";
    }
}
