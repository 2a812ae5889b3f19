import type { Locale } from '#core/i18n/index.ts';
import { emptyProfile, type ReviewerProfile, type RoleInTrack } from '#modules/review/reviewer.ts';
import { inventPaper } from './abstract.ts';
import { createRandom } from './random.ts';
import { topics } from './topics.ts';
import type { InventedReviewer } from './world.ts';

/** Stands as the journal of every invented publication, so that nobody takes it for a real one. */
const sampleVenue = 'Sample Proceedings (invented for a rehearsal)';

/**
 * What an invented reviewer says of himself: his tracks, some of their keywords, his languages, publications, how many he
 * takes and a few days on which he can't. From a seed of its own, so that the rest of the world stays as it is. Pure.
 * @param number his place among the reviewers
 */
export function inventProfile(reviewer: InventedReviewer, number: number): ReviewerProfile {
	const random = createRandom(7_000 + number);
	const own = reviewer.tracks.filter((track) => track in topics);
	// Chinese abstracts need readers: some of those at home elsewhere read it, too.
	const reads: readonly Locale[] = reviewer.institution.country === 'CN' || random.chance(0.3) ? ['en', 'zh'] : ['en'];
	const keywords = own.flatMap((track) =>
		reads.flatMap((locale) => random.some(topics[track]?.[locale].keywords ?? [], 3)),
	);
	const publications = reviewer.publications.map(({ title, year }): ReviewerProfile['publications'][number] => ({
		title,
		year,
		venue: sampleVenue,
		authors: [`${reviewer.name.given} ${reviewer.name.family}`],
	}));
	const loadMax = 10 + random.below(9);
	const from = 18 + random.below(6);
	return {
		...emptyProfile,
		tracks: [...reviewer.tracks],
		keywords: [...new Set(keywords)],
		languages: [...reads],
		loadMin: random.chance(0.4) ? 4 : null,
		loadMax,
		away: random.chance(0.25) ? [{ from: `2021-10-${from}`, to: `2021-10-${from + 2}` }] : [],
		publications,
	};
}

/** The first ones are senior reviewers, the last three stand by for emergencies. Pure. */
export function inventRoles(number: number): RoleInTrack[] {
	if (number < 5) return [{ track: '', role: 'senior' }];
	return number >= 37 ? [{ track: '', role: 'emergency' }] : [];
}

/** What the reviewer of the cast has said of himself: at home in the life sciences of space. Pure. */
export function castProfile(name: { given?: string; family?: string }): ReviewerProfile {
	const random = createRandom(6_999);
	return {
		...emptyProfile,
		tracks: ['T3'],
		keywords: [...(topics.T3?.en.keywords ?? [])].slice(0, 4),
		languages: ['en'],
		loadMax: 8,
		publications: Array.from({ length: 5 }, (_, i) => ({
			title: inventPaper(random, 'T3', 'en').title,
			year: 2012 + i * 2,
			venue: sampleVenue,
			authors: [`${name.given} ${name.family}`],
		})),
	};
}
