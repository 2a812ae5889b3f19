import { type BulkKind, bulkKinds } from '#modules/calls/bulk-action.ts';

/** With whom something is to be done, as an address or a form says it. */
export interface Chosen {
	kind: BulkKind;
	query: string;
	/** Ids that were ticked; empty for all that fit the search. */
	ids: string[];
	all: boolean;
}

/** Reads what was chosen in the list; what it does not know is the first kind, and nobody. */
export function readChosen(params: { get(name: string): unknown; getAll(name: string): unknown[] }): Chosen {
	const kind = bulkKinds.find((one) => one === params.get('kind')) ?? bulkKinds[0];
	const all = params.get('whom') === 'all';
	const ids = params.getAll('id').filter((id): id is string => typeof id === 'string' && /^[\w-]{1,40}$/.test(id));
	return { kind, query: String(params.get('q') ?? '').slice(0, 2001), ids: all ? [] : [...new Set(ids)], all };
}

/** What was chosen as an address says it, without the `?`. Pure; `readChosen` reads it. */
export function chosenParams({ kind, query, ids, all }: Chosen): string {
	const params = new URLSearchParams({ kind, q: query, whom: all ? 'all' : 'picked' });
	for (const id of ids) params.append('id', id);
	return params.toString();
}

/** What was typed, by name: shown again when something is refused. */
export type Typed = Record<string, string>;

/** The act as its schema reads it, from what was posted. */
export function postedAction(kind: BulkKind, form: FormData): { action: Record<string, unknown>; typed: Typed } {
	const typed: Typed = {};
	const text = (name: string) => {
		const value = String(form.get(name) ?? '');
		typed[name] = value;
		return value;
	};
	switch (kind) {
		case 'decide': {
			const amount = text('amount').trim();
			const rest = {
				outcome: text('outcome'),
				reason: text('reason'),
				track: text('track'),
				conditions: text('conditions'),
				note: text('note'),
			};
			return { action: { kind, ...rest, ...(amount === '' ? {} : { amount: Number(amount) }) }, typed };
		}
		case 'message':
			return { action: { kind, text: text('text') }, typed };
		case 'cohort':
			return { action: { kind, cohort: text('cohort') }, typed };
		case 'holder':
			return { action: { kind, holder: text('holder') }, typed };
		case 'request': {
			const fields = form.getAll('field').map(String);
			typed.fields = fields.join(' ');
			const questions = text('questions')
				.split(/\r?\n/)
				.map((line) => line.trim())
				.filter(Boolean);
			return { action: { kind, fields, questions, note: text('note'), due: text('due') }, typed };
		}
		case 'withdraw':
			return { action: { kind }, typed };
	}
}
