#!/usr/bin/env python3
"""Continues (or begins) a LoRA adapter on one GPU for a fixed time, in the fill-in format.
usage: train.py BASE.gguf CORPUS.jsonl.xz START.gguf|- OUT_DIR --seconds 510 [--rank 128] [--lr 1e-3] [--holdout owner/name,…]
Writes OUT_DIR/adapter.gguf.NN (`cat` them) and report.json. Needs torch 2.4 or later, numpy, tokenizers, xz."""
import argparse, json, math, multiprocessing as mp, os, queue as queues, subprocess, threading, time
os.environ["TOKENIZERS_PARALLELISM"] = "false"; os.environ["OMP_NUM_THREADS"] = "2"
import numpy as np
import torch, torch.nn as nn, torch.nn.functional as F
import fill_in, gguf

T0 = time.time()
def say(*a): print(f"[{time.time() - T0:6.1f}]", *a, flush=True)


def worker(queue, parts, meta, seed, row):
    tok = fill_in.tokenizer(meta)
    repos = [fill_in.Repository(v) for v in parts]
    batch = []
    for ids, weights in fill_in.rows(repos, tok, seed, row):
        batch.append((ids, weights))
        if len(batch) == 8:
            queue.put((np.array([b[0] for b in batch], np.uint16), np.array([b[1] for b in batch], np.float16))); batch = []


def rms(x, w, eps):
    y = x.float(); return (y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + eps) * w.float()).to(x.dtype)


def rotate(x, cos, sin):
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack([even * cos - odd * sin, even * sin + odd * cos], -1).flatten(-2)


