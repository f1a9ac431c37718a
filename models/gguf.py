"""Writes GGUF version 3, as much of it as a small Qwen2 model needs. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md"""

import struct
from typing import Sequence

import numpy as np

UINT32, FLOAT32, BOOL, STRING, ARRAY, INT32 = 4, 6, 7, 8, 9, 5
TENSOR_F32, TENSOR_F16 = 0, 1
ALIGNMENT = 32
TOKEN_NORMAL, TOKEN_CONTROL, TOKEN_UNUSED = 1, 3, 5


def packed_string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def padded(data: bytes) -> bytes:
    return data + b"\0" * (-len(data) % ALIGNMENT)


class GgufFile:
    """Metadata and tensors in the order in which they are added."""

    def __init__(self) -> None:
        self._metadata: list[bytes] = []
        self._tensors: list[bytes] = []
        self._data = b""

    def _put(self, key: str, kind: int, value: bytes) -> None:
        self._metadata.append(packed_string(key) + struct.pack("<I", kind) + value)

    def uint32(self, key: str, value: int) -> None:
        self._put(key, UINT32, struct.pack("<I", value))

    def float32(self, key: str, value: float) -> None:
        self._put(key, FLOAT32, struct.pack("<f", value))

    def boolean(self, key: str, value: bool) -> None:
        self._put(key, BOOL, struct.pack("<?", value))

    def string(self, key: str, value: str) -> None:
        self._put(key, STRING, packed_string(value))

    def strings(self, key: str, values: Sequence[str]) -> None:
        self._put(key, ARRAY, struct.pack("<IQ", STRING, len(values)) + b"".join(map(packed_string, values)))

    def int32s(self, key: str, values: Sequence[int]) -> None:
        self._put(key, ARRAY, struct.pack(f"<IQ{len(values)}i", INT32, len(values), *values))

    def tensor(self, name: str, values: np.ndarray) -> None:
        """Matrices as 16-bit floats, vectors as 32-bit ones."""
        kind, dtype = (TENSOR_F16, np.float16) if values.ndim > 1 else (TENSOR_F32, np.float32)
        # GGUF names the fastest dimension first.
        shape = values.shape[::-1]
        self._tensors.append(
            packed_string(name)
            + struct.pack("<I", len(shape))
            + b"".join(struct.pack("<Q", size) for size in shape)
            + struct.pack("<IQ", kind, len(self._data))
        )
        self._data += padded(values.astype(dtype).tobytes())

    def to_bytes(self) -> bytes:
        head = b"GGUF" + struct.pack("<IQQ", 3, len(self._tensors), len(self._metadata))
        return padded(head + b"".join(self._metadata) + b"".join(self._tensors)) + self._data
