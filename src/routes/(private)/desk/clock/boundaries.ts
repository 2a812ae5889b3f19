import type { Bilingual } from '#core/i18n/index.ts';
import type { PublicCall } from '#modules/calls/server/index.ts';

/** A moment at which something changes by itself, and to which the dial can be turned with one click. */
export interface Boundary {
	kind: 'opens' | 'last-hours' | 'closes' | 'announce-by' | 'confirm-by' | 'edition-starts' | 'edition-ends';
	at: number;
	/** Of which call or edition. */
	of: Partial<Bilingual>;
}

/**
 * The next moments of an edition after the present one, in their order. Moments that fall together with another one of
 * their call (a grace of no minutes) appear once.
 */
export function nextBoundaries(
	calls: readonly Pick<PublicCall, 'title' | 'window' | 'stages'>[],
	edition: { title: Partial<Bilingual>; startsAt: number; endsAt: number },
	now: number,
): Boundary[] {
	const all = calls.flatMap(({ title, window, stages }): Boundary[] => [
		{ kind: 'opens', at: window.opensAt, of: title },
		{ kind: 'last-hours', at: window.lastHoursAt, of: title },
		{ kind: 'closes', at: window.graceEndsAt, of: title },
		...stages.flatMap(({ announceBy, confirmBy }): Boundary[] => [
			...(announceBy === null ? [] : [{ kind: 'announce-by' as const, at: announceBy, of: title }]),
			...(confirmBy === null ? [] : [{ kind: 'confirm-by' as const, at: confirmBy, of: title }]),
		]),
	]);
	all.push({ kind: 'edition-starts', at: edition.startsAt, of: edition.title });
	all.push({ kind: 'edition-ends', at: edition.endsAt, of: edition.title });
	const seen = new Set<string>();
	return all
		.filter(({ at }) => at > now)
		.sort((a, b) => a.at - b.at)
		.filter(({ at, of }) => {
			const key = `${at} ${JSON.stringify(of)}`;
			return !seen.has(key) && seen.add(key);
		});
}
