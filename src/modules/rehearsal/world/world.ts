import { inventName, type InventedName } from './names.ts';
import { type Institution, institutions } from './places.ts';
import { type InventedPaper, inventPaper } from './abstract.ts';
import { createRandom, type Random } from './random.ts';
import { topics } from './topics.ts';

/** The seed of every rehearsal: the same people and papers everywhere, so that a finding can be told by its number. */
export const worldSeed = 20211118;

export interface InventedPerson {
	name: InventedName;
	institution: Institution;
	/** An `.example` address. */
	email: string;
}

export interface InventedReviewer extends InventedPerson {
	/** Tracks in which he is at home, the strongest first. */
	tracks: string[];
	publications: { title: string; year: number }[];
}

export interface InventedApplication extends InventedPaper {
	number: number;
	/** When it arrives, as a share of the window: 0 is the opening, 1 the close. */
	arrives: number;
	authors: InventedPerson[];
	presenter: number;
	mode: 'on-site' | 'online';
	format: 'talk' | 'poster';
	student: boolean;
	/** Comes with a supporting PDF. */
	withFile: boolean;
}

export interface World {
	reviewers: InventedReviewer[];
	applications: InventedApplication[];
}

/** How the applications spread over the tracks. */
const shares: readonly [track: string, weight: number][] = [
	['T1', 26],
	['T2', 12],
	['T3', 28],
	['T4', 16],
	['T5', 18],
	['T6', 8],
	['T7', 14],
	['T8', 12],
	['T9', 16],
	['planetary-defence', 5],
];

function byWeight(random: Random): string {
	const total = shares.reduce((sum, [, weight]) => sum + weight, 0);
	let left = random.below(total);
	for (const [track, weight] of shares) {
		left -= weight;
		if (left < 0) return track;
	}
	return 'T1';
}

/**
 * When applications arrive: few at first, a fifth in the last day, the last ones in the last hour. The curve is the usual
 * one of calls with a hard deadline; it is drawn, not fitted.
 */
function arrival(random: Random): number {
	const when = random.next();
	if (when < 0.3) return random.next() * 0.6;
	if (when < 0.62) return 0.6 + random.next() * 0.33;
	if (when < 0.86) return 0.933 + random.next() * 0.05;
	return 0.983 + random.next() ** 0.5 * 0.0169;
}

/**
 * The whole invented world from a seed: some 150 applications with their authors and 40 reviewers with publications. Pure;
 * the same seed gives the same world.
 */
export function inventWorld(seed = worldSeed, counts = { applications: 150, reviewers: 40 }): World {
	const random = createRandom(seed);
	const used = new Set<string>();
	const person = (from: Institution = random.pick(institutions)): InventedPerson => {
		for (;;) {
			const name = inventName(random, from.country);
			const local = `${name.given}.${name.family}`
				.normalize('NFD')
				.replace(/\p{M}/gu, '')
				.replace(/[^A-Za-z.]+/g, '-')
				.toLowerCase();
			const email = `${local}@${from.domain}`;
			if (used.has(email)) {
				// Names are few: a second person of the same name at the same place is somebody else, elsewhere.
				from = random.pick(institutions);
				continue;
			}
			used.add(email);
			return { name, institution: from, email };
		}
	};

	const reviewers = Array.from({ length: counts.reviewers }, (): InventedReviewer => {
		const tracks = random.some(
			shares.map(([track]) => track),
			2 + random.below(2),
		);
		const publications = Array.from({ length: 3 + random.below(6) }, () => ({
			title: inventPaper(random, tracks[random.below(2)] ?? 'T1', 'en').title,
			year: 2008 + random.below(14),
		}));
		return { ...person(), tracks, publications };
	});

	const applications = Array.from({ length: counts.applications }, (_, at): InventedApplication => {
		const home = random.pick(institutions);
		const track = byWeight(random);
		const language = home.country === 'CN' && random.chance(0.55) ? 'zh' : 'en';
		const first = person(home);
		const others = Array.from({ length: random.below(5) }, () => person(random.chance(0.7) ? home : undefined));
		const paper = inventPaper(random, track, language);
		return {
			...paper,
			number: at + 1,
			arrives: arrival(random),
			authors: [first, ...others],
			presenter: random.chance(0.8) ? 0 : random.below(others.length + 1),
			mode: random.chance(home.country === 'CN' ? 0.6 : 0.2) ? 'on-site' : 'online',
			format: random.chance(0.72) ? 'talk' : 'poster',
			student: random.chance(0.24),
			withFile: random.chance(0.35),
		};
	});
	return { reviewers, applications: applications.sort((a, b) => a.arrives - b.arrives) };
}

/** Every subject that the invented papers speak of. */
export const worldTracks = Object.keys(topics);
