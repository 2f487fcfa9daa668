using System.Collections.Concurrent;
using System.Text;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Delivery;

[Specification("IRCv3 message-ids", "Tag value")]
public sealed class MessageIdsTests
{
    [Fact]
    public void Ids_have_twenty_letters_and_digits_and_stand_in_the_order_in_which_they_were_asked_for()
    {
        var ids = new MessageIds(7, 1);
        // Beyond 32 and 1,024, where a digit more is needed.
        string[] taken = [.. Enumerable.Range(0, 3000).Select(_ => Next(ids))];
        taken.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        taken.Should().OnlyContain(id => id.Length == MessageIds.Length && id.All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void Two_stores_do_not_share_ids() => Next(new MessageIds(7, 1)).Should().NotBe(Next(new MessageIds(8, 1)));

    [Fact]
    public void Threads_that_ask_at_once_get_different_ids()
    {
        var ids = new MessageIds(7, 1);
        var taken = new ConcurrentBag<string>();
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 5000; i++) taken.Add(Next(ids));
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        taken.Should().HaveCount(20_000);
        taken.Distinct().Should().HaveCount(20_000);
    }

    private static string Next(MessageIds ids)
    {
        var id = new byte[MessageIds.Length];
        ids.Write(ids.Take(1), id);
        return Encoding.ASCII.GetString(id);
    }
}
