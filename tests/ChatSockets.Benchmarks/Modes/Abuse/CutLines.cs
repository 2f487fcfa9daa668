using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>An ordinary conversation's beginning, cut at every byte, several at a time.</summary>
internal sealed class CutLines : Attack
{
    private const int AtOnce = 16;

    private readonly List<CutConversation> _open = [];
    private int _begun;
    private int _answered;
    private int _closed;

    public override string Name => "lines cut at every byte";

    public override TimeSpan Limit => TimeSpan.FromSeconds(90);

    public override string Outcome =>
        $"{_answered} of {CutConversation.Cuts} paused conversations answered, {_closed} closed, " +
        $"{CutConversation.Cuts - _answered - _closed} neither; as many broken off";

    public override bool Step(Driver driver)
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            CutConversation conversation = _open[i];
            if (!conversation.Step(driver)) continue;
            if (conversation.IsAnswered) _answered++;
            else if (conversation.IsClosed) _closed++;
            conversation.End(driver);
            _open.RemoveAt(i);
        }
        if (_open.Count < AtOnce && _begun < CutConversation.Cuts) _open.Add(new CutConversation(driver, ++_begun));
        return _open.Count == 0;
    }

    public override void End(Driver driver) => _open.ForEach(conversation => conversation.End(driver));
}
