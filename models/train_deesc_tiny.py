"""Trains deesc-tiny, a toy language model for tests, and writes it as GGUF, with its card beside it.

    python3 models/train_deesc_tiny.py /tmp/deesc-tiny.gguf

Needs numpy and PyTorch (Debian: python3-torch, libopenblas0-pthread) and about three minutes on two cores.
"""

import argparse
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as functional

from card import card_of, sha256
from gguf import TOKEN_CONTROL, TOKEN_NORMAL, TOKEN_UNUSED, GgufFile
from phrases import make_dialogues
from qwen2 import Block, Qwen2, Shape
from tokenizer import END, END_OF_TEXT, SPECIAL, Tokenizer, train_tokenizer

DIALOGUES, DIALOGUE_SEED, WEIGHT_SEED = 6_000, 7, 0
MERGED_TOKENS, VOCABULARY_MULTIPLE = 640, 32
STEPS, BATCH, LENGTH = 500, 8, 160
# Sums of floats depend on how they are split: with another number the weights differ in their last bits.
THREADS = 2
PEAK_RATE, WARM_UP_STEPS, LEAST_RATE_SHARE = 4e-3, 50, 0.05

NAME = "deesc-tiny-synthetic (test model, not for training officers)"
CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


def rate_at(step: int, steps: int) -> float:
    """Warms up, then falls along a cosine."""
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return PEAK_RATE * min(1, (step + 1) / WARM_UP_STEPS) * (cosine * (1 - LEAST_RATE_SHARE) + LEAST_RATE_SHARE)


def train(model: Qwen2, ids: torch.Tensor, steps: int) -> float:
    """Next-token prediction on random stretches; returns the last loss in nats per token."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.95), weight_decay=0.05)
    began, last = time.monotonic(), math.nan
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, steps)
        starts = torch.randint(len(ids) - LENGTH - 1, (BATCH,))
        given = torch.stack([ids[start : start + LENGTH] for start in starts])
        wanted = torch.stack([ids[start + 1 : start + LENGTH + 1] for start in starts])
        scores = model(given).view(-1, model.shape.vocabulary)
        loss = functional.cross_entropy(scores, wanted.view(-1))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        last = loss.item()
        if step % 25 == 0 or step == steps - 1:
            print(f"step {step}: loss {last:.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return last


def write_tokenizer(file: GgufFile, tokenizer: Tokenizer) -> None:
    def kind(token: str) -> int:
        if token in SPECIAL:
            return TOKEN_CONTROL
        return TOKEN_UNUSED if token.startswith("<|pad") else TOKEN_NORMAL

    file.string("tokenizer.ggml.model", "gpt2")
    file.string("tokenizer.ggml.pre", "qwen2")
    file.strings("tokenizer.ggml.tokens", tokenizer.vocabulary)
    file.int32s("tokenizer.ggml.token_type", [kind(token) for token in tokenizer.vocabulary])
    file.strings("tokenizer.ggml.merges", [f"{first} {second}" for first, second in tokenizer.merges])
    file.uint32("tokenizer.ggml.eos_token_id", tokenizer.ids[END])
    file.uint32("tokenizer.ggml.bos_token_id", tokenizer.ids[END_OF_TEXT])
    file.uint32("tokenizer.ggml.padding_token_id", tokenizer.ids[END_OF_TEXT])
    file.boolean("tokenizer.ggml.add_bos_token", False)
    file.string("tokenizer.chat_template", CHAT_TEMPLATE)


def block_tensors(block: Block) -> list[tuple[str, torch.Tensor]]:
    return [
        ("attn_norm.weight", block.attention_norm),
        ("ffn_norm.weight", block.feed_forward_norm),
        ("attn_q.weight", block.query.weight),
        ("attn_q.bias", block.query.bias),
        ("attn_k.weight", block.key.weight),
        ("attn_k.bias", block.key.bias),
        ("attn_v.weight", block.value.weight),
        ("attn_v.bias", block.value.bias),
        ("attn_output.weight", block.output.weight),
        ("ffn_gate.weight", block.gate.weight),
        ("ffn_up.weight", block.up.weight),
        ("ffn_down.weight", block.down.weight),
    ]


def gguf_of(model: Qwen2, tokenizer: Tokenizer) -> bytes:
    shape, file = model.shape, GgufFile()
    file.string("general.architecture", "qwen2")
    file.string("general.name", NAME)
    file.uint32("general.alignment", 32)
    file.uint32("general.file_type", 1)  # mostly 16-bit floats
    file.uint32("qwen2.block_count", shape.layers)
    file.uint32("qwen2.context_length", shape.context)
    file.uint32("qwen2.embedding_length", shape.width)
    file.uint32("qwen2.feed_forward_length", shape.feed_forward)
    file.uint32("qwen2.attention.head_count", shape.heads)
    file.uint32("qwen2.attention.head_count_kv", shape.key_value_heads)
    file.float32("qwen2.attention.layer_norm_rms_epsilon", shape.epsilon)
    file.float32("qwen2.rope.freq_base", shape.rope_base)
    write_tokenizer(file, tokenizer)
    file.tensor("token_embd.weight", model.embedding.weight.detach().numpy())
    file.tensor("output_norm.weight", model.norm.detach().numpy())
    for at, block in enumerate(model.blocks):
        for name, values in block_tensors(block):
            file.tensor(f"blk.{at}.{name}", values.detach().numpy())
    return file.to_bytes()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", type=Path, help="the file to write")
    arguments.add_argument("--steps", type=int, default=STEPS, help=f"steps of training (default: {STEPS})")
    chosen = arguments.parse_args()

    torch.manual_seed(WEIGHT_SEED)
    torch.set_num_threads(THREADS)
    dialogues = list(make_dialogues(DIALOGUES, DIALOGUE_SEED))
    tokenizer = train_tokenizer(dialogues, MERGED_TOKENS, VOCABULARY_MULTIPLE)
    ids = [token for text in dialogues for token in [*tokenizer.encode(text), tokenizer.ids[END_OF_TEXT]]]
    model = Qwen2(Shape(vocabulary=len(tokenizer.vocabulary)))
    parameters = sum(values.numel() for values in model.parameters())
    print(f"{len(dialogues)} dialogues, {len(ids)} tokens of {len(tokenizer.vocabulary)}, {parameters} parameters")
    loss = train(model, torch.tensor(ids), chosen.steps)

    weights = gguf_of(model, tokenizer)
    corpus = "".join(dialogues).encode()
    data = {"source": "models/phrases.py", "dialogues": DIALOGUES, "seed": DIALOGUE_SEED, "sha256": sha256(corpus)}
    training = {
        "script": "models/train_deesc_tiny.py",
        "parameters": parameters,
        "steps": chosen.steps,
        "batch": f"{BATCH} x {LENGTH} tokens",
        "seed": WEIGHT_SEED,
        "lastLoss": round(loss, 3),
    }
    chosen.target.write_bytes(weights)
    chosen.target.with_suffix(".json").write_text(card_of(weights, tokenizer, CHAT_TEMPLATE, data, training))
    print(f"{chosen.target}: {len(weights)} bytes, SHA-256 {sha256(weights)}")


if __name__ == "__main__":
    main()
