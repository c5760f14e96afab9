namespace Mlvgm.MLNet.Tests.Golden;

/// <summary>The golden tests share a file, and nothing runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class GoldenCollection : ICollectionFixture<GoldenRecord>;
