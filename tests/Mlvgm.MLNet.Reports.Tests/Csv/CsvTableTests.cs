using Mlvgm.MLNet.Reports.Csv;

namespace Mlvgm.MLNet.Reports.Tests.Csv;

public sealed class CsvTableTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Text_is_quoted_words_where_they_need_it_and_numbers_have_a_point()
    {
        var table = new CsvTable("name", "kind", "value", "count");
        table.Add(CsvCell.Text("a \"b\""), CsvCell.Word("x"), CsvCell.Number(0.5, "F3"), CsvCell.Number(7));
        table.Add(CsvCell.Text(null), CsvCell.Word("x,y"), CsvCell.Number(null, "F3"), CsvCell.Number(-1));
        string expected = "name,kind,value,count\n\"a \"\"b\"\"\",x,0.500,7\n,\"x,y\",,-1\n";
        Assert.Equal(expected, table.ToString());
        table.Write(_folder.File("out/table.csv"));
        Assert.Equal(expected, File.ReadAllText(_folder.File("out/table.csv")));
    }

    [Theory, MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public void A_name_comes_back_as_it_was(string name)
    {
        var table = new CsvTable("a", "b");
        table.Add(CsvCell.Text(name), CsvCell.Word(name));
        Assert.Equal([["a", "b"], [name, name]], CsvRows.Read(table.ToString()));
    }

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Contains("1 cells do not fit into 2 columns", Assert.Throws<ArgumentException>(() => new CsvTable("a", "b").Add(CsvCell.Number(1))).Message);

    public void Dispose() => _folder.Dispose();
}
