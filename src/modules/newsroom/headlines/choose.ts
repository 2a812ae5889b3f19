import type { Instant } from '#core/clock/index.ts';
import { isOwnLink } from './links.ts';
import { titlesAlike } from './titles.ts';

/** A headline that might be shown. */
export interface Candidate {
	sourceId: string;
	guid: string | null;
	link: string;
	canonical: string;
	title: string;
	/** Language of its source, as BCP 47 has it. */
	language: string;
	/** By which it is ordered: its date, or when it was first seen. */
	order: Instant;
	hidden: boolean;
}

export interface Choice {
	/** In all. */
	limit: number;
	/** Of each source, by its id. */
	shown: ReadonlyMap<string, number>;
	/** Our public address: what leads there is no headline of others. */
	origin: string;
	/** Titles that stand on the page already: our own articles. */
	ownTitles: readonly string[];
	/** Of the page; headlines in other languages come after. */
	locale: string;
}

/** An id that means the same thing wherever it stands: an address, `tag:` or `urn:`; others only count within their feed. */
const isGlobal = (guid: string) => /^(https?:\/\/|tag:|urn:)/i.test(guid);

/**
 * Which headlines are shown: the newest first, those in the language of the page before the others; each thing once, by link,
 * by id, by title; never our own articles, wherever they are told again; nothing that was hidden, and not the same from
 * another source either. Pure.
 */
export function chooseHeadlines<T extends Candidate>(candidates: readonly T[], choice: Choice): T[] {
	const ofPage = ({ language }: Candidate) => language.split('-')[0] === choice.locale;
	const sorted = [...candidates].sort(
		(a, b) => Number(ofPage(b)) - Number(ofPage(a)) || b.order - a.order || (a.canonical < b.canonical ? -1 : 1),
	);
	const blocked = candidates.filter(({ hidden }) => hidden);
	const [chosen, counts]: [T[], Map<string, number>] = [[], new Map()];
	for (const one of sorted) {
		if (chosen.length === choice.limit) break;
		const count = counts.get(one.sourceId) ?? 0;
		if (one.hidden || count >= (choice.shown.get(one.sourceId) ?? 0)) continue;
		if (isOwnLink(one.link, choice.origin) || choice.ownTitles.some((title) => titlesAlike(title, one.title))) continue;
		if (blocked.some((other) => isSame(one, other)) || chosen.some((other) => isSame(one, other))) continue;
		chosen.push(one);
		counts.set(one.sourceId, count + 1);
	}
	return chosen;
}

function isSame(a: Candidate, b: Candidate): boolean {
	if (a.canonical === b.canonical) return true;
	if (a.guid !== null && a.guid === b.guid && isGlobal(a.guid)) return true;
	return titlesAlike(a.title, b.title);
}
