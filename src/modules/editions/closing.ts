import type { Instant } from '#core/clock/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';

/** What may be unfinished when an edition is closed, in the order in which it is shown. */
export const matterKinds = [
	'call-open',
	'call-to-open',
	'publication-planned',
	'not-over',
	'undecided',
	'unannounced',
	'unconfirmed',
	'unanswered',
	'appealed',
	'mail-waiting',
	'dates-ahead',
	'drafts',
] as const;
export type MatterKind = (typeof matterKinds)[number];

/** These must be settled first: behind a closed edition somebody could still apply, or something would change it. */
const blockingKinds: ReadonlySet<MatterKind> = new Set(['call-open', 'call-to-open', 'publication-planned']);

/** One unfinished matter. */
export interface ClosingMatter {
	/** Its kind, and the call where it is of one: `undecided:abstracts`. */
	id: string;
	kind: MatterKind;
	/** It can't be accepted. */
	blocking: boolean;
	/** How many. */
	count: number;
	/** Of what: the title of a call. */
	title: Partial<Bilingual> | null;
	/** What it is about, named: labels of dates, records of drafts. */
	names: (Partial<Bilingual> | string)[];
	/** When it would settle by itself (a call closes), where it does. */
	until: Instant | null;
}

/** A matter; whether it blocks follows from its kind. Pure. */
export function matter(
	kind: MatterKind,
	count: number,
	more: { call?: string; title?: Partial<Bilingual>; names?: ClosingMatter['names']; until?: Instant | null } = {},
): ClosingMatter {
	const { call, title = null, names = [], until = null } = more;
	const id = call === undefined ? kind : `${kind}:${call}`;
	return { id, kind, blocking: blockingKinds.has(kind), count, title, names, until };
}

/** Matters in the order in which a person settles them: what blocks first. Pure. */
export function inOrderOfMatters(matters: readonly ClosingMatter[]): ClosingMatter[] {
	const place = (one: ClosingMatter) => matterKinds.indexOf(one.kind);
	return [...matters].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}
