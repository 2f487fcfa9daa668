using System.Text;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Storage.Tests;

public sealed class ConversationsTests : IDisposable
{
    private readonly Store _store = Keeping.Open();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Two_users_have_one_conversation_in_any_order_and_spelling()
    {
        var conversations = new Conversations(_store);
        long one = conversations.OfPair("Alice"u8, "bob"u8);
        conversations.OfPair("BOB"u8, "alice"u8).Should().Be(one);
        new Conversations(_store).OfPair("bob"u8, "ALICE"u8).Should().Be(one);
        conversations.OfPair("alice"u8, "~bob"u8).Should().NotBe(one);
        _store.Names().Should().Equal("alice,bob", "alice,~bob");
    }

    [Fact]
    public void Each_account_finds_its_own_and_a_guest_none()
    {
        var conversations = new Conversations(_store);
        long one = conversations.OfPair("alice"u8, "bob"u8), guest = conversations.OfPair("~Carol"u8, "alice"u8);
        conversations.Of("ALICE"u8.ToArray()).Select(one => (Encoding.UTF8.GetString(one.Other), one.Conversation)).Should()
            .Equal(("~Carol", guest), ("bob", one));
        conversations.Find("bob"u8.ToArray(), "Alice"u8.ToArray())!.Conversation.Should().Be(one);
        conversations.Find("bob"u8.ToArray(), "carol"u8.ToArray()).Should().BeNull();
        conversations.Of("~carol"u8.ToArray()).Should().BeEmpty();
    }

    [Fact]
    public void A_conversation_that_nobody_has_in_hand_goes_with_its_pairs_and_comes_again_with_another_number()
    {
        var conversations = new Conversations(_store);
        long one = conversations.OfPair("alice"u8, "bob"u8);
        StoredConversation kept = _store.Read(StoredConversation.All).Single();
        conversations.Remove(kept).Should().BeFalse();
        conversations.Forget(kept.Name);
        conversations.Remove(kept).Should().BeTrue();
        _store.Names().Should().BeEmpty();
        conversations.Of("alice"u8.ToArray()).Should().BeEmpty();
        conversations.Of("bob"u8.ToArray()).Should().BeEmpty();
        conversations.OfPair("alice"u8, "bob"u8).Should().BeGreaterThan(one);
        conversations.Of("alice"u8.ToArray()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_conversation_of_which_anything_is_kept_stays(bool isSaid)
    {
        long room = _store.Room("#room");
        long id = _store.Say(room, "x", kind: isSaid ? LineKind.Privmsg : LineKind.Join);
        StoredConversation kept = _store.Read(connection => StoredConversation.Find(connection, "#ROOM"u8.ToArray()))!;
        kept.Oldest.Should().Be(id);
        new Conversations(_store).Remove(kept).Should().BeTrue();
        _store.Names().Should().Equal("#room");
    }

    [Theory]
    [InlineData("alice,bob", "ALICE", true)]
    [InlineData("alice,bob", "bob", true)]
    [InlineData("alice,~bob", "bob", false)]
    [InlineData("alice,bob", "al", false)]
    [InlineData("#alice", "alice", false)]
    [InlineData("", "alice", false)]
    public void Whose_a_conversation_is_stands_in_its_name(string name, string account, bool expected) =>
        new StoredConversation(1, Wire.Utf8(name), 0).IsOf(Wire.Utf8(account)).Should().Be(expected);

    [Fact]
    public void What_is_kept_can_be_looked_through_from_the_oldest_on()
    {
        long room = _store.Room("#room"), pair = _store.Room("alice,bob"), empty = _store.Room("#empty");
        long joined = _store.Say(room, "", kind: LineKind.Join);
        _store.Say(room, "hello");
        long said = _store.Say(pair, "hello");
        _store.Say(pair, "react", kind: LineKind.Tagmsg);
        _store.Read(StoredConversation.All).Select(one => (one.Id, one.Oldest, one.IsRoom)).Should()
            .Equal((room, joined, true), (pair, said, false), (empty, 0, true));
    }
}
