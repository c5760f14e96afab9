namespace Mlvgm.MLNet.WeightFiles.Onnx;

/// <summary>How a protobuf field is written.</summary>
enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
