using System.Text;
using ChatSockets.Server.Importing.Ergo;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Importing.Ergo;

public sealed class SqlInsertsTests
{
    [Theory]
    [InlineData("INSERT INTO `t` VALUES (1,'a'),(2,NULL);", "t 1 a", "t 2 -")]
    [InlineData("insert into t values (-1, 0x4142 , X'43', _binary 'D', _utf8mb4 'E');", "t -1 AB C D E")]
    [InlineData("INSERT IGNORE INTO t (`b`,a) VALUES ('x','y');", "t(b,a) x y")]
    [InlineData(@"INSERT INTO t VALUES ('it''s \'\""\\\n\0\Z\q');", "t it's '\"\\\n\0\u001aq")]
    [InlineData("-- INSERT INTO t VALUES (1);\n/*!40000 ALTER; */;\nCREATE TABLE t (a int COMMENT 'INSERT INTO t VALUES (9);');\n"
        + "INSERT INTO t VALUES (2);", "t 2")]
    [InlineData("INSERT INTO other VALUES ('a;b', 'c\\'d');INSERT INTO t VALUES (3);", "t 3")]
    [InlineData("INSERT INTO t VALUES\n(1),\n(2);\nUNLOCK TABLES;\n", "t 1", "t 2")]
    [InlineData("")]
    public void Rows_are_read_as_a_dump_writes_them(string sql, params string[] rows)
    {
        foreach (int piece in (int[])[1, 2, 3, 1000]) Read(sql, piece).Should().Equal(rows);
    }

    [Theory]
    [InlineData("INSERT INTO t VALUES (1", "')' is missing, 23 bytes from its beginning")]
    [InlineData("INSERT INTO t VALUES ('a", "a text has no end, 24 bytes from its beginning")]
    [InlineData("INSERT INTO t VALUES (0xZZ);", "a value is not hexadecimal, 26 bytes from its beginning")]
    [InlineData("INSERT INTO t SELECT 1;", "INSERT without VALUES, 20 bytes from its beginning")]
    [InlineData("INSERT t;", "INSERT without INTO, 8 bytes from its beginning")]
    [InlineData("INSERT INTO t VALUES (,1);", "a value is missing, 22 bytes from its beginning")]
    public void What_is_broken_is_told_with_its_place(string sql, string reason)
    {
        Action read = () => Read(sql, 1000);
        read.Should().Throw<InvalidDataException>().WithMessage(reason);
    }

    private static List<string> Read(string sql, int piece)
    {
        var rows = new List<string>();
        new SqlInserts(new Pieces(Wire.Utf8(sql), piece)).Read(table => table == "t", (table, columns, values) => rows.Add(
            table + (columns.Count > 0 ? $"({string.Join(',', columns)})" : "") + " "
                + string.Join(' ', values.Select(value => value is null ? "-" : Encoding.UTF8.GetString(value)))));
        return rows;
    }

    // A file that is read so many bytes at a time.
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
