namespace ChatSockets.Benchmarks.Load;

/// <summary>What every mode's connections have in common.</summary>
/// <param name="Handshakes">How many connections may be between connect and the end of the MOTD at once.</param>
/// <param name="Capabilities">What each connection asks for; what a server does not offer is left out.</param>
/// <param name="TextLength">Bytes of text in a line.</param>
/// <param name="CapabilitiesEvery">One in so many connections asks for capabilities.</param>
internal sealed record LoadOptions(int Handshakes, IReadOnlyList<string> Capabilities, int TextLength, int CapabilitiesEvery = 1);
