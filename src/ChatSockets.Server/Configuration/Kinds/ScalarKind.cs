using System.Text.Json;
using ChatSockets.Server.Configuration.Json;

namespace ChatSockets.Server.Configuration.Kinds;

/// <summary>
/// A value that is one word of JSON: a text, a number, true or false. Both ways of writing it are read by the same method.
/// </summary>
internal abstract class ScalarKind<T> : Kind<T>
{
    /// <summary>How it is written in JSON, as in "a number, as 5000".</summary>
    protected abstract string Expected { get; }

    /// <summary>Whether errors must not repeat the value, because they end up in logs.</summary>
    protected virtual bool IsSecret => false;

    protected virtual bool IsWritten(JsonTokenType type) => type == JsonTokenType.String;

    public override bool TryRead(JsonItem item, ConfigurationFile file, out T value)
    {
        if (!IsWritten(item.Type))
        {
            value = default!;
            file.Refuse(item.Place, $"This must be {Expected}{(IsSecret ? "" : $", not {item.Description}")}.");
            return false;
        }
        if (Read(item.Text, out value) is not { } reason) return true;
        file.Refuse(item.Place, reason);
        return false;
    }
}
