using static TorchSharp.torch;

namespace Mlvgm.MLNet.Torch.Generators.StyleGan2;

/// <summary>Chooses the noise of one synthesis layer.</summary>
/// <param name="layer">Its name, such as <c>b8.conv0</c>.</param>
/// <param name="constant">The noise stored with the weights, [h, w].</param>
/// <returns>Noise that broadcasts to [n, 1, h, w], of unit variance; null for none.</returns>
delegate Tensor? NoiseChoice(string layer, Tensor constant);
