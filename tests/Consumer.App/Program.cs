using System.Runtime.InteropServices;
using Consumer.App;

// Predicts with a saved pipeline and prints the assemblies that this took, one per line.
if (args is not [var modelFile, var inputFile, var outputFile, var inputColumn, var outputColumn])
{
    Console.Error.WriteLine("usage: Consumer.App MODEL.zip INPUTS.f32 OUTPUTS.f32 INPUT_COLUMN OUTPUT_COLUMN");
    return 2;
}
float[] inputs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(inputFile)).ToArray();
float[] outputs = SavedPipeline.Predict(modelFile, inputs, inputColumn, outputColumn);
File.WriteAllBytes(outputFile, MemoryMarshal.AsBytes(outputs.AsSpan()));
foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) Console.WriteLine(assembly.GetName().Name);
return 0;
