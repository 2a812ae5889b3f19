import type { EditableKind } from '../record-form.ts';

/** What there is but once in an edition: it is neither added nor put in order. */
export const singleKinds: ReadonlySet<EditableKind> = new Set<EditableKind>(['edition', 'committee']);

/** The kinds as lists show them. Written out, so that a page need not load every schema for their names. */
export const editableKindsInOrder: readonly EditableKind[] = [
	'edition',
	'page',
	'date',
	'track',
	'outside',
	'partner',
	'organisation',
	'committee',
	'office',
	'role',
	'person',
	'session',
	'site',
	'room',
	'past',
	'outcome',
	'figure',
	'picture',
];
