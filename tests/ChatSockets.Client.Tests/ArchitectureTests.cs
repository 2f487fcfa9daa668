namespace ChatSockets.Client.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void No_namespaces_know_each_other_in_a_circle() =>
        NamespaceGraph.Of(typeof(CommandLine).Assembly).Circles().Should().BeEmpty();

    [Fact]
    public void The_graph_sees_what_signatures_and_bodies_name()
    {
        var graph = NamespaceGraph.Of(typeof(CommandLine).Assembly);
        graph.Uses("ChatSockets.Client.Core", "ChatSockets.Client.Connection").Should()
            .Contain("Network -> ILink", "it has a field of that type");
        graph.Uses("ChatSockets.Client", "ChatSockets.Client.Screen").Should()
            .Contain("InteractiveChat -> ScreenChat", "a method of it makes one");
    }

    [Fact]
    public void Two_namespaces_that_name_each_other_are_a_circle()
    {
        var graph = new NamespaceGraph();
        graph.Add("A.B", "A", "One -> Two");
        graph.Add("A", "A.C", "Two -> Three");
        graph.Add("A.C", "A.B", "Three -> One");
        graph.Add("A.C", "A.D", "Three -> Four");
        graph.Circles().Should().Equal("A <-> A.B <-> A.C: Two -> Three, One -> Two, Three -> One");
    }
}
