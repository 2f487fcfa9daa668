namespace ChatSockets.Core.Entries;

/// <summary>Which connection of which server, among all that share a log.</summary>
/// <param name="Node">The position of the <see cref="NodeUp"/> with which its server came: no other run of any server has it.</param>
/// <param name="Number">The connection's number there.</param>
internal readonly record struct TerminalId(long Node, long Number);
