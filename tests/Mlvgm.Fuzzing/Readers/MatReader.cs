using Mlvgm.Fuzzing.Seeds;
using Mlvgm.MLNet.Evaluation.Datasets.Mat;

namespace Mlvgm.Fuzzing.Readers;

/// <summary>MATLAB's files, and what the data sets ask of them.</summary>
static class MatReader
{
    public static FuzzedReader Mat { get; } = new("mat", Read, MatSeeds.Files)
    {
        // 64 MiB of what was compressed, in a stream that doubles and then in an array.
        Memory = 300 << 20,
    };

    static void Read(byte[] bytes)
    {
        var variables = new MatVariables(ScratchFolder.Write("file.mat", bytes));
        Several.Read(() => variables.Integers("labels"), () => variables.Texts("names"), () => variables.Structures("annotations"));
    }
}
