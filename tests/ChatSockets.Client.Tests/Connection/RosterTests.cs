using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Tests.Connection;

public sealed class RosterTests
{
    private static readonly Isupport FiveStatuses = Read();

    private readonly Roster _roster = new(FiveStatuses, new NameComparer(FiveStatuses));

    [Fact]
    public void Each_of_the_five_signs_is_a_sign_and_no_part_of_the_nickname()
    {
        _roster.Replace(["~alice", "&eve", "@bob", "%carol", "+dave", "frank", "~@gina"]);
        _roster.Nicks.Should().Equal("alice", "eve", "bob", "carol", "dave", "frank", "gina");
        _roster.Nicks.Select(_roster.PrefixesOf).Should().Equal("~", "&", "@", "%", "+", "", "~@");
    }

    [Fact]
    public void Statuses_that_are_given_stand_in_their_order_and_those_that_are_taken_go()
    {
        _roster.Add("bob");
        foreach (char mode in "vqh") _roster.SetStatus("bob", mode, given: true);
        _roster.PrefixesOf("bob").Should().Be("~%+");
        _roster.SetStatus("bob", 'q', given: false);
        _roster.PrefixesOf("bob").Should().Be("%+");
    }

    private static Isupport Read()
    {
        var isupport = new Isupport();
        MessageParser.TryParse(Encoding.ASCII.GetBytes(":s 005 alice PREFIX=(qaohv)~&@%+ :are supported"),
            out Message message).Should().BeTrue();
        isupport.Read(message);
        return isupport;
    }
}
