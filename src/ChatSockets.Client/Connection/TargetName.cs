using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>The name of whom a message is for, before any server has said what its names are like.</summary>
internal static class TargetName
{
    /// <summary>Whether a text can be a room or a nickname on some network.</summary>
    public static bool IsValid(string name) => name.Length > 0 && name[0] is not ('-' or ':')
        && !name.Any(letter => letter is ' ' or ',' || char.IsControl(letter))
        && Encoding.UTF8.GetByteCount(name) <= RoomName.MaximumBytes + 2;
}
