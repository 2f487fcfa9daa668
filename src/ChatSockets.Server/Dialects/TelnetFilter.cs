namespace ChatSockets.Server.Dialects;

/// <summary>
/// Removes telnet's own bytes from typed text: RFC 854. Negotiations and commands are removed, CR NUL becomes a line end. None of these
/// bytes can be part of UTF-8 text.
/// </summary>
internal struct TelnetFilter
{
    private const byte Iac = 255;
    private const byte Sb = 250;
    private const byte Se = 240;
    private const byte Will = 251;
    private const byte Dont = 254;

    private State _state;

    private enum State : byte
    {
        Text,
        CarriageReturn,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    /// <summary>Filters in place, across any cut between two calls. Returns the number of remaining bytes.</summary>
    public int Filter(Span<byte> bytes)
    {
        int kept = 0;
        foreach (byte value in bytes)
        {
            switch (_state)
            {
                case State.Text or State.CarriageReturn when value == Iac:
                    _state = State.Command;
                    break;
                case State.CarriageReturn when value == 0:
                    bytes[kept++] = (byte)'\n';
                    _state = State.Text;
                    break;
                case State.Text or State.CarriageReturn:
                    bytes[kept++] = value;
                    _state = value == (byte)'\r' ? State.CarriageReturn : State.Text;
                    break;
                case State.Command:
                    _state = value switch
                    {
                        >= Will and <= Dont => State.Option,
                        Sb => State.Subnegotiation,
                        _ => State.Text,
                    };
                    break;
                case State.Option:
                    _state = State.Text;
                    break;
                case State.Subnegotiation:
                    if (value == Iac) _state = State.SubnegotiationCommand;
                    break;
                case State.SubnegotiationCommand:
                    _state = value == Se ? State.Text : State.Subnegotiation;
                    break;
            }
        }
        return kept;
    }
}
