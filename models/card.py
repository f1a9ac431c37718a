"""The card by which an operator registers the model: see docs/models.md."""

import hashlib
import json

from tokenizer import Tokenizer


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tokenizer_digest(tokenizer: Tokenizer) -> str:
    """Of all tokens and then all merges, a line each."""
    merges = [f"{first} {second}" for first, second in tokenizer.merges]
    return sha256("\n".join([*tokenizer.vocabulary, *merges]).encode())


def card_of(weights: bytes, tokenizer: Tokenizer, template: str, data: dict, training: dict) -> str:
    card = {
        "code": "deesc-tiny",
        "version": "1.0.0",
        "kind": "IN_PROCESS",
        "servedName": "deesc-tiny.gguf",
        "base": "none: trained from random weights by models/train_deesc_tiny.py",
        "licence": "Apache-2.0",
        "allowedUse": "TEST_ONLY",
        "digests": {
            "weights": sha256(weights),
            "tokenizer": tokenizer_digest(tokenizer),
            "template": sha256(template.encode()),
        },
        "contextTokens": 256,
        "promptTemplate": "tiny-1",
        "notice": "toy model with a closed set of phrases, for tests: not fit for training anyone",
        "lane": "in-process",
        "dataManifest": data,
        "trainingConfig": training,
    }
    return json.dumps(card, indent=2) + "\n"
