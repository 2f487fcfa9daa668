namespace ChatSockets.Core.Text;

/// <summary>The program with its version, as it is shown to people.</summary>
internal static class ProgramVersion
{
    public static readonly string Text = $"ChatSockets-{typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3)}";
}
