using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Import.StyleGan2;

/// <summary>The variables of the TensorFlow network, their names and layouts in the PyTorch one (docs/method/weight-formats.md#tensorflow-networks).</summary>
static partial class TensorFlowNames
{
    static readonly Dictionary<string, string> Layers = new(StringComparer.Ordinal)
    {
        ["Conv"] = "conv1",
        ["Conv0_up"] = "conv0",
        ["Conv1"] = "conv1",
        ["ToRGB"] = "torgb",
    };

    /// <summary>The PyTorch key of a variable, and the change of layout; null for what the network does not need.</summary>
    public static (string Key, Func<Tensor, Tensor>? Convert)? Translate(string variable)
    {
        if (variable == "dlatent_avg") return ("mapping.w_avg", null);
        if (variable == "synthesis/4x4/Const/const") return ("synthesis.b4.const", x => x.squeeze(0));
        if (DensePattern().Match(variable) is { Success: true } dense)
            return ($"mapping.fc{dense.Groups[1].Value}.{dense.Groups[2].Value}", dense.Groups[2].Value == "weight" ? x => x.t() : null);
        if (NoisePattern().Match(variable) is { Success: true } noise) return (NoiseKey(int.Parse(noise.Groups[1].Value, CultureInfo.InvariantCulture)), x => x[0, 0]);
        return LayerPattern().Match(variable) is { Success: true } layer
            ? Layer($"synthesis.b{layer.Groups[1].Value}.{Layers[layer.Groups[2].Value]}", layer.Groups[2].Value == "Conv0_up", layer.Groups[3].Value)
            : null;
    }

    static (string, Func<Tensor, Tensor>?) Layer(string path, bool up, string variable) => variable switch
    {
        "mod_weight" => ($"{path}.affine.weight", x => x.t()),
        "mod_bias" => ($"{path}.affine.bias", x => x + 1),
        // [kh, kw, in, out]; the PyTorch network convolves where it goes up, and correlates elsewhere.
        "weight" => ($"{path}.weight", x => (up ? x.flip(0, 1) : x).permute(3, 2, 0, 1)),
        _ => ($"{path}.{variable}", null),
    };

    /// <summary>noise0 is of the 4x4 layer, then there are two per resolution.</summary>
    static string NoiseKey(int index) => index == 0
        ? "synthesis.b4.conv1.noise_const"
        : $"synthesis.b{BigInteger.One << ((index + 5) / 2)}.conv{(index + 1) % 2}.noise_const";

    [GeneratedRegex(@"^mapping/Dense(\d{1,2})/(weight|bias)$")]
    private static partial Regex DensePattern();

    [GeneratedRegex(@"^synthesis/noise(\d{1,2})$")]
    private static partial Regex NoisePattern();

    [GeneratedRegex(@"^synthesis/(\d{1,4})x\1/(Conv|Conv0_up|Conv1|ToRGB)/(weight|bias|mod_weight|mod_bias|noise_strength)$")]
    private static partial Regex LayerPattern();
}
