import { createHash, createHmac } from 'node:crypto';

/** JSON with sorted keys: the same value gives the same text whatever the order in which PostgreSQL hands it out. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (value !== null && typeof value === 'object') {
		const entries = Object.entries(value)
			.filter(([, inner]) => inner !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
		return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

/** Digest of the personal part: useless for guessing without the salt, which erasure drops. */
export function detailDigest(detail: unknown, salt: string): string {
	return createHmac('sha256', salt).update(canonical(detail)).digest('hex');
}

export interface ChainedEvent {
	id: number;
	at: number;
	actor: string;
	action: string;
	subjectType: string;
	subjectId: string;
	scope: string | null;
	data: unknown;
	detailDigest: string | null;
}

/** The hash that stands before the first seal. */
export const genesis = '0'.repeat(64);

/** The hash of one link of the chain. */
export function chainHash(previous: string, seq: number, event: ChainedEvent): string {
	const { id, at, actor, action, subjectType, subjectId, scope, data, detailDigest: detail } = event;
	return createHash('sha256')
		.update(previous)
		.update(canonical([seq, id, at, actor, action, subjectType, subjectId, scope, data, detail]))
		.digest('hex');
}