def block(x, cos, sin, wq, wk, wv, wo, wg, wu, wd, n1, n2, heads, kv, eps):
    b, n, d = x.shape
    h = rms(x, n1, eps)
    q = rotate(F.linear(h, wq).view(b, n, heads, -1).transpose(1, 2), cos, sin)
    k = rotate(F.linear(h, wk).view(b, n, kv, -1).transpose(1, 2), cos, sin)
    v = F.linear(h, wv).view(b, n, kv, -1).transpose(1, 2)
    k, v = k.repeat_interleave(heads // kv, 1), v.repeat_interleave(heads // kv, 1)
    o = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    x = x + F.linear(o.transpose(1, 2).reshape(b, n, d), wo)
    h = rms(x, n2, eps)
    return x + F.linear(F.silu(F.linear(h, wg)) * F.linear(h, wu), wd)


def head_chunk(h, e, t, w):
    """Sum of weighted cross-entropies, its gradient by h, and whether the likeliest token is the right one."""
    z = F.linear(h, e).float()
    lse = torch.logsumexp(z, -1)
    zt = z.gather(1, t[:, None]).squeeze(1)
    p = torch.exp(z - lse[:, None])
    g = (p * w[:, None]).scatter_add(1, t[:, None], -w[:, None]).to(h.dtype)
    return ((lse - zt) * w).sum(), g @ e, z.amax(-1) <= zt


class Head(torch.autograd.Function):
    @staticmethod
    def forward(ctx, h, e, t, w, chunk, fn):
        n = h.shape[0]; grads, total, hits = [], h.new_zeros((), dtype=torch.float32), []
        for s in range(0, n, chunk):
            l, g, hit = fn(h[s:s + chunk], e, t[s:s + chunk], w[s:s + chunk])
            total = total + l; grads.append(g); hits.append(hit)
        ctx.save_for_backward(torch.cat(grads)); hits = torch.cat(hits); ctx.mark_non_differentiable(hits)
        return total, hits
    @staticmethod
    def backward(ctx, gt, _):
        (g,) = ctx.saved_tensors
        return g * gt.to(g.dtype), None, None, None, None, None


NAMES = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


class Model(nn.Module):
    def __init__(self, meta, tensors, rank, start, device, dtype):
        super().__init__()
        g = lambda k: meta["llama." + k]
        self.heads, self.kv, self.eps, self.n = g("attention.head_count"), g("attention.head_count_kv"), g("attention.layer_norm_rms_epsilon"), g("block_count")
        put = lambda x: torch.from_numpy(np.ascontiguousarray(x)).to(device)
        self.embed, self.norm = put(tensors["token_embd.weight"]).to(dtype), put(tensors["output_norm.weight"])
        self.dtype = dtype
        self.base, self.norms, self.lora = {}, [], nn.ParameterDict()
        gen = torch.Generator().manual_seed(1)
        for i in range(self.n):
            self.norms.append((put(tensors[f"blk.{i}.attn_norm.weight"]), put(tensors[f"blk.{i}.ffn_norm.weight"])))
            for m in NAMES:
                w = tensors[f"blk.{i}.{m}.weight"]; out, inp = w.shape
                a, b = torch.randn(rank, inp, generator=gen) / inp ** 0.5, torch.zeros(out, rank)
                if start:
                    sa, sb = start[f"blk.{i}.{m}.weight.lora_a"], start[f"blk.{i}.{m}.weight.lora_b"]
                    a[:sa.shape[0]] = torch.from_numpy(sa); b[:, :sa.shape[0]] = torch.from_numpy(sb)   # both at alpha / rank = 2
                self.base[i, m] = put(w)
                self.lora[f"{i}_{m}_a"] = nn.Parameter(a.to(device)); self.lora[f"{i}_{m}_b"] = nn.Parameter(b.to(device))
        dim = g("rope.dimension_count")
        self.freq = (g("rope.freq_base") ** (-torch.arange(0, dim, 2).float() / dim)).to(device)
        self.block, self.chunk = block, head_chunk

    def weights(self):
        """The merged matrices of this step, one matrix product each: cheaper than the low-rank path for every token."""
        return {(i, m): (self.base[i, m] + 2.0 * (self.lora[f"{i}_{m}_b"] @ self.lora[f"{i}_{m}_a"])).to(self.dtype) for i in range(self.n) for m in NAMES}

    def hidden(self, tokens, w):
        angle = torch.outer(torch.arange(tokens.shape[1], device=tokens.device).float(), self.freq)
        cos, sin = angle.cos().to(self.dtype), angle.sin().to(self.dtype)
        x = F.embedding(tokens, self.embed)
        for i in range(self.n):
            x = self.block(x, cos, sin, *(w[i, m] for m in NAMES), *self.norms[i], self.heads, self.kv, self.eps)
        return rms(x, self.norm, self.eps)

    def loss(self, tokens, weights, w, chunk=8192):
        """(sum of weighted losses, sum of weights, indices of the positions, whether each was right)"""
        h = self.hidden(tokens, w)[:, :-1].flatten(0, 1)
        t, v = tokens[:, 1:].flatten(), weights[:, 1:].flatten()
        at = v.nonzero().squeeze(1)
        pad = (-len(at)) % chunk
        at2 = torch.cat([at, at.new_zeros(pad)])
        vv = v[at2].clone()
        if pad: vv[-pad:] = 0
        total, hits = Head.apply(h[at2], self.embed, t[at2], vv, chunk, self.chunk)
        return total, v.sum(), at, hits[:len(at)]

    @torch.no_grad()
    def evaluate(self, x, v, rows=16):
        """Mean loss a middle token, and the share of middles whose every token is the likeliest (what greedy decoding reproduces)."""
        w = self.weights(); loss = n = 0.0; good = count = 0
        for s in range(0, len(x), rows):
            vv = torch.where(v[s:s + rows] == 2, 1.0, 0.0)
            l, c, at, hits = self.loss(x[s:s + rows], vv, w)
            loss += l.item(); n += c.item()
            flat = vv[:, 1:].flatten(); ok = torch.ones_like(flat); ok[at] = hits.float()
            f2, o2 = flat.cpu().numpy(), ok.cpu().numpy()
            edge = np.flatnonzero(np.diff(np.concatenate([[0], f2, [0]])))
            for a, b in zip(edge[::2], edge[1::2]): good += o2[a:b].all(); count += 1
        return {"loss": round(loss / n, 4), "exact": round(good / count, 4), "middles": int(count)}

    def export(self, path, alpha):
        pairs = {f"blk.{i}.{m}.weight": (self.lora[f"{i}_{m}_a"].detach().float().cpu().numpy(), self.lora[f"{i}_{m}_b"].detach().float().cpu().numpy()) for i in range(self.n) for m in NAMES}
        gguf.write_q8(path, pairs, alpha)


def main():
    p = argparse.ArgumentParser()
    for n in ("base", "corpus", "start", "out"): p.add_argument(n)
    p.add_argument("--seconds", type=float, default=60); p.add_argument("--lr", type=float, default=1e-3)
    for n, d in (("rank", 128), ("row", 1024), ("rows", 32), ("accumulate", 2), ("workers", 15), ("val", 512)): p.add_argument("--" + n, type=int, default=d)
    p.add_argument("--holdout", default="")
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    repos = {}
    reader = subprocess.Popen(["xz", "-dc", "-T0", a.corpus], stdout=subprocess.PIPE)
    for line in reader.stdout:
        r = json.loads(line); repos.setdefault(r["repo"], []).append((r["path"], r["text"]))
    held = {k: repos.pop(k) for k in a.holdout.split(",") if k in repos}
    chars = sum(len(t) for v in repos.values() for _, t in v)
    say(len(repos), "repositories", chars, "characters; held out", sorted(held))
    meta, tensors = gguf.read(a.base)
    words = {k: meta[k] for k in ("tokenizer.ggml.tokens", "tokenizer.ggml.merges")}
    bins = [[0, []] for _ in range(min(a.workers, len(repos)))]
    for v in sorted(repos.values(), key=lambda v: -sum(len(t) for _, t in v)):
        b = min(bins, key=lambda b: b[0]); b[0] += sum(len(t) for _, t in v); b[1].append(v)
    queue = mp.Queue(64)
    ws = [mp.Process(target=worker, args=(queue, b[1], words, 1000 + i, a.row), daemon=True) for i, b in enumerate(bins)]
    for w in ws: w.start()
    tok = fill_in.tokenizer(words)
    source = fill_in.rows([fill_in.Repository(v) for v in (held or dict(list(repos.items())[:1])).values()], tok, 5, a.row)
    val = [next(source) for _ in range(a.val)]
    device = "cuda" if torch.cuda.is_available() else "cpu"; dtype = torch.bfloat16 if device == "cuda" else torch.float32
    start = gguf.read(a.start)[1] if a.start != "-" else None
    model = Model(meta, tensors, a.rank, start, device, dtype)
    if device == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = True
        model.block = torch.compile(block, dynamic=False); model.chunk = torch.compile(head_chunk, dynamic=False)
    vx = torch.tensor([v[0] for v in val], device=device); vw = torch.tensor([v[1] for v in val], device=device, dtype=torch.float32)
    say("model on", device, torch.cuda.get_device_name() if device == "cuda" else "", "tokens with loss", round((vw > 0).float().mean().item(), 3), "padding", round(((vx == 0).float().mean()).item(), 3))
    log = {"arguments": vars(a), "repositories": len(repos), "characters": chars, "heldOut": sorted(held), "device": torch.cuda.get_device_name() if device == "cuda" else "cpu"}
    log["before"] = model.evaluate(vx, vw, a.rows); say("before", log["before"])
    params = list(model.parameters())
    opt = torch.optim.AdamW(params, lr=a.lr, betas=(0.9, 0.98), weight_decay=0.01, fused=device == "cuda")
    ready = queues.Queue(6)
    def feed():
        x, v = [], []
        while True:
            i, w = queue.get(); x.append(i); v.append(w)
            if sum(map(len, x)) >= a.rows:
                xs, vs = np.concatenate(x), np.concatenate(v)
                tx, tv = torch.from_numpy(xs[:a.rows].astype(np.int64)), torch.from_numpy(vs[:a.rows].astype(np.float32))
                x, v = ([xs[a.rows:]] if len(xs) > a.rows else []), ([vs[a.rows:]] if len(vs) > a.rows else [])
                if device == "cuda": tx, tv = tx.pin_memory(), tv.pin_memory()
                ready.put((tx, tv))
    threading.Thread(target=feed, daemon=True).start()
    begin, step, tokens, curve, vals = time.time(), 0, 0, [], []
    while True:
        part = (time.time() - begin) / a.seconds
        if part >= 1: break
        lr = a.lr * min(1.0, (step + 1) / 60) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * part)))
        for g in opt.param_groups: g["lr"] = lr
        w = model.weights(); leaves = {k: t.detach().requires_grad_() for k, t in w.items()}
        total = 0.0
        for _ in range(a.accumulate):
            tx, tv = ready.get(); x, v = tx.to(device, non_blocking=True), tv.to(device, non_blocking=True)
            l, n, _, _ = model.loss(x, v, leaves)
            (l / (n * a.accumulate)).backward(); total = total + l.detach() / (n * a.accumulate)
            tokens += x.numel()
        keys = list(w)
        torch.autograd.backward([w[k] for k in keys], [leaves[k].grad for k in keys])
        norm = torch.nn.utils.clip_grad_norm_(params, 1.0); opt.step(); opt.zero_grad(set_to_none=True)
        step += 1
        if step % 25 == 0 or step < 4 or device == "cpu":
            v = total.item(); curve.append((step, round(v, 4)))
            if step % 100 == 0 or step < 60: say(f"step {step} loss {v:.3f} norm {norm.item():.2f} lr {lr:.1e} {tokens / (time.time() - begin) / 1e3:.0f}k tokens/s {tokens / 1e6:.1f}M ready {ready.qsize()} queue {queue.qsize()}")
        if part > 0.3 + 0.3 * len(vals) and part < 0.95:
            vals.append((step, model.evaluate(vx, vw, a.rows))); say("validation", vals[-1])
            if len(vals) == 2: model.export(os.path.join(a.out, "middle.gguf"), 2.0 * a.rank); say("saved")
    log.update(tokens=tokens, steps=step, curve=curve[::max(1, len(curve) // 60)], during=vals)
    model.export(os.path.join(a.out, "adapter.gguf"), 2.0 * a.rank); say("exported")
    for f in os.listdir(a.out):
        if f.startswith("middle"): os.remove(os.path.join(a.out, f))
    log["after"] = model.evaluate(vx, vw, a.rows); log["peakGiB"] = torch.cuda.max_memory_allocated() / 2**30 if device == "cuda" else 0
    log["seconds"] = time.time() - T0
    json.dump(log, open(os.path.join(a.out, "report.json"), "w"), indent=1); say(json.dumps({k: log[k] for k in ("before", "during", "after", "tokens", "steps", "seconds", "peakGiB")}))
    for w in ws: w.terminate()
    os._exit(0)


if __name__ == "__main__":
    main()
