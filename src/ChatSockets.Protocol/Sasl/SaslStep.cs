namespace ChatSockets.Protocol.Sasl;

/// <summary>What has become of an exchange with one more message.</summary>
public enum SaslStep
{
    /// <summary>The reply is to be sent, and the other side answers it.</summary>
    Continue,

    /// <summary>The other side has proved what it had to.</summary>
    Succeeded,

    /// <summary>It is over.</summary>
    Failed,
}
