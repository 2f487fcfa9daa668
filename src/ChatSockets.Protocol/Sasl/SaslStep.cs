namespace ChatSockets.Protocol.Sasl;

/// <summary>The state of an exchange after one more message.</summary>
public enum SaslStep
{
    /// <summary>Send the reply; the other side answers it.</summary>
    Continue,

    /// <summary>The other side has proved its identity.</summary>
    Succeeded,

    /// <summary>It is over.</summary>
    Failed,
}
