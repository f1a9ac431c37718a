"""The Qwen2 architecture, as small as it goes: grouped attention with rotary positions, SwiGLU, tied embeddings."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    width: int = 128
    layers: int = 4
    heads: int = 4
    key_value_heads: int = 2
    feed_forward: int = 352
    context: int = 256
    rope_base: float = 10_000.0
    epsilon: float = 1e-6

    @property
    def head_width(self) -> int:
        return self.width // self.heads


def rms_norm(x: Tensor, weight: Tensor, epsilon: float) -> Tensor:
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + epsilon) * weight


class Rotary:
    """Turns queries and keys by their position, in the half-and-half layout that llama.cpp calls NeoX."""

    def __init__(self, shape: Shape) -> None:
        inverse = 1 / (shape.rope_base ** (torch.arange(0, shape.head_width, 2).float() / shape.head_width))
        angles = torch.outer(torch.arange(shape.context).float(), inverse)
        self.cos = torch.cat([angles.cos()] * 2, -1)
        self.sin = torch.cat([angles.sin()] * 2, -1)

    def __call__(self, x: Tensor) -> Tensor:
        length, half = x.shape[2], x.shape[-1] // 2
        turned = torch.cat([-x[..., half:], x[..., :half]], -1)
        return x * self.cos[:length] + turned * self.sin[:length]


class Block(nn.Module):
    def __init__(self, shape: Shape, rotary: Rotary) -> None:
        super().__init__()
        self.shape, self.rotary = shape, rotary
        width, narrow = shape.width, shape.key_value_heads * shape.head_width
        self.attention_norm = nn.Parameter(torch.ones(width))
        self.feed_forward_norm = nn.Parameter(torch.ones(width))
        # The order in which the layers are made decides their random weights.
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, narrow)
        self.value = nn.Linear(width, narrow)
        self.output = nn.Linear(width, width, bias=False)
        self.gate = nn.Linear(width, shape.feed_forward, bias=False)
        self.up = nn.Linear(width, shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, width, bias=False)

    def attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        shape = self.shape

        def heads(projected: Tensor, count: int) -> Tensor:
            return projected.view(batch, length, count, shape.head_width).transpose(1, 2)

        query = self.rotary(heads(self.query(x), shape.heads))
        key = self.rotary(heads(self.key(x), shape.key_value_heads))
        value = heads(self.value(x), shape.key_value_heads)
        shared = shape.heads // shape.key_value_heads
        key, value = key.repeat_interleave(shared, 1), value.repeat_interleave(shared, 1)
        scores = (query @ key.transpose(-1, -2)) / math.sqrt(shape.head_width) + mask
        mixed = scores.softmax(-1) @ value
        return self.output(mixed.transpose(1, 2).reshape(batch, length, -1))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        epsilon = self.shape.epsilon
        x = x + self.attend(rms_norm(x, self.attention_norm, epsilon), mask)
        y = rms_norm(x, self.feed_forward_norm, epsilon)
        return x + self.down(functional.silu(self.gate(y)) * self.up(y))


class Qwen2(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        rotary = Rotary(shape)
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(Block(shape, rotary) for _ in range(shape.layers))
        self.norm = nn.Parameter(torch.ones(shape.width))
        nn.init.normal_(self.embedding.weight, std=0.02)

    def forward(self, ids: Tensor) -> Tensor:
        """Scores of the next token at each place; `ids` is (batch, length)."""
        length = ids.shape[1]
        mask = torch.full((length, length), -1e9).triu(1)
        x = self.embedding(ids)
        for block in self.blocks:
            x = block(x, mask)
        return rms_norm(x, self.norm, self.shape.epsilon) @ self.embedding.weight.T
