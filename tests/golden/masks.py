"""Philox4x32-10 and the mask law of src/math/random.h in numpy: a second implementation, from the
papers and the header's text. Knows no torch."""
import numpy as np

MASKS = 2  # Stream::masks


def philox(counter, key):
    """Ten rounds over counters of shape (..., 4) (Salmon et al. 2011)."""
    c = [np.asarray(counter)[..., i].astype(np.uint64) for i in range(4)]
    k0, k1 = (np.uint64(k) for k in key)
    low, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    for _ in range(10):
        a, b = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(b >> half) ^ c[1] ^ k0, b & low, (a >> half) ^ c[3] ^ k1, a & low]
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & low, (k1 + np.uint64(0xBB67AE85)) & low
    return np.stack(c, -1).astype(np.uint32)


def keep_mask(n, p, seed, layer, sample, step, stream=MASKS):
    """(n,) 1.0 where an element is kept: a 32-bit draw of it is not below round(p 2^32)."""
    e = np.arange(n, dtype=np.int64)

    def words(block, layer_word):
        counter = np.empty((n, 4), np.uint64)
        counter[:, 0], counter[:, 1], counter[:, 2], counter[:, 3] = block, layer_word, sample, step
        return philox(counter, (seed, stream)).astype(np.int64)

    top = words(4 * (e // 64) + e % 16 // 4, layer)[e, e % 64 // 16] >> (8 * (e % 4)) & 0xFF
    low = words(e // 4, layer | 0x80000000)[e, e % 4] & 0xFFFFFF
    return (((top << 24) | low) >= np.floor(p * 2.0**32 + 0.5)).astype(np.float64)


def check():
    """The published known-answer vectors (Random123, kat_vectors)."""
    f = 0xFFFFFFFF
    for counter, key, out in [
        ([0, 0, 0, 0], (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        ([f, f, f, f], (f, f), [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
        ([0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], (0xA4093822, 0x299F31D0),
         [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1]),
    ]:
        assert philox(np.array([counter], np.uint64), key)[0].tolist() == out


check()
