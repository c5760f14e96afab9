using Xunit.Sdk;
using Xunit.v3;

// These tests start builds; two at once would only take each other's processors.
[assembly: Parallelization(Mode = ParallelMode.None)]
