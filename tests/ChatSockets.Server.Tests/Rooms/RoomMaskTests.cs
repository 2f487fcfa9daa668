using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "EXTBAN Parameter")]
[Specification("IRCv3 account-extban", "The ACCOUNTEXTBAN ISUPPORT token")]
public sealed class RoomMaskTests
{
    [Theory]
    [InlineData("bob", true)]
    [InlineData("*!~bob@*", true)]
    [InlineData("~bob@*", true)]
    [InlineData("*!*@cloak.example", true)]
    [InlineData("*.example", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("*!*@127.0.*", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("127.9.9.9/8", true)]
    [InlineData("bob!*@127.0.0.1/32", true)]
    [InlineData("::ffff:127.0.0.0/104", true)]
    [InlineData("::FFFF:7f00:1", true)]
    [InlineData("*!*@::ffff:127.0.0.1/128", true)]
    [InlineData("::ffff:10.0.0.0/104", false)]
    [InlineData("~a:*", true)]
    [InlineData("~a:robert", true)]
    [InlineData("~a:ROB*", true)]
    [InlineData("~m:bob", true)]
    [InlineData("~m:~a:robert", true)]
    [InlineData("~m:127.0.0.0/8", true)]
    [InlineData("rob", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("eve!*@127.0.0.0/8", false)]
    [InlineData("::/0", false)]
    [InlineData("~a:bob", false)]
    [InlineData("~m:eve", false)]
    public async Task It_means_a_user_by_name_host_address_network_or_account(string mask, bool matches)
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("bob");
        User bob = chat.User("bob");
        bob.Account = Utf8("robert");
        bob.Host = Utf8("cloak.example");
        Parse(mask).Matches(bob).Should().Be(matches);
    }

    [Fact]
    public async Task Whoever_has_no_account_is_none()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("bob");
        Parse("~a:*").Matches(chat.User("bob")).Should().BeFalse();
    }

    [Fact]
    public async Task A_match_allocates_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("bob");
        User bob = chat.User("bob");
        bob.Account = Utf8("robert");
        bob.Host = Utf8("cloak.example");
        RoomMask[] masks = [Parse("eve!*@*.example"), Parse("10.0.0.0/8"), Parse("2001:db8::/32"), Parse("~a:eve"), Parse("~m:*eve*!*@*")];
        var list = new MaskList();
        foreach (RoomMask mask in masks) list.Add(mask, Utf8("alice"), DateTimeOffset.UnixEpoch);
        list.Matches(bob, toSpeak: true).Should().BeFalse();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) list.Matches(bob, toSpeak: true);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Theory]
    [InlineData("bob", "bob!*@*", false)]
    [InlineData("~m:bob", "~m:bob!*@*", true)]
    [InlineData("~m:*.example", "~m:*!*@*.example", true)]
    [InlineData("~a:bob", "~a:bob", false)]
    [InlineData("~m:~a:*", "~m:~a:*", true)]
    [InlineData("2001:DB8::/32", "*!*@2001:db8::/32", false)]
    [InlineData("127.9.9.9/8", "*!*@127.0.0.0/8", false)]
    [InlineData("::ffff:127.0.0.0/104", "*!*@127.0.0.0/8", false)]
    [InlineData("bob!*@10.0.0.7/32", "bob!*@10.0.0.7", false)]
    [InlineData("*!*@0:0:0:0:0:0:0:1", "*!*@0::1", false)]
    [InlineData("*!*@0::1", "*!*@0::1", false)]
    [InlineData("*!*@::1", "*!*@0::1", false)]
    [InlineData("~m:2001:db8:0:0::/64", "~m:*!*@2001:db8::/64", true)]
    [InlineData("*!*@10.0.*", "*!*@10.0.*", false)]
    [InlineData("*!*@user/alice", "*!*@user/alice", false)]
    [InlineData("~bob@host:1", "*!~bob@host:1", false)]
    public void It_is_shown_completed_and_knows_whether_it_mutes(string typed, string shown, bool isMute)
    {
        RoomMask mask = Parse(typed);
        mask.Text.Should().Equal(Utf8(shown));
        mask.IsMute.Should().Be(isMute);
    }

    [Theory]
    [InlineData("~x:eve")]
    [InlineData("~account:eve")]
    [InlineData("~")]
    [InlineData("~a")]
    [InlineData("~a:")]
    [InlineData("~m:")]
    [InlineData("~m:~a:")]
    [InlineData("~m:~m:eve")]
    [InlineData("~m:~x:eve")]
    [InlineData("eve mallory")]
    [InlineData("~a:eve mallory")]
    [InlineData(":eve!*@*")]
    [InlineData("10.0.0.0/99")]
    [InlineData("*!*@127.0.0.1/33")]
    [InlineData("1.2.3.4.5/8")]
    [InlineData("1.2.3.4.5")]
    [InlineData("300.1.1.1")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/x")]
    [InlineData("2001:db8::/129")]
    [InlineData("*!*@1:2:3")]
    [InlineData("~m:10.0.0.0/99")]
    public void What_is_no_mask_says_why(string typed)
    {
        RoomMask.Parse(Utf8(typed), out string? error).Should().BeNull();
        error.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void What_is_too_long_is_cut() => Parse(new string('x', 300)).Text.Should().HaveCount(160 + "!*@*".Length);

    private static RoomMask Parse(string mask)
    {
        RoomMask? parsed = RoomMask.Parse(Utf8(mask), out string? error);
        error.Should().BeNull();
        return parsed!;
    }
}
