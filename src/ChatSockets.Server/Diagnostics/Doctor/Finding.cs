using System.Text.Json.Serialization;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>What <c>chat-server doctor</c> found in one place.</summary>
/// <param name="Check">The place: <c>port</c>, <c>limits</c>, <c>data</c>, ...</param>
/// <param name="Verdict">How bad it is.</param>
/// <param name="Text">What there is, as a sentence.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Check, Verdict Verdict, string Text, string? Advice = null);

/// <summary>How bad a finding is; the higher, the worse.</summary>
internal enum Verdict
{
    Ok,

    /// <summary>The server runs, but not as well as it could.</summary>
    Warn,

    /// <summary>The server does not run, or not for long.</summary>
    Fail,
}

/// <summary>The JSON of findings, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJson : JsonSerializerContext;
