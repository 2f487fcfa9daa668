namespace ChatSockets.Client.Connection;

/// <summary>
/// The copies of messages to ourselves. Such a message comes back as a message to us and, with echo-message (IRCv3 echo-message), once more
/// as the echo; it is shown once. A message to ourselves from another terminal comes once and is shown.
/// </summary>
internal sealed class OwnCopies
{
    // Where a server sends fewer copies than we think.
    private const int Most = 16;

    private readonly List<Copy> _copies = [];

    /// <summary>Records a message to ourselves.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isShown">Whether it was shown at once; otherwise the first copy that comes back is.</param>
    public void Add(string text, bool isShown)
    {
        if (_copies.Count == Most) _copies.RemoveAt(0);
        _copies.Add(new Copy(text, isShown, null));
    }

    /// <summary>Returns whether a copy was shown already.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">Its id (IRCv3 message-ids); null without one.</param>
    public bool IsShown(string text, string? id)
    {
        for (int i = 0; i < _copies.Count; i++)
        {
            Copy copy = _copies[i];
            if (copy.Text != text) continue;
            if (!copy.IsShown)
            {
                _copies[i] = copy with { IsShown = true, Id = id };
                return false;
            }
            _copies.RemoveAt(i);
            if (copy.Id is null || copy.Id == id) return true;
            // The server sends no second copy: this is another message.
            i--;
        }
        return false;
    }

    private readonly record struct Copy(string Text, bool IsShown, string? Id);
}
