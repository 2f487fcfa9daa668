using System.Xml.Linq;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Recording;

public sealed class ScreenPictureTests
{
    [Fact]
    public void Each_run_stands_at_its_cells_and_what_is_markup_is_text()
    {
        var grid = new CellGrid(2, 10);
        grid.Write(0, 0, "a<&>b", default, 10);
        grid.Write(0, 5, "日", new CellStyle(Color.Rgb(255, 0, 0), Color.Default, CellAttributes.Bold), 10);
        grid.Write(1, 9, "│", default, 10);
        XElement svg = XDocument.Parse(ScreenPicture.Of(grid)).Root!;
        XElement[] texts = [.. svg.Elements().Where(each => each.Name.LocalName == "text")];
        texts.Select(each => each.Value).Should().Equal("a<&>b", "日");
        texts[1].Attribute("x")!.Value.Should().Be("56");
        texts[1].Attribute("textLength")!.Value.Should().Be("16.8");
        texts[1].Attribute("fill")!.Value.Should().Be("#ff0000");
        svg.Elements().Count(each => each.Name.LocalName == "rect").Should().Be(2);
    }
}
