import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Pair } from 'yaml';

/** A place in a text file, counted from 1. */
export interface TextPlace {
	line: number;
	column: number;
}

/** A YAML file that still knows where each value stands. */
export interface YamlFile {
	/** The value as plain data; undefined when the file is not valid YAML. */
	value: unknown;
	/** What is wrong with the YAML itself. */
	faults: (TextPlace & { text: string })[];
	/** Where the value at `path` stands, or the nearest thing around it that exists. */
	locate(path: readonly (string | number)[]): TextPlace;
}

/** Reads YAML 1.2 (so that `no`, `18:00` and dates stay texts). Aliases are refused beyond what people write by hand. */
export function readYaml(text: string): YamlFile {
	const lines = new LineCounter();
	const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
	const at = (offset: number): TextPlace => {
		const { line, col } = lines.linePos(offset);
		return { line: Math.max(1, line), column: Math.max(1, col) };
	};
	const faults = doc.errors.map((fault) => ({ ...at(fault.pos[0]), text: fault.message }));
	return {
		value: faults.length ? undefined : doc.toJS({ maxAliasCount: 100 }),
		faults,
		locate: (path) => at(offsetOf(doc, path)),
	};
}

function offsetOf(doc: Document, path: readonly (string | number)[]): number {
	// A missing value is blamed on the nearest thing around it; a value that stands under a key, on the key's line.
	for (let length = path.length; length > 0; length -= 1) {
		const node = doc.getIn(path.slice(0, length), true);
		if (!isNode(node) || !node.range) continue;
		const last = path[length - 1];
		const key = typeof last === 'string' ? pairAt(doc, path.slice(0, length - 1), last)?.key : undefined;
		return isNode(key) && key.range ? key.range[0] : node.range[0];
	}
	return isNode(doc.contents) && doc.contents.range ? doc.contents.range[0] : 0;
}

function pairAt(doc: Document, path: readonly (string | number)[], key: string): Pair | undefined {
	const map = path.length === 0 ? doc.contents : doc.getIn(path, true);
	if (!isMap(map)) return undefined;
	return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}
