import type { Bilingual } from '#core/i18n/index.ts';
import type { Call } from '../call.ts';
import { fieldByRole, optionsOf } from '../fields.ts';
import type { Field, FieldRole } from '../form.ts';
import { languageName } from '../readable.ts';

/* What a person can search by: of the calls that he sees, the names he may know. Plain data: a page carries it along. */

/** Something that is stored by its id and called by its label. */
export interface Named {
	id: string;
	label: Bilingual;
}

/** How the facts of a field are asked. */
export type FactKind = 'text' | 'one' | 'number' | 'date' | 'flag' | 'country' | 'language' | 'count' | 'size';

/** A field with one kind, and the calls in which it is that. A field of several calls stands here once for each kind. */
export interface SearchField extends Named {
	kind: FactKind;
	options: Named[];
	/** Ids of calls. */
	calls: string[];
}

/** A stage, and of which calls; `first` where an application stands that nobody has determined. */
export interface SearchStage extends Named {
	calls: { id: string; first: boolean }[];
}

export interface Vocabulary {
	/** The zone in which a day begins. */
	zone: string;
	calls: (Named & { callId: string })[];
	tracks: Named[];
	outcomes: Named[];
	stages: SearchStage[];
	cohorts: Named[];
	fields: SearchField[];
	/** This person may read what some reviews come to. */
	scored: boolean;
	/** In which calls this person may read the field with that role. A role that is nowhere is absent. */
	roles: Partial<Record<FieldRole, { calls: string[]; fields: string[]; options: Named[] }>>;
}

/** A call as this person sees it. */
export interface SeenCall {
	callId: string;
	call: Call;
	/** The tracks that he sees; null: all. */
	tracks: readonly string[] | null;
	mayRead(field: Field): boolean;
}

/** Collects what can be searched by in these calls. A field that may not be read leaves no trace in it. */
export function vocabularyOf(seen: readonly SeenCall[], zone: string, scored = false): Vocabulary {
	const fields = new Map<string, SearchField>();
	const stages = new Map<string, SearchStage>();
	const roles: Vocabulary['roles'] = {};
	for (const { callId, call, mayRead } of seen) {
		const readable = call.form.fields.filter(mayRead);
		for (const field of readable) {
			for (const { kind, id } of askedAs(field)) {
				const known = fields.get(`${kind} ${id}`);
				const options = namedOptions(field);
				if (known) {
					known.calls.push(callId);
					known.options = firstOfEach([...known.options, ...options]);
				} else fields.set(`${kind} ${id}`, { id, kind, label: field.label, options, calls: [callId] });
			}
			if (field.role === undefined) continue;
			roles[field.role] ??= { calls: [], fields: [], options: [] };
			const role = roles[field.role];
			role?.calls.push(callId);
			if (!role?.fields.includes(field.id)) role?.fields.push(field.id);
			if (role) role.options = firstOfEach([...role.options, ...namedOptions(field)]);
		}
		call.stages.forEach(({ id, label }, i) => {
			const known = stages.get(id) ?? { id, label, calls: [] };
			known.calls.push({ id: callId, first: i === 0 });
			stages.set(id, known);
		});
	}
	return {
		zone,
		calls: seen.map(({ callId, call }) => ({ id: call.slug, label: call.title, callId })),
		tracks: firstOfEach(
			seen.flatMap(({ call, tracks }) => {
				const field = fieldByRole(call.form, 'track');
				const all = field?.kind === 'track' ? optionsOf(field).map(named) : [];
				return all.filter(({ id }) => tracks === null || tracks.includes(id));
			}),
		),
		outcomes: firstOfEach(seen.flatMap(({ call }) => call.stages.flatMap((stage) => stage.outcomes.map(named)))),
		stages: [...stages.values()],
		cohorts: firstOfEach(seen.flatMap(({ call }) => (call.cohorts ?? []).map(named))),
		fields: [...fields.values()],
		scored,
		roles,
	};
}

/** How the facts of a field can be asked: its value, and under `#id` how much of it there is (`facts.ts`). */
function askedAs(field: Field): { id: string; kind: FactKind }[] {
	const { id } = field;
	const size = (kind: 'count' | 'size') => ({ id: `#${id}`, kind });
	// As a text: kinds that are added to forms later are asked as texts until they stand here.
	switch (field.kind as string) {
		case 'long-text':
			return [size('count')];
		case 'group': {
			// The totals of its number fields stand under `#id.field`.
			const sums = (field as { sums?: readonly { field: string }[] }).sums ?? [];
			return [size('count'), ...sums.map((sum) => ({ id: `#${id}.${sum.field}`, kind: 'count' as const }))];
		}
		case 'person-list':
			return [{ id, kind: 'country' }, size('count')];
		case 'file':
			return [size('size')];
		case 'choice':
		case 'track':
			return [{ id, kind: 'one' }];
		case 'yes-no':
		case 'declaration':
			return [{ id, kind: 'flag' }];
		case 'number':
			return [{ id, kind: 'number' }];
		case 'date':
			return [{ id, kind: 'date' }];
		case 'country':
			return [{ id, kind: 'country' }];
		case 'language':
			return [{ id, kind: 'language' }];
		default:
			return [{ id, kind: 'text' }];
	}
}

function namedOptions(field: Field): Named[] {
	if (field.kind === 'language') {
		return field.languages.map((id) => ({ id, label: { en: languageName(id, 'en'), zh: languageName(id, 'zh') } }));
	}
	return field.kind === 'choice' || field.kind === 'track' ? optionsOf(field).map(named) : [];
}

function named({ id, label }: Named): Named {
	return { id, label };
}

/** The first thing with each id. */
export function firstOfEach<T extends { id: string }>(list: readonly T[]): T[] {
	const seen = new Map<string, T>();
	for (const item of list) if (!seen.has(item.id)) seen.set(item.id, item);
	return [...seen.values()];
}
