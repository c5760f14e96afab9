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
            {
                var (owner, setting) = found;
                return $"| `{setting.Option}` | {setting.Range ?? setting.Placeholder} | `{Setting.Format(setting.Of(owner))}` | {setting.Text} |";
            }),
            "docs/service.md", "| option | values | default | what it means |");
        // Every property is an option.
        Assert.Equal(typeof(ServiceOptions).GetProperties().Length, SettingsOf.All(new ServiceOptions()).Count());
    }
}
