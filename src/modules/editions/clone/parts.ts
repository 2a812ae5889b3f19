/** What of a past edition can come along into a new one. */
export const cloneParts = [
	'tracks',
	'dates',
	'partners',
	'committee',
	'sites',
	'sessions',
	'pages',
	'letters',
	'calls',
] as const;
export type ClonePart = (typeof cloneParts)[number];

/** What a part can't do without: a call asks for tracks, is held by a host, and its outcomes are told by letters. */
const needs: Partial<Record<ClonePart, readonly ClonePart[]>> = {
	calls: ['tracks', 'partners', 'letters'],
	sessions: ['tracks', 'sites'],
};

/** The parts that were chosen and those that they need, in the order of the list. Pure. */
export function withNeeded(chosen: readonly ClonePart[]): ClonePart[] {
	const all = new Set(chosen.flatMap((part) => [part, ...(needs[part] ?? [])]));
	return cloneParts.filter((part) => all.has(part));
}
