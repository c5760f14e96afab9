using CsCheck;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mlvgm.MLNet.OnnxExport.Tests.Layers;

public class ActivationLayerTests
{
    public static TheoryData<string> Names => [.. Plain.Keys];

    static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Plain = new()
    {
        ["ReLU"] = () => ReLU(),
        ["SiLU"] = () => SiLU(),
        ["ELU"] = () => ELU(),
        ["LeakyReLU"] = () => LeakyReLU(),
        ["Sigmoid"] = () => Sigmoid(),
        ["Tanh"] = () => Tanh(),
        ["Identity"] = () => Sequential(Identity(), ReLU()),
        ["Dropout"] = () => Sequential(Dropout(0.5), ReLU()),
        ["Dropout2d"] = () => Sequential(Dropout2d(0.5), ReLU()),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Agrees(string name) => ExportAssert.Agrees(Plain[name](), 3, 4, 5);

    [Fact]
    public void Slopes_are_kept() => Gen.Double[0.01, 2].Sample(
        slope =>
        {
            ExportAssert.Agrees(LeakyReLU(slope), 20);
            ExportAssert.Agrees(ELU(slope), 20);
        },
        iter: 10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Softmax_agrees_along_any_axis(long axis) => ExportAssert.Agrees(Softmax(axis), 3, 4, 5);
}
