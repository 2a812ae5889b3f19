import { slugOf } from '#core/text/index.ts';
import { asList, asObject, type Definition, type Path, valueAt, withValue } from './path.ts';
import { skeletonOf } from './skeletons.ts';
import { partOfList, schemaAt } from './schema.ts';

/* What happens to a design, as pure steps: each answers the design afterwards. */

/** One step of a designer. Paths are those of the design before the step. */
export type DesignStep =
	/** A part as its form says it; what stands there is replaced. */
	| { do: 'set'; path: Path; value: unknown }
	| { do: 'add'; list: Path; kind?: string | undefined; section?: string | undefined }
	| { do: 'copy'; path: Path }
	/** To a place in its list, counted without the entry itself; a question also under another heading, or (null) under none. */
	| { do: 'move'; path: Path; to: number; section?: string | null | undefined }
	| { do: 'remove'; path: Path };

/**
 * The design after a step, and where the part that it was about stands now.
 * @returns undefined for a step that leads nowhere: no such place, an entry of a kind that there is not
 */
export function afterStep(definition: Definition, step: DesignStep): { definition: Definition; at: Path } | undefined {
	switch (step.do) {
		case 'set': {
			if (!schemaAt(definition, step.path)) return undefined;
			const value = step.path.length === 0 ? withSlug(asObject(step.value)) : withId(definition, step.path, step.value);
			return { definition: asObject(withValue(definition, step.path, value)), at: step.path };
		}
		case 'add':
			return added(definition, step.list, step);
		case 'copy':
			return copied(definition, step.path);
		case 'move':
			return movedTo(definition, step);
		case 'remove':
			return removed(definition, step.path);
	}
}

function added(
	definition: Definition,
	list: Path,
	{ kind, section }: { kind?: string | undefined; section?: string | undefined },
) {
	const name = String(list.at(-1) ?? '');
	const entries = asList(valueAt(definition, list));
	const at = [...list, entries.length];
	const skeleton = skeletonOf(partOfList(name), kind);
	const taken = new Set(entries.map((one) => String(asObject(one).id ?? '')));
	const entry = {
		...skeleton,
		...(typeof skeleton.id === 'string' ? { id: unlike(skeleton.id, taken) } : {}),
		...(section ? { section } : {}),
	};
	const after = asObject(withValue(definition, at, entry));
	return schemaAt(definition, list.slice(0, -1)) && schemaAt(after, at) ? { definition: after, at } : undefined;
}

function copied(definition: Definition, path: Path) {
	const { list, place, entries } = listAround(definition, path);
	const entry = entries?.[place];
	if (!entries || entry === undefined) return undefined;
	const { id: _, role: __, ...rest } = asObject(entry);
	const twin = withId(definition, [...list, entries.length], rest);
	const after = [...entries.slice(0, place + 1), twin, ...entries.slice(place + 1)];
	return { definition: asObject(withValue(definition, list, after)), at: [...list, place + 1] };
}

function movedTo(definition: Definition, { path, to, section }: Extract<DesignStep, { do: 'move' }>) {
	const { list, place, entries } = listAround(definition, path);
	const entry = entries?.[place];
	if (!entries || entry === undefined) return undefined;
	const rest = entries.filter((_, at) => at !== place);
	const goal = Math.min(Math.max(0, to), rest.length);
	const { section: _, ...own } = asObject(entry);
	const moved = section === undefined ? entry : section === null || section === '' ? own : { ...own, section };
	const after = [...rest.slice(0, goal), moved, ...rest.slice(goal)];
	return { definition: asObject(withValue(definition, list, after)), at: [...list, goal] };
}

function removed(definition: Definition, path: Path) {
	if (valueAt(definition, path) === undefined || path.length === 0) return undefined;
	const after = asObject(withValue(definition, path, undefined));
	return { definition: after, at: typeof path.at(-1) === 'number' ? path.slice(0, -1) : path };
}

function listAround(definition: Definition, path: Path) {
	const list = path.slice(0, -1);
	const place = path.at(-1);
	const entries = valueAt(definition, list);
	return Array.isArray(entries) && typeof place === 'number'
		? { list, place, entries: entries as unknown[] }
		: { list, place: -1, entries: undefined };
}

/**
 * An entry without an id gets one from its English name, unlike those beside it; so do the small entries within it
 * (options, reasons, checks). The words may change later, the id stays.
 */
function withId(definition: Definition, path: Path, value: unknown): unknown {
	const siblings = asList(valueAt(definition, path.slice(0, -1)));
	const taken = new Set(siblings.filter((_, at) => at !== path.at(-1)).map((one) => String(asObject(one).id ?? '')));
	const schema = schemaAt(asObject(withValue(definition, path, value)), path);
	const named = schema && 'id' in schema.shape ? identified(asObject(value), taken, String(path.at(-2) ?? '')) : value;
	if (typeof named !== 'object' || named === null || Array.isArray(named)) return named;
	return Object.fromEntries(
		Object.entries(named).map(([name, inner]) => [name, inlineLists.has(name) ? withIds(asList(inner), name) : inner]),
	);
}

/** A call without an address gets one from its English title. */
function withSlug(call: Definition): Definition {
	if (typeof call.slug === 'string' && call.slug !== '') return call;
	const { en } = asObject(call.title);
	const slug = slugOf(typeof en === 'string' ? en : '');
	if (slug === '') return call;
	return { slug: /^[a-z]/.test(slug) ? slug : `call-${slug}`.slice(0, 60), ...call };
}

/** Lists within a part whose entries have ids and no page of their own. */
const inlineLists: ReadonlySet<string> = new Set(['options', 'outside', 'roles', 'reasons', 'checks']);

function withIds(entries: readonly unknown[], list: string): unknown[] {
	const taken = new Set(entries.map((one) => String(asObject(one).id ?? '')));
	return entries.map((entry) => {
		const done = identified(asObject(entry), taken, list);
		taken.add(String(done.id));
		return done;
	});
}

function identified(entry: Definition, taken: ReadonlySet<string>, list: string): Definition {
	if (typeof entry.id === 'string' && entry.id !== '') return entry;
	const words = asObject(entry.label ?? entry.title ?? entry.subject).en;
	const slug = slugOf(typeof words === 'string' ? words : '', 50);
	const base = /^[a-z]/.test(slug) ? slug : [partOfList(list), slug].filter(Boolean).join('-');
	return { id: unlike(base, taken), ...entry };
}

/** The word, or the word with the first number that makes it unlike the others. */
function unlike(base: string, taken: ReadonlySet<string>): string {
	let id = base;
	for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
	return id;
}
