namespace ChatSockets.Client.Core;

/// <summary>One thing to choose from a list that a front shows.</summary>
/// <param name="Title">What it is called; what is typed is looked for in it.</param>
/// <param name="Detail">What else there is to say.</param>
/// <param name="Choose">What happens when it is chosen; the loop's thread calls it.</param>
internal sealed record Choice(string Title, string Detail, Action Choose);
