/*
 * A design is a call as a file has it, not yet whole. A path names a part of it: `form.fields.3`, `stages.0.outcomes.1`;
 * the empty path is the call itself.
 */

/** A call that is being written: plain data, perhaps with gaps and mistakes. */
export type Definition = { [name: string]: unknown };
export type Path = readonly (string | number)[];

/** Reads a path as addresses and posted forms have it. Undefined for what is none. */
export function readPath(text: string): Path | undefined {
	if (text === '') return [];
	if (!/^[a-zA-Z][\w-]*(\.([a-zA-Z][\w-]*|\d{1,4}))*$/.test(text)) return undefined;
	const steps = text.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
	return steps.some((step) => typeof step === 'string' && step in {}) ? undefined : steps;
}

/** A path as text. */
export function writePath(path: Path): string {
	return path.join('.');
}

/** What stands at a path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(inner, step) =>
			typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
				? (inner as Record<string | number, unknown>)[step]
				: undefined,
		value,
	);
}

/** The definition with another value at a path; undefined removes what stands there. Makes what is missing on the way. */
export function withValue(whole: unknown, path: Path, value: unknown): unknown {
	const [step, ...rest] = path;
	if (step === undefined) return value;
	const inner = withValue(valueAt(whole, [step]), rest, value);
	if (typeof step === 'number') {
		const list = Array.isArray(whole) ? [...(whole as unknown[])] : [];
		if (inner === undefined) list.splice(step, 1);
		else list[step] = inner;
		return list;
	}
	const { [step]: _, ...others } = asObject(whole);
	if (inner === undefined) return others;
	return Object.hasOwn(asObject(whole), step) ? { ...asObject(whole), [step]: inner } : { ...others, [step]: inner };
}

/** Plain data as an object; empty for anything else. */
export function asObject(value: unknown): Definition {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Definition) : {};
}

/** Plain data as a list; empty for anything else. */
export function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
