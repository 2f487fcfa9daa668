using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests.Delivery;

public sealed class SpeechQueueTests
{
    private readonly List<string> _told = [];
    private readonly SpeechQueue _queue = new(new Lock());

    [Fact]
    public async Task What_is_decided_is_told_in_order_and_nothing_before_what_is_not()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        OutgoingSpeech[] speeches = [.. Enumerable.Range(0, 3).Select(number => Speech(chat, $"{number}"))];
        foreach (OutgoingSpeech speech in speeches) _queue.Enqueue(speech);
        speeches[1].MessageWrite.Decide(null);
        _queue.DeliverDecided();
        _told.Should().BeEmpty();
        speeches[0].MessageWrite.Decide(null);
        _queue.DeliverDecided();
        _told.Should().Equal("0", "1");
        _queue.IsEmpty.Should().BeFalse();
        speeches[2].MessageWrite.Decide(null);
        _queue.DeliverDecided();
        _queue.DeliverDecided();
        _told.Should().Equal("0", "1", "2");
        speeches.Should().OnlyContain(speech => speech.IsDelivered);
        _queue.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public async Task What_could_not_be_kept_is_never_told()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        OutgoingSpeech lost = Speech(chat, "lost"), kept = Speech(chat, "kept");
        _queue.Enqueue(lost);
        _queue.Enqueue(kept);
        lost.MessageWrite.Decide("the disk is full.");
        kept.MessageWrite.Decide(null);
        _queue.DeliverDecided();
        _told.Should().Equal("kept");
        lost.IsDelivered.Should().BeFalse();
    }

    [Fact]
    public async Task What_all_see_now_has_its_place_before_what_is_on_its_way()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        _queue.TakeIdBefore().Should().Be(0);
        OutgoingSpeech first = Speech(chat, "first"), second = Speech(chat, "second");
        first.MessageWrite.FirstId = 10_000;
        second.MessageWrite.FirstId = 20_000;
        _queue.Enqueue(first);
        _queue.Enqueue(second);
        for (int i = 0; i < Commits.Gap; i++) _queue.TakeIdBefore().Should().Be(10_000 - Commits.Gap + i);
        _queue.TakeIdBefore().Should().Be(0);
        first.MessageWrite.Decide(null);
        _queue.DeliverDecided();
        _queue.TakeIdBefore().Should().Be(20_000 - Commits.Gap);
    }

    private Told Speech(Chat chat, string text)
    {
        Session session = chat.User("alice").Sessions[0];
        byte[] line = Wire.Utf8($":alice!a@b PRIVMSG #room :{text}\r\n");
        var said = new OutgoingMessages(session, line, [new OutgoingMessage(0, line.Length, [], IsTagsOnly: false) { IsKept = true }]);
        return new Told(said, said.ToSubmission(1), () => _told.Add(text));
    }

    private sealed class Told(OutgoingMessages said, MessageWrite submission, Action tell) : OutgoingSpeech(said, submission, echoTag: null)
    {
        protected override byte[] Target => "#room"u8.ToArray();

        protected override void Tell(ref Broadcast broadcast) => tell();
    }
}
