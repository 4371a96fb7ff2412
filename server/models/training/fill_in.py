"""Training examples in the fill-in format. One example, special tokens by name:

    (<file_sep> path \\n declaration or similar window)*   [<issue_comment> text after the cursor]   <filename> path \\n text before the cursor  MIDDLE  <|endoftext|>

Stable parts come first and the text before the cursor last, so that a keystroke appends and the KV cache holds. The three sentinels are
tokens of SmolLM2's own vocabulary that plain code never contains. Cuts fall anywhere in a line, inside words too, so the model learns to
go on from text that is not at a token boundary; text before the cursor is cut back by one token and the middle begins with the rest of it
(token healing, as at inference)."""
import random, re
from tokenizers import Tokenizer, models, pre_tokenizers

END, SUFFIX, PREFIX, FILE = 0, 9, 6, 5
WORD = re.compile(r"[A-Za-z_]\w+")
KEYWORDS = set("public private protected internal static readonly void int string bool var new return if else for foreach while using namespace class struct get set this null true false async await throw object sealed override virtual const out ref in is as not summary param returns".split())


def tokenizer(meta):
    vocab = {t: i for i, t in enumerate(meta["tokenizer.ggml.tokens"])}
    t = Tokenizer(models.BPE(vocab, [tuple(m.split(" ", 1)) for m in meta["tokenizer.ggml.merges"]]))
    t.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return t


def cut(text, rng):
    """(start, end) of a middle: from somewhere in a code line to the line's end, before its closers, or the end of a block."""
    lines = text.split("\n")
    code = [i for i, l in enumerate(lines) if len(l.strip()) > 3 and not l.strip().startswith(("//", "#", "using ", "[assembly", "*"))]
    if not code: return None
    i = rng.choice(code)
    line, at = lines[i], sum(len(l) + 1 for l in lines[:i])
    indent = len(line) - len(line.lstrip())
    spots = [indent] * 4 + [m.end() for m in re.finditer(r"[.(]|= |, |=> |\breturn |\bnew ", line)] * 2 + [rng.randrange(indent, len(line))]
    col = rng.choice([s for s in spots if s < len(line)] or [indent])
    end = at + len(line)
    kind = rng.random()
    if kind < 0.15:
        m = re.search(r"[)\]};,]+$", line)
        if m and m.start() > col: end = at + m.start()
    elif kind > 0.70:
        depth, j, limit = 0, at + col, min(len(text), at + col + 900)
        stops = []
        while j < limit:
            c = text[j]
            if c in "{(": depth += 1
            elif c in "})":
                depth -= 1
                if depth < 0: break
            elif c == "\n" and depth == 0 and j > at + col: stops.append(j)
            j += 1
        if depth < 0 and text[j] == "}":
            tail = text.rfind("\n", at + col, j)
            if tail > at + col: stops.append(tail)
        if stops: end = rng.choice(stops[-3:])
    return at + col, end


DECL = re.compile(r"^([ \t]*)((?:(?:public|internal|private|protected|static|sealed|abstract|partial|readonly|ref|unsafe|file|new) )*(?:class|struct|interface|record(?: struct| class)?|enum) (\w+)[^\n{;(]*)", re.M)
SIG = re.compile(r"^[ \t]*((?:public|internal|protected) [^\n{;=]*?)(\{ ?get[^\n]*|;|=>[^\n]*|=[^\n]*)?$")


def outline(text, m):
    """Header and signatures of the type that a match of DECL declares, as the product writes them for a prompt."""
    indent, head, name = m.group(1), m.group(2).strip(), m.group(3)
    lines, body = text[m.end():m.end() + 12000].split("\n"), []
    iface, enum = " interface " in " " + head, " enum " in " " + head
    for l in lines[1:]:
        if l.startswith(indent + "}"): break
        if len(l) - len(l.lstrip()) != len(indent) + 4: continue
        t = l.strip()
        if enum:
            w = re.match(r"\w+", t)
            if w and not t.startswith(("/", "[")): body.append(w.group())
            if len(body) >= 40: break
            continue
        if iface:
            if t.endswith(";") and not t.startswith(("/", "[")): body.append(t)
        else:
            s = SIG.match(l)
            if s and " override " not in l and not t.startswith("["):
                d, rest = s.group(1).rstrip(), s.group(2) or ""
                if "(" in d and d.count("(") != d.count(")"): continue
                if "(" in d: body.append(d + ";")
                elif rest.startswith("{"): body.append(d + " " + rest.split("=")[0].strip())
                elif rest.startswith("=>"): body.append(d + " { get; }")
                elif rest: body.append(d + ";")
                else: body.append(d + " { get; set; }" if not re.search(r"\b(class|struct|enum|interface|record)\b", d) else d)
        if len(body) >= 22: break
    if not body: return None
    return head + "\n{\n    " + (", ".join(body) if enum else "\n    ".join(body)) + "\n}"


