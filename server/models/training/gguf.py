"""GGUF v3 reading (Q4_1, Q8_0, F16, F32 to float32) and writing of a LoRA adapter at Q8_0. Needs numpy only.
Format: the ggml project's docs/gguf.md; block layouts: ggml-common.h (block_q4_1: f16 d, f16 m, 16 bytes; block_q8_0: f16 d, 32 int8)."""
import struct
import numpy as np

_SCALAR = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
F32, F16, Q4_1, Q8_0 = 0, 1, 3, 8


def read(path):
    """Returns (metadata dict, {tensor name: float32 array in row-major (rows, columns)})."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    pos = 4
    def take(fmt):
        nonlocal pos
        size = struct.calcsize("<" + fmt)
        value = struct.unpack("<" + fmt, raw[pos:pos + size].tobytes())[0]
        pos += size
        return value
    def string():
        nonlocal pos
        n = take("Q")
        value = raw[pos:pos + n].tobytes().decode("utf-8")
        pos += n
        return value
    def value(kind):
        if kind == 8:
            return string()
        if kind == 9:
            item, n = take("I"), take("Q")
            return [value(item) for _ in range(n)]
        return take(_SCALAR[kind])
    assert raw[:4].tobytes() == b"GGUF" and take("I") == 3, "not a GGUF v3 file"
    n_tensors, n_keys = take("Q"), take("Q")
    meta = {}
    for _ in range(n_keys):
        key = string()
        meta[key] = value(take("I"))
    infos = []
    for _ in range(n_tensors):
        name = string()
        dims = [take("Q") for _ in range(take("I"))]
        infos.append((name, dims, take("I"), take("Q")))
    align = meta.get("general.alignment", 32)
    base = (pos + align - 1) // align * align
    tensors = {}
    for name, dims, kind, offset in infos:
        count = int(np.prod(dims))
        tensors[name] = _decode(raw[base + offset:], kind, count).reshape(dims[::-1])
    return meta, tensors


def _decode(data, kind, n):
    if kind == F32:
        return data[:n * 4].view(np.float32).copy()
    if kind == F16:
        return data[:n * 2].view(np.float16).astype(np.float32)
    if kind == Q8_0:
        block = np.asarray(data[:n // 32 * 34]).reshape(-1, 34)
        scale = block[:, :2].copy().view(np.float16).astype(np.float32)
        return (block[:, 2:].view(np.int8).astype(np.float32) * scale).ravel()
    if kind == Q4_1:
        block = np.asarray(data[:n // 32 * 20]).reshape(-1, 20)
        scale = block[:, :2].copy().view(np.float16).astype(np.float32)
        low = block[:, 2:4].copy().view(np.float16).astype(np.float32)
        q = np.concatenate([block[:, 4:] & 15, block[:, 4:] >> 4], axis=1).astype(np.float32)
        return (q * scale + low).ravel()
    raise ValueError(f"tensor type {kind} is not read here")


def q8(x):
    b = x.reshape(-1, 32).astype(np.float32)
    d = (np.abs(b).max(1) / 127).astype(np.float16)
    s = d.astype(np.float32)[:, None]
    q = np.where(s > 0, np.rint(b / np.where(s > 0, s, 1)), 0).clip(-127, 127).astype(np.int8)
    return np.concatenate([d[:, None].view(np.uint8), q.view(np.uint8)], 1).tobytes()


def write_q8(path, pairs, alpha):
    """pairs: {base tensor name: (A (rank, in), B (out, rank))}; written under the names llama.cpp expects, in parts of 15 MiB to `cat`."""
    s = lambda text: struct.pack("<Q", len(text.encode())) + text.encode()
    keys = {"general.type": "adapter", "general.architecture": "llama", "adapter.type": "lora", "adapter.lora.alpha": float(alpha), "general.name": "SmolLM2 C# fill-in", "smolcode.fill_in.format": "1"}
    kv = lambda k, v: s(k) + (struct.pack("<I", 8) + s(v) if isinstance(v, str) else struct.pack("<If", 6, v))
    tensors = [(n + x, p) for n, (a, b) in pairs.items() for x, p in ((".lora_a", a), (".lora_b", b))]
    head, offset, body = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(keys)) + b"".join(kv(k, v) for k, v in keys.items()), 0, []
    for name, t in tensors:
        head += s(name) + struct.pack("<I", 2) + struct.pack("<QQ", t.shape[1], t.shape[0]) + struct.pack("<IQ", 8, offset)
        data = q8(t); data += b"\0" * (-len(data) % 32); body.append(data); offset += len(data)
    data = head + b"\0" * (-len(head) % 32) + b"".join(body)
    for i in range(0, len(data), 15 * 2**20): open(f"{path}.{i // (15 * 2**20):02d}", "wb").write(data[i:i + 15 * 2**20])
