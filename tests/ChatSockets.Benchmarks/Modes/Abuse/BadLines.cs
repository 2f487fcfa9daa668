using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>A registered user sends bytes that no line may hold, then asks with a PING whether the server is still there for him.</summary>
internal sealed class BadLines(string name, string nick, byte[] bytes) : Attack
{
    private readonly Attacker _attacker = new(Attacker.Register(nick));
    private Connection? _connection;
    private bool _isSent;

    public override string Name => name;

    public override string Outcome => _attacker switch
    {
        { IsClosed: true } => $"closed: {_attacker.Error ?? "without a word"}",
        { HasPong: true } => $"answered {_attacker.Verbs}",
        { IsRegistered: true } => $"neither answered nor closed within {Limit.TotalSeconds} s",
        _ => "did not register the user",
    };

    public override bool Step(Driver driver)
    {
        _connection ??= driver.Open(nick, _attacker);
        if (_attacker.IsRegistered && !_isSent)
        {
            _isSent = true;
            driver.Send(_connection, bytes);
            driver.Send(_connection, "\r\nPING :still-here\r\n"u8);
        }
        return _attacker.HasPong || _attacker.IsClosed;
    }

    public override void End(Driver driver)
    {
        if (_connection is not null) driver.Close(_connection);
    }
}
