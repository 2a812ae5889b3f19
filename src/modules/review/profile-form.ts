import { splitKeywords } from '#modules/calls/answers.ts';
import {
	type Away,
	mostAway,
	mostKeywords,
	mostLoad,
	type ReviewerProfile,
	reviewerProfileSchema,
} from './reviewer.ts';

/** A profile as a form posts it; publications come beside. */
export interface PostedProfile {
	tracks: readonly string[];
	/** Separated by commas or lines. */
	keywords: string;
	languages: readonly string[];
	loadMin: string;
	loadMax: string;
	availableFrom: string;
	availableTo: string;
	away: readonly { from: string; to: string }[];
}

export interface ProfileProblem {
	/** `loadMax`, `away.1.to`. */
	path: string;
	code:
		| 'not-a-number'
		| 'too-large'
		| 'more-than-max'
		| 'not-a-date'
		| 'ends-before'
		| 'too-many'
		| 'too-long'
		| 'missing';
	params?: Record<string, string | number>;
}

export type ProfileParts = Omit<ReviewerProfile, 'publications'>;

/**
 * Reads what was typed.
 * @param offered the tracks and languages that there are; others are left out
 * @returns the parts, or what is wrong with them
 */
export function readProfileForm(
	posted: PostedProfile,
	offered: { tracks: readonly string[]; languages: readonly string[] },
): { parts: ProfileParts } | { problems: ProfileProblem[] } {
	const problems: ProfileProblem[] = [];
	const number = (path: 'loadMin' | 'loadMax') => {
		const text = posted[path].normalize('NFKC').trim();
		if (text === '') return null;
		if (!/^\d{1,6}$/.test(text)) problems.push({ path, code: 'not-a-number' });
		else if (Number(text) > mostLoad) problems.push({ path, code: 'too-large', params: { max: mostLoad } });
		return Number(text);
	};
	const date = (path: string, text: string) => {
		const typed = text.trim();
		if (typed === '') return null;
		const time = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? Date.parse(`${typed}T00:00:00Z`) : Number.NaN;
		// 30 February is a date to nobody.
		if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== typed) {
			problems.push({ path, code: 'not-a-date' });
			return null;
		}
		return typed;
	};
	const keywords = [...new Set(splitKeywords(posted.keywords))];
	if (keywords.length > mostKeywords)
		problems.push({ path: 'keywords', code: 'too-many', params: { max: mostKeywords } });
	if (keywords.some((word) => word.length > 80))
		problems.push({ path: 'keywords', code: 'too-long', params: { max: 80 } });
	const [loadMin, loadMax] = [number('loadMin'), number('loadMax')];
	if (
		problems.every(({ path }) => !path.startsWith('load')) &&
		loadMin !== null &&
		loadMax !== null &&
		loadMin > loadMax
	) {
		problems.push({ path: 'loadMin', code: 'more-than-max' });
	}
	const availableFrom = date('availableFrom', posted.availableFrom);
	const availableTo = date('availableTo', posted.availableTo);
	if (availableFrom && availableTo && availableFrom > availableTo) {
		problems.push({ path: 'availableTo', code: 'ends-before' });
	}
	const away: Away[] = [];
	posted.away.slice(0, mostAway).forEach((days, i) => {
		const [from, to] = [date(`away.${i}.from`, days.from), date(`away.${i}.to`, days.to)];
		if (from && to && from > to) problems.push({ path: `away.${i}.to`, code: 'ends-before' });
		// A single day may be given once.
		else if (from || to) away.push({ from: (from ?? to) as string, to: (to ?? from) as string });
	});
	if (problems.length > 0) return { problems };
	const parts: ProfileParts = {
		tracks: [...new Set(posted.tracks)].filter((code) => offered.tracks.includes(code)),
		keywords,
		languages: [...new Set(posted.languages)].filter((tag) => offered.languages.includes(tag)),
		loadMin,
		loadMax,
		availableFrom,
		availableTo,
		away,
	};
	const { publications: _, ...rest } = reviewerProfileSchema.parse({ ...parts, publications: [] });
	return { parts: rest };
}
