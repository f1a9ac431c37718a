"""A byte-level BPE tokenizer in the form that llama.cpp reads as model `gpt2` with the pre-tokenizer `qwen2`."""

import collections
import re
from dataclasses import dataclass

END_OF_TEXT, START, END = SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]

# Qwen2's pattern without the Unicode classes that Python's `re` lacks: the phrases are plain ASCII.
WORDS = re.compile(
    r"'(?:s|t|re|ve|m|ll|d)|[^\r\na-zA-Z0-9]?[a-zA-Z]+|[0-9]| ?[^\sa-zA-Z0-9]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
AT_SPECIAL = re.compile("(" + "|".join(re.escape(token) for token in SPECIAL) + ")")


def visible_bytes() -> dict[int, str]:
    """GPT-2's alphabet: each byte as one printable character."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    moved = [byte for byte in range(256) if byte not in kept]
    return {**{byte: chr(byte) for byte in kept}, **{byte: chr(256 + at) for at, byte in enumerate(moved)}}


VISIBLE = visible_bytes()


def words_of(text: str) -> list[str]:
    return ["".join(VISIBLE[byte] for byte in word.encode()) for word in WORDS.findall(text)]


@dataclass
class Tokenizer:
    vocabulary: list[str]
    merges: list[tuple[str, str]]
    # How each word of the corpus is cut.
    cuts: dict[str, list[str]]

    def __post_init__(self) -> None:
        self.ids = {token: at for at, token in enumerate(self.vocabulary)}

    def encode(self, text: str) -> list[int]:
        """Only for text of the corpus: a word that it lacks is spelled byte by byte."""
        ids = []
        for part in AT_SPECIAL.split(text):
            if part in SPECIAL:
                ids.append(self.ids[part])
            else:
                ids += [self.ids[token] for word in words_of(part) for token in self.cuts.get(word, list(word))]
        return ids


def merged(tokens: list[str], first: str, second: str) -> list[str]:
    """The tokens with each `first second` as one."""
    out, at = [], 0
    while at < len(tokens):
        if at < len(tokens) - 1 and tokens[at] == first and tokens[at + 1] == second:
            out.append(first + second)
            at += 2
        else:
            out.append(tokens[at])
            at += 1
    return out


def train_tokenizer(documents: list[str], size: int, multiple: int) -> Tokenizer:
    """Merges the most frequent pair until there are `size` tokens; padding makes the vocabulary a multiple."""
    counts = collections.Counter(
        word for text in documents for part in AT_SPECIAL.split(text) if part not in SPECIAL for word in words_of(part)
    )
    cuts = {word: list(word) for word in counts}
    merges: list[tuple[str, str]] = []
    # Bytes in their order, not in that of the alphabet: the ids of a trained model hang on it.
    vocabulary = [VISIBLE[byte] for byte in range(256)]
    while len(vocabulary) < size:
        pairs: collections.Counter[tuple[str, str]] = collections.Counter()
        for word, tokens in cuts.items():
            for pair in zip(tokens, tokens[1:]):
                pairs[pair] += counts[word]
        if not pairs:
            break
        (first, second), _ = pairs.most_common(1)[0]
        merges.append((first, second))
        vocabulary.append(first + second)
        for word, tokens in cuts.items():
            cuts[word] = merged(tokens, first, second)
    vocabulary += SPECIAL
    while len(vocabulary) % multiple:
        vocabulary.append(f"<|pad{len(vocabulary)}|>")
    return Tokenizer(vocabulary, merges, cuts)
