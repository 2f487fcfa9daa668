namespace ChatSockets.Testing;

/// <summary>What a test expected did not happen: the server refused it, the connection ended, or it did not come in time.</summary>
public sealed class TestChatException : Exception
{
    /// <summary>For serializers; says nothing.</summary>
    public TestChatException()
    {
    }

    /// <summary>With what was expected and what came in its place.</summary>
    public TestChatException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="TestChatException(string)"/>
    public TestChatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
