using System.Text;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class TextSearchTests
{
    [Theory]
    [InlineData("Hello World", "o w", 4)]
    [InlineData("hello", "HELLO", 0)]
    [InlineData("hello", "hello!", -1)]
    [InlineData("aaab", "aab", 1)]
    [InlineData("zq", "qz", -1)]
    [InlineData("Привет, Мир", "мир", 14)]
    [InlineData("straße", "STRASSE", -1)]
    [InlineData("a 👍 b", "👍", 2)]
    [InlineData("anything", "", -1)]
    public void Letters_of_either_case_are_equal(string text, string search, int index) =>
        new TextSearch(search).IndexIn(Encoding.UTF8.GetBytes(text)).Should().Be(index);

    [Fact]
    public void It_finds_what_the_framework_finds()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            string text = Letters(random, 12), search = Letters(random, 3);
            if (search.Length == 0) continue;
            bool found = text.Contains(search, StringComparison.OrdinalIgnoreCase);
            new TextSearch(search).IsIn(Encoding.UTF8.GetBytes(text)).Should().Be(found, $"'{search}' in '{text}'");
        }
    }

    private static string Letters(Random random, int most) => new(random.GetItems("abAB éÉžŽ日本".AsSpan(), random.Next(most)));
}
