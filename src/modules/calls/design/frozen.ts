import type { Problem } from '#core/refusal/index.ts';
import type { Call } from '../call.ts';
import type { Field, Form } from '../form.ts';
import { canonicalJson } from '../readable.ts';
import { rulesOf } from '../stage.ts';

/**
 * What may no longer change once a call is open and somebody has applied: what is asked and of whom it may be read, how
 * stages judge, what third persons were promised. Words (labels, help, headings) and the order of questions may: they make
 * a new version of the form, for those who apply from then on. Dates have rules of their own.
 * @returns one problem (`frozen`) for each part that differs, at its path in the call as it is wanted; `frozen-gone` with
 *   its id where it is no longer there. Pure.
 */
export function frozenDifferences(present: Call, wanted: Call): Problem[] {
	return [
		...frozenInForm(present.form, wanted.form),
		...listDifferences('stages', present.stages, wanted.stages, (stage) => rulesOf([stage])),
		...orderOf(present.stages, wanted.stages),
		...listDifferences('attestations', present.attestations ?? [], wanted.attestations ?? [], (rule) => ({
			...withoutWords(rule),
			until: null,
			dueDays: null,
			fields: rule.fields.map(meaningOf),
		})),
		...(same(present.minors, wanted.minors) ? [] : [{ path: 'minors', code: 'frozen' }]),
	];
}

/** The same of a form alone. Pure. */
export function frozenInForm(present: Form, wanted: Form): Problem[] {
	return listDifferences('form.fields', present.fields, wanted.fields, meaningOf);
}

/** What a question means: everything but the words around it. What is declared or consented to counts as meaning. */
function meaningOf(field: Field): unknown {
	const { section: _, changeableUntil: __, requiredAfter: ___, ...meaning } = withoutWords(field);
	// The names of tracks are the edition's; a form that was answered keeps those that were read.
	if (field.kind === 'track') return meaning;
	return {
		...meaning,
		...('options' in field ? { options: field.options.map(({ id }) => id) } : {}),
		...('fields' in field ? { fields: field.fields.map((inner) => withoutWords(inner)) } : {}),
		...('sums' in field ? { sums: field.sums.map(({ field: of, max }) => ({ of, max })) } : {}),
		...('roles' in field ? { roles: field.roles?.map(({ id }) => id) } : {}),
	};
}

function withoutWords<Part extends { label?: unknown; help?: unknown; request?: unknown }>(
	part: Part,
): Omit<Part, 'label' | 'help' | 'request'> {
	const { label: _, help: __, request: ___, ...rest } = part;
	return rest;
}

function listDifferences<Part extends { id: string }>(
	path: string,
	present: readonly Part[],
	wanted: readonly Part[],
	meaning: (part: Part) => unknown,
): Problem[] {
	const before = new Map(present.map((part) => [part.id, part]));
	const ids = new Set(wanted.map(({ id }) => id));
	const gone = present
		.filter(({ id }) => !ids.has(id))
		.map(({ id }) => ({ path, code: 'frozen-gone', params: { id } }));
	const changed = wanted.flatMap((part, i) => {
		const was = before.get(part.id);
		return was && same(meaning(was), meaning(part)) ? [] : [{ path: `${path}.${i}`, code: 'frozen' }];
	});
	return [...gone, ...changed];
}

function orderOf(present: Call['stages'], wanted: Call['stages']): Problem[] {
	const kept = (stages: Call['stages'], others: Call['stages']) =>
		stages.map(({ id }) => id).filter((id) => others.some((other) => other.id === id));
	return same(kept(present, wanted), kept(wanted, present)) ? [] : [{ path: 'stages', code: 'frozen' }];
}

function same(a: unknown, b: unknown): boolean {
	return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
