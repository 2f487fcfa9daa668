namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// Which section of which document a class of tests holds the server to. <c>tests/README.md</c> lists them all, and a test keeps that list
/// complete.
/// </summary>
/// <param name="document">"Modern IRC", "RFC 2812" or "IRCv3 &lt;extension&gt;".</param>
/// <param name="section">The section's name, as it stands there.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SpecificationAttribute(string document, string section) : Attribute
{
    public string Document { get; } = document;

    public string Section { get; } = section;
}
