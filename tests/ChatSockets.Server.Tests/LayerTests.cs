using System.Reflection;
using ChatSockets.Client.Tests;
using ChatSockets.Core;

namespace ChatSockets.Server.Tests;

public sealed class LayerTests
{
    private static readonly Assembly[] Assemblies = [typeof(ChatContext).Assembly, typeof(ChatServer).Assembly];

    // They put the server together and so know all of it; its parts are handed them.
    private static readonly Type[] Roots = [typeof(ChatServer), typeof(ServerContext), typeof(ServerCommandLine)];

    // The storage is one part: its tables are how it keeps its records.
    [Fact]
    public void No_namespaces_of_the_chat_and_the_server_know_each_other_in_a_circle() =>
        NamespaceGraph.Of(Assemblies, Roots).Circles().Should().BeEmpty();

    [Theory]
    [InlineData("Replication", "Commands")]
    [InlineData("Commands", "Services")]
    [InlineData("Services", "Actions")]
    [InlineData("Actions", "Delivery")]
    [InlineData("Delivery", "State")]
    [InlineData("State", "Settings")]
    [InlineData("Accounts", "Entries")]
    public void The_chat_is_in_layers(string upper, string lower)
    {
        var graph = NamespaceGraph.Of(Assemblies, Roots);
        graph.Uses($"ChatSockets.Core.{upper}", $"ChatSockets.Core.{lower}").Should().NotBeEmpty();
        graph.Uses($"ChatSockets.Core.{lower}", $"ChatSockets.Core.{upper}").Should().BeEmpty();
    }

    [Theory]
    [InlineData("State")]
    [InlineData("Delivery")]
    [InlineData("Replies")]
    public void What_the_chat_is_made_of_does_not_see_all_of_it(string part) =>
        NamespaceGraph.Of(Assemblies).Uses($"ChatSockets.Core.{part}", "ChatSockets.Core").Should().BeEmpty();
}
