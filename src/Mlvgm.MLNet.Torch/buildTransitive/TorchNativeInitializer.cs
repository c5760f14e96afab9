// Compiled into every C# program that references Mlvgm.MLNet.Torch: loads libtorch before Main, so that the program may use
// TorchSharp from its first line on, also where libstdc++ is older than GCC 13's. A failure is explained on first use.
static class MlvgmTorchNativeInitializer
{
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Initialize() => Mlvgm.MLNet.Torch.Native.TorchNative.TryEnsureLoaded();
}
