using System.Globalization;
using Mlvgm.MLNet.Cli.Execution;

namespace Mlvgm.MLNet.Cli.Tests.Settings;

public class NumberTests
{
    [Theory]
    [InlineData("--learning-rate", "0,05", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--weight-decay", "0,0001", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--steps", "1,000", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--mean", "0,5", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--seed", "1,000", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--generator-batch", "1,000", "train", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--image-size", "3,2", "train", "--images", "x", "--out", "x")]
    [InlineData("--holdout", "0,2", "train", "--images", "x", "--out", "x")]
    [InlineData("--holdout", "1.5", "train", "--images", "x", "--out", "x")]
    [InlineData("--holdout", "NaN", "train", "--images", "x", "--out", "x")]
    [InlineData("--budget", "0,5", "evaluate", "x", "--data", "x", "--out", "x")]
    [InlineData("--gamma-nats", "1,5", "measure", "fashion-mnist-nvae", "--out", "x")]
    [InlineData("--temperature", "0,7", "import", "x", "--as", "nvae", "--out", "x")]
    [InlineData("--size", "3,2", "train-generator", "nvae", "--data", "x", "--out", "x")]
    [InlineData("--factors", "0,7", "evaluate-generator", "fashion-mnist-nvae", "--data", "x", "--out", "x")]
    public async Task A_comma_is_neither_a_decimal_point_nor_nothing_in_any_language(string option, string value, params string[] command)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // A language whose decimal sign is a comma, and one that is ours.
            foreach (string separator in (string[])[",", "."])
            {
                var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
                culture.NumberFormat.NumberDecimalSeparator = separator;
                culture.NumberFormat.NumberGroupSeparator = separator == "," ? "." : ",";
                CultureInfo.CurrentCulture = culture;
                var run = await CliRun.Of([.. command, option, value]);
                Assert.Equal(ExitCode.Usage, run.ExitCode);
                Assert.Matches($@"{option}\)? is ", run.Error);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