class Repository:
    """Files of one repository, an index from rare identifiers to windows of 20 lines, and where each type is declared."""
    def __init__(self, files):
        self.files, self.windows, self.index, self.types = files, [], {}, {}
        self.chars = sum(len(t) for _, t in files)
        for f, (path, text) in enumerate(files):
            lines = text.split("\n")
            marks = [set(WORD.findall(l)) - KEYWORDS for l in lines]
            for start in range(0, max(1, len(lines) - 8), 12):
                self.windows.append((f, start))
                for w in set().union(*marks[start:start + 20]):
                    self.index.setdefault(w, []).append(len(self.windows) - 1)
            for m in DECL.finditer(text):
                self.types.setdefault(m.group(3), (f, m.start()))
        self.index = {w: h for w, h in self.index.items() if len(h) <= 200}

    def similar(self, f, query, k):
        scores = {}
        for w in set(WORD.findall(query)) - KEYWORDS:
            hits = self.index.get(w, ())
            if hits:
                v = 1.0 / (1 + len(hits)) ** 0.5
                for i in hits:
                    if self.windows[i][0] != f: scores[i] = scores.get(i, 0.0) + v
        best, used = [], set()
        for i in sorted(scores, key=scores.get, reverse=True)[:40]:
            g, start = self.windows[i]
            if (g, start // 24) in used: continue
            used.add((g, start // 24)); best.append(i)
            if len(best) == k: break
        out = []
        for i in reversed(best):
            g, start = self.windows[i]
            path, text = self.files[g]
            out.append((path, shorten("\n".join(text.split("\n")[start:start + 20]).strip("\n"))))
        return out

    def declarations(self, f, near, k):
        """Declarations of types of other files that are named near the cursor, the nearest last."""
        names, out = [], []
        for w in reversed(WORD.findall(near)):
            if w[0].isupper() and w in self.types and self.types[w][0] != f and w not in names: names.append(w)
            if len(names) == k: break
        for w in reversed(names):
            g, at = self.types[w]
            path, text = self.files[g]
            m = DECL.match(text, at)
            o = outline(text, m) if m else None
            if o: out.append((path, shorten(o)))
        return out


def shorten(text, limit=1200):
    if len(text) <= limit: return text
    end = text.rfind("\n", 0, limit)
    return text[:end] if end > 0 else text[:limit]


def example(repo, f, tok, rng, length):
    path, text = repo.files[f]
    c = cut(text, rng)
    if c is None: return None
    start, end = c
    enc = lambda s: tok.encode(s).ids
    ids, weights = [], []
    def add(t, w):
        ids.extend(t); weights.extend([w] * len(t))
    budget = length * 6 // 10                                 # for what is not this file's text before the cursor
    side = []
    if rng.random() < 0.4:
        room = length // 5
        for p, o in repo.declarations(f, text[max(0, start - 1200):start], rng.choice((1, 2, 3))):
            t = [FILE] + enc(p + "\n" + o + "\n")
            if len(t) <= room: side.append(t); room -= len(t)
    if rng.random() < 0.8:
        tail = text[end:end + 400]
        query = "\n".join(text[max(0, start - 3000):start].split("\n")[-12:] + (tail.split("\n")[:4] if rng.random() < .5 else []))
        for p, window in repo.similar(f, query, rng.choice((1, 2, 3, 3, 3)) if length > 500 else 1): side.append([FILE] + enc(p + "\n" + window + "\n"))
    while side and sum(map(len, side)) > budget: side.pop(0)
    for t in side: add(t, 0.0)
    if rng.random() < 0.9:
        n = rng.choice((32, 96, 96, 128))
        add([SUFFIX] + enc(text[end:end + n * 8])[:n], 0.0)
    near, middle_text = text[max(0, start - 400):start], text[start:end]
    joined, tail = enc(near + middle_text), enc(near)
    head = enc(path + "\n")
    k = 0
    while k < len(tail) - 1 and k < len(joined) and tail[k] == joined[k]: k += 1
    middle = joined[k:]
    if len(middle) > 200: return None
    room = length - len(ids) - len(head) - len(middle) - 2
    if room < 32: return None
    first = max(0, start - room * 5)
    if first: first = text.find("\n", first, start) + 1 or first
    before = enc(text[first:start])
    if len(tail) - k: before = before[:len(before) - (len(tail) - k)]
    if rng.random() < 0.25: room = rng.randint(room // 3, room)
    before = before[-room:]
    add([PREFIX] + head, 0.0); add(before, 0.5); add(middle + [END], 2.0)
    return ids, weights


def plain(repo, f, tok, rng, length):
    path, text = repo.files[f]
    s = rng.randrange(0, max(1, len(text) - length * 2))
    s = text.find("\n", s) + 1 if s else 0
    head = [FILE] + tok.encode(path + "\n").ids
    ids = tok.encode(text[s:s + length * 5]).ids[:length - len(head)]
    return head + ids, [0.0] * len(head) + [1.0] * len(ids)


LAYOUTS = [(1024,)] * 5 + [(640, 384)] * 2 + [(512, 512)] * 2 + [(768, 256)] * 2 + [(832, 192)]


def rows(repos, tok, seed, row):
    """Endless rows of exactly `row` tokens with their weights."""
    rng = random.Random(seed)
    sizes = [r.chars ** 0.7 for r in repos]
    while True:
        ids, weights = [], []
        for n in rng.choice(LAYOUTS):
            n = n * row // 1024
            for _ in range(4):
                r = rng.choices(repos, sizes)[0]
                f = rng.randrange(len(r.files))
                e = example(r, f, tok, rng, n) if rng.random() < 0.92 else plain(r, f, tok, rng, n)
                if e: ids += e[0]; weights += e[1]; break
        # what is left of the row: one more short stretch of a file
        left = row - len(ids)
        if left > 64:
            r = rng.choices(repos, sizes)[0]
            e = plain(r, rng.randrange(len(r.files)), tok, rng, left)
            ids += e[0]; weights += e[1]
        if len(ids) > row: ids, weights = ids[:row], weights[:row]
        yield ids + [END] * (row - len(ids)), weights + [0.0] * (row - len(ids))
