using ChatSockets.Fuzz;

namespace ChatSockets.Server.Tests;

/// <summary>
/// Promise 5, for everything that reads what strangers send: a short run of <c>tests/ChatSockets.Fuzz</c>, the same each time.
/// </summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All().Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_that_is_nearly_right_does_harm(string name)
    {
        var fuzzer = new Fuzzer(FuzzTargets.All().Single(target => target.Name == name), seed: 1);
        fuzzer.Run(5_000, () => false)?.ToString().Should().BeNull();
        fuzzer.Inputs.Should().Be(5_000);
    }
}
