namespace ChatSockets.CommandLine.Tests;

public sealed class StandardOutputStreamTests
{
    public static TheoryData<Exception, string, bool> Failures => new()
    {
        { new IOException("No space left on device", 28), "standard output cannot be written: No space left on device", false },
        { new IOException("Broken pipe", 32), "standard output cannot be written: Broken pipe", true },
        { new IOException("The pipe has been ended.", unchecked((int)0x8007006D)),
            "standard output cannot be written: The pipe has been ended.", true },
        { new IOException("The pipe is being closed.", unchecked((int)0x800700E8)),
            "standard output cannot be written: The pipe is being closed.", true },
        { new UnauthorizedAccessException("Access to the path is denied."), "standard output cannot be written: it is closed", false },
        { new ObjectDisposedException("stream"), "standard output cannot be written: it is closed", false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_says_that_it_was_standard_output_and_whether_only_its_reader_has_gone(
        Exception failure, string message, bool isReaderGone)
    {
        using var output = StandardOutputStream.Of(new FailingStream(failure));
        foreach (Action act in new Action[] { () => output.Write("hello"u8), () => output.Write([1], 0, 1), output.Flush })
        {
            StandardOutputException told = act.Should().Throw<StandardOutputException>().WithMessage(message).Which;
            told.IsReaderGone.Should().Be(isReaderGone);
            told.InnerException.Should().BeSameAs(failure);
        }
    }

    [Fact]
    public void A_text_that_is_written_through_it_arrives()
    {
        using var bytes = new MemoryStream();
        using var text = new StreamWriter(StandardOutputStream.Of(bytes)) { AutoFlush = true };
        text.Write("grüße");
        bytes.ToArray().Should().Equal("grüße"u8.ToArray());
    }

    [Fact]
    public void It_is_not_wrapped_twice()
    {
        using var output = StandardOutputStream.Of(Stream.Null);
        StandardOutputStream.Of(output).Should().BeSameAs(output);
    }

    [Fact]
    public void What_was_closed_from_the_start_says_so()
    {
        using var output = StandardOutputStream.Of(new UnusableStream());
        Action write = () => output.Write("hello"u8);
        write.Should().Throw<StandardOutputException>().WithMessage("standard output cannot be written: it is closed");
    }

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw failure;

        public override void Write(ReadOnlySpan<byte> buffer) => throw failure;

        public override void Flush() => throw failure;
    }
}
