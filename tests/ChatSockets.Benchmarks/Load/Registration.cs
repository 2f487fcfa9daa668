using System.Text;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// Takes one connection from TCP to its place: capabilities where they are wanted, NICK and USER, the end of the MOTD,
/// and where there is a room, JOIN and the end of NAMES.
/// </summary>
internal sealed class Registration(Crowd crowd, int number, string nick) : LineReceiver
{
    private int _capabilitiesOpen;
    private bool _isAccepted;

    public override void Connected(Driver driver, Connection connection)
    {
        // Whatever is answered to the PING, a refusal too, tells at once that the connection has left the listen backlog.
        var lines = new StringBuilder("PING :knock\r\n");
        // One request each: a server that does not know one of them must not refuse them all.
        IReadOnlyList<string> capabilities = crowd.CapabilitiesOf(number);
        foreach (string capability in capabilities) lines.Append("CAP REQ :").Append(capability).Append("\r\n");
        _capabilitiesOpen = capabilities.Count;
        lines.Append("NICK ").Append(nick).Append("\r\nUSER ").Append(nick).Append(" 0 * :bench\r\n");
        driver.Send(connection, Encoding.ASCII.GetBytes(lines.ToString()));
    }

    public override void Closed(Driver driver, Connection connection) => crowd.Failed(connection, "connection closed");

    protected override void OnLine(Driver driver, Connection connection, ReadOnlySpan<byte> line, long now)
    {
        if (!_isAccepted)
        {
            _isAccepted = true;
            crowd.OneAccepted();
        }
        if (line.StartsWith("ERROR "u8))
        {
            crowd.Failed(connection, Encoding.UTF8.GetString(line));
            return;
        }
        ReadOnlySpan<byte> command = WithoutPrefixes(line);
        if (command.StartsWith("376 "u8) || command.StartsWith("422 "u8)) Registered(driver, connection);
        else if (command.StartsWith("366 "u8)) Finish(connection);
        else if (command.StartsWith("CAP "u8)) CapabilityAnswered(driver, connection, command);
        else if (IsRefusal(command)) crowd.Failed(connection, Encoding.UTF8.GetString(line));
    }

    private void Registered(Driver driver, Connection connection)
    {
        crowd.OneRegistered();
        if (crowd.RoomOf(number) is not { } room) Finish(connection);
        else driver.Send(connection, Encoding.ASCII.GetBytes($"JOIN {room}\r\n"));
    }

    private void Finish(Connection connection)
    {
        connection.Receiver = crowd.Next;
        crowd.OneFinished();
    }

    private void CapabilityAnswered(Driver driver, Connection connection, ReadOnlySpan<byte> command)
    {
        bool taken = command.IndexOf(" ACK "u8) >= 0;
        if (!taken && command.IndexOf(" NAK "u8) < 0) return;
        if (taken) crowd.OneCapabilityTaken();
        if (--_capabilitiesOpen == 0) driver.Send(connection, "CAP END\r\n"u8);
    }

    // Nickname trouble, a full or closed room, a ban: nothing here gets better by waiting.
    private static bool IsRefusal(ReadOnlySpan<byte> command) =>
        command.StartsWith("43"u8) || command.StartsWith("46"u8) || command.StartsWith("47"u8) || command.StartsWith("405 "u8);
}
