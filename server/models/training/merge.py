#!/usr/bin/env python3
"""Merges a LoRA adapter into a GGUF and writes every matrix as Q8_0 (matrices that are Q8_0 already and unadapted are copied): what the
product does on first use, here as a checked reference.  usage: merge.py BASE.gguf ADAPTER.gguf|- OUT.gguf  (numpy only)
W' = W + (alpha / rank) * B @ A, W dequantised to float32. Q8_0 of 32 values: d = max|x| / 127 as f16, q = round(x / d).
The tests of the product compare its bytes with what this writes. B @ A is summed over the ranks in order, each step a fused
multiply-add: the sums of a BLAS differ in the last bit, which turned 149 of 134 M quantised values by one."""
import struct, sys
import numpy as np
import gguf


def layout(path):
    """Offsets within the file: end of the key-value part, and [(name, dims, kind, offset)]."""
    raw = np.memmap(path, dtype=np.uint8, mode="r"); pos = 4
    def take(f):
        nonlocal pos
        n = struct.calcsize("<" + f); v = struct.unpack("<" + f, raw[pos:pos + n].tobytes())[0]; pos += n; return v
    def skip(kind):
        nonlocal pos
        if kind == 8: n = take("Q"); pos += n
        elif kind == 9:
            item, n = take("I"), take("Q")
            for _ in range(n): skip(item)
        else: take(gguf._SCALAR[kind])
    take("I"); tensors, keys = take("Q"), take("Q"); start = pos
    for _ in range(keys): skip(8); skip(take("I"))
    end = pos; infos = []
    for _ in range(tensors):
        n = take("Q"); name = raw[pos:pos + n].tobytes().decode(); pos += n
        infos.append((name, [take("Q") for _ in range(take("I"))], take("I"), take("Q")))
    return raw, keys, raw[start:end].tobytes(), infos, (pos + 31) // 32 * 32


def product(b, a):
    b, a = b.astype(np.float64), a.astype(np.float64)      # the product of two float32 is exact in float64
    s = np.zeros((b.shape[0], a.shape[1]), np.float32)
    for r in range(a.shape[0]): s = (b[:, r:r + 1] * a[r] + s).astype(np.float32)
    return s


def main():
    base, adapter, out = sys.argv[1:4]
    _, tensors = gguf.read(base)
    delta = {}
    if adapter != "-":
        meta, pairs = gguf.read(adapter)
        for name in {n[:-7] for n in pairs}:
            a, b = pairs[name + ".lora_a"], pairs[name + ".lora_b"]
            delta[name] = (meta["adapter.lora.alpha"] / a.shape[0]) * product(b, a)
    raw, keys, kv, infos, data_at = layout(base)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(infos), keys) + kv
    body, offset = [], 0
    for name, dims, kind, at in infos:
        if len(dims) == 1: data, kind = tensors[name].astype(np.float32).tobytes(), 0
        elif kind == 8 and name not in delta: data = raw[data_at + at:data_at + at + int(np.prod(dims)) // 32 * 34].tobytes()
        else: data, kind = gguf.q8(tensors[name] + delta.get(name, 0)), 8
        head += struct.pack("<Q", len(name)) + name.encode() + struct.pack("<I", len(dims)) + struct.pack(f"<{len(dims)}Q", *dims) + struct.pack("<IQ", kind, offset)
        data += b"\0" * (-len(data) % 32); body.append(data); offset += len(data)
    with open(out, "wb") as f:
        f.write(head + b"\0" * (-len(head) % 32))
        for d in body: f.write(d)


if __name__ == "__main__":
    main()
