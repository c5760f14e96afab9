using Mlvgm.MLNet.OnnxExport.Parity;

namespace Mlvgm.MLNet.OnnxExport.Tests.Parity;

public class ParityRunnerTests
{
    [Fact]
    public void A_missing_native_library_is_recognised_behind_a_static_constructor() =>
        Assert.True(NativeOnnxRuntime.IsMissing(
            new TypeInitializationException("NativeMethods", new TypeInitializationException("Env", new DllNotFoundException()))));

    [Fact]
    public void Other_failures_are_not_taken_for_a_missing_library() =>
        Assert.False(NativeOnnxRuntime.IsMissing(new InvalidOperationException()));

    [Fact]
    public void A_graph_that_ONNX_Runtime_refuses_is_an_error_of_the_export() =>
        Assert.Throws<OnnxParityException>(() => new ParityRunner([1, 2, 3]).Dispose());
}
