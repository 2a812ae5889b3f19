import type { FormField, Shape } from './shape.ts';
import { emptyItem, type Typed, type TypedGroup } from './typed.ts';

/** What a button beside a list does: `add contacts`, `remove contacts.1`, `up values.2`, `down positions.en.0`. */
export interface ListStep {
	verb: 'add' | 'remove' | 'up' | 'down';
	path: string;
}

/** Reads the value of such a button; undefined for anything else. */
export function readListStep(text: unknown): ListStep | undefined {
	const match = /^(add|remove|up|down) ([\w.-]+)$/.exec(typeof text === 'string' ? text : '');
	return match ? { verb: match[1] as ListStep['verb'], path: match[2] as string } : undefined;
}

/**
 * The form after a button beside a list was pressed; everything typed stays. A path that leads to no list changes nothing.
 * @returns the form, and the path of the item that was added or moved, for the focus
 */
export function changeLists(
	fields: readonly FormField[],
	typed: TypedGroup,
	{ verb, path }: ListStep,
): { typed: TypedGroup; at: string | undefined } {
	const steps = path.split('.');
	const place = verb === 'add' ? undefined : Number(steps.pop());
	const done = changeAt(fields, typed, steps, (items, item) => {
		if (place === undefined) return { items: [...items, emptyItem(item)], place: items.length };
		if (!Number.isInteger(place) || place < 0 || place >= items.length) return { items, place: undefined };
		if (verb === 'remove') return { items: items.filter((_, at) => at !== place), place: undefined };
		const to = verb === 'up' ? place - 1 : place + 1;
		if (to < 0 || to >= items.length) return { items, place };
		return { items: moved(items, place, to), place: to };
	});
	return { typed: done.typed, at: done.place === undefined ? undefined : [...steps, done.place].join('.') };
}

/** A list in which one item stands elsewhere; the others keep their order. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
	const rest = items.filter((_, place) => place !== from);
	return [...rest.slice(0, to), items[from] as Item, ...rest.slice(to)];
}

type Change = (items: readonly Typed[], item: Shape) => { items: readonly Typed[]; place: number | undefined };

function changeAt(
	fields: readonly FormField[],
	typed: TypedGroup,
	steps: readonly string[],
	change: Change,
): { typed: TypedGroup; place: number | undefined } {
	const [name = '', ...rest] = steps;
	const field = fields.find((one) => one.name === name);
	if (!field) return { typed, place: undefined };
	const done = changeWithin(field.shape, typed[name], rest, change);
	return { typed: { ...typed, [name]: done.typed }, place: done.place };
}

function changeWithin(
	shape: Shape,
	typed: Typed | undefined,
	steps: readonly string[],
	change: Change,
): { typed: Typed; place: number | undefined } {
	if (shape.as === 'group') return changeAt(shape.fields, (typed ?? {}) as TypedGroup, steps, change);
	if (shape.as !== 'list') return { typed: typed ?? '', place: undefined };
	const items = Array.isArray(typed) ? (typed as Typed[]) : [];
	const [place, ...rest] = steps;
	if (place === undefined) {
		const done = change(items, shape.item);
		return { typed: [...done.items], place: done.place };
	}
	const inner = changeWithin(shape.item, items[Number(place)], rest, change);
	return { typed: items.map((item, at) => (at === Number(place) ? inner.typed : item)), place: inner.place };
}
