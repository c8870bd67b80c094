namespace Equipoise.Imaging.Dicom.Codecs;

/// <summary>Reads the coded data of a JPEG scan bit by bit, up to the next marker.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> coded)
{
    private readonly ReadOnlySpan<byte> _coded = coded;
    private ulong _buffer;
    private int _count, _padding, _at;

    /// <summary>A difference as lossless JPEG codes it (H.1.2.2): its size, then its bits.</summary>
    /// <exception cref="UnreadableImageException">No such code, or the data end early.</exception>
    public int Difference(JpegHuffmanTable table)
    {
        Fill();
        var (length, size) = table[(int)(_buffer >> (_count - JpegHuffmanTable.LookAhead)) & 0xFFFF];
        if (length == 0 || size > 16)
            throw new UnreadableImageException("damaged: JPEG data with a code that is not defined");
        Consume(length);
        if (size is 0 or 16)
            return size == 0 ? 0 : 32768;
        var bits = (int)(_buffer >> (_count - size)) & ((1 << size) - 1);
        Consume(size);
        return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
    }

    /// <summary>Passes over the restart marker that must come here.</summary>
    /// <exception cref="UnreadableImageException">It does not.</exception>
    public void Restart()
    {
        (_buffer, _count, _padding) = (0, 0, 0);
        if (_at + 1 >= _coded.Length || _coded[_at] != 0xFF || _coded[_at + 1] is < 0xD0 or > 0xD7)
            throw new UnreadableImageException("damaged: JPEG data without their restart marker");
        _at += 2;
    }

    private void Consume(int bits)
    {
        _count -= bits;
        if (_count < _padding)
            throw new UnreadableImageException("truncated: the JPEG data end early");
    }

    // A code and its difference have 32 bits at most.
    private void Fill()
    {
        while (_count <= 48)
        {
            var isData = _at < _coded.Length && (_coded[_at] != 0xFF || _at + 1 < _coded.Length && _coded[_at + 1] == 0);
            _buffer = _buffer << 8 | (isData ? _coded[_at] : (byte)0);
            _count += 8;
            if (!isData)
                _padding += 8;
            else
                _at += _coded[_at] == 0xFF ? 2 : 1;
        }
    }
}
