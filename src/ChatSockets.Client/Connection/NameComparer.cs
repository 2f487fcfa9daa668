using System.Diagnostics.CodeAnalysis;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// When two names are the same on the server we are on, for dictionaries of text. It follows the server's ISUPPORT, which
/// arrives before the first room is joined and so before there is anything to compare.
/// </summary>
internal sealed class NameComparer(Isupport isupport) : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y)
    {
        if (ReferenceEquals(x, y)) return true;
        if (x is null || y is null || x.Length != y.Length) return false;
        for (int i = 0; i < x.Length; i++)
        {
            if (Fold(x[i]) != Fold(y[i])) return false;
        }
        return true;
    }

    public int GetHashCode([DisallowNull] string obj)
    {
        var hash = default(HashCode);
        foreach (char letter in obj) hash.Add(Fold(letter));
        return hash.ToHashCode();
    }

    private char Fold(char letter) => char.IsAscii(letter) ? (char)isupport.CaseMapping.Fold((byte)letter) : letter;
}
