using EncoderService;
using Mlvgm.MLNet.Settings;

namespace Examples.Tests;

public class ServiceOptionsTests
{
    [Fact]
    public void The_page_has_every_option_with_its_range_and_default()
    {
        PageTable.AssertRows(
            SettingsOf.All(new ServiceOptions()).Select(found =>
                $"| `{found.Setting.Option}` | {found.Setting.Range ?? found.Setting.Placeholder} | `{Setting.Format(found.Setting.Of(found.Owner))}` | {found.Setting.Text} |"),
            "docs/service.md", "| option | values | default | what it means |");
        // Every property is an option.
        Assert.Equal(typeof(ServiceOptions).GetProperties().Length, SettingsOf.All(new ServiceOptions()).Count());
    }
}
