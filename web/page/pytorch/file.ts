// The part of a PyTorch script that finds the file it learns from, and takes a data file of the
// playground apart (its layout: src/lab/data/data.h).

/** Of any file: where it is. */
export const finder = `
def found(name):
    """The path of a file: beside this script or here, or in a folder data there; None: nowhere."""
    beside = os.path.dirname(os.path.abspath(sys.argv[0]))
    for folder in (beside, os.path.join(beside, "data"), "", "data"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
    return None

`;

export const container = `${finder}
def data_file():
    """The bytes of DATA; where it is nowhere, it is fetched once."""
    path = found(DATA)
    if path:
        with open(path, "rb") as file:
            return file.read()
    if not ADDRESS:
        sys.exit(f"{DATA} is not here: save it beside this script.")
    print(f"Fetching {ADDRESS}", file=sys.stderr)
    with urllib.request.urlopen(ADDRESS) as answer:
        raw = answer.read()
    with open(DATA, "wb") as file:
        file.write(raw)
    return raw


def container():
    """The sections of the data file: name -> array."""
    raw = data_file()
    if raw[:8] != b"DROPDATA":
        sys.exit(f"{DATA} is no data file of the playground")
    (count,) = struct.unpack_from("<I", raw, 12)
    at, sections = 16, {}
    for _ in range(count):
        name = raw[at : at + 16].rstrip(b"\\0").decode()
        kind, rows, columns = struct.unpack_from("<III", raw, at + 16)
        dtype = np.dtype({1: "u1", 2: "<u2", 4: "<f4"}[kind])
        values = np.frombuffer(raw, dtype, rows * columns, at + 28)
        sections[name] = values.reshape(rows, columns)
        at += 28 + (values.nbytes + 3) // 4 * 4
    return sections


file = container()
`;
