import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '#solvers/random.ts';
import {
	type ConflictFact,
	inferConflicts,
	type InferenceInput,
	type Judge,
	type Judged,
} from './conflict-inference.ts';

/** Invented people, places and works with everything by which a conflict is found; the same for a seed. */
function invented(judges: number, applications: number): InferenceInput {
	const random = randomFrom(20_211_010);
	const below = (n: number) => Math.floor(random() * n);
	const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
	const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
	const han = (n: number) => [...String(n)].map((digit) => '东西中上下左右高低远'[Number(digit)]).join('');
	const places = Array.from({ length: 60 }, (_, n) => ({
		en: n % 3 === 0 ? `Institute of Space Science, ${letters(n)}ford` : `Université de ${letters(n)}ville`,
		zh: `${han(n)}江大学`,
		domain: `${letters(n)}ville.edu`,
		ror: `0${letters(n)}xyz`.padEnd(7, '0').slice(0, 7) + String(10 + (n % 90)),
	}));
	const somebody = () => {
		const place = pick(places);
		const [given, family] = [`Gi${letters(below(40))}ven`, `Fá${letters(below(60))}mily`];
		return {
			place,
			name: pick([`${given} ${family}`, `${family}, ${given}`, `${han(below(40))}${han(below(40))}`]),
			address:
				`${given}.${letters(below(300))}@${pick(['cs.', 'physics.', ''])}${pick([place.domain, place.domain, 'gmail.com'])}`.toLowerCase(),
			orcid: below(8) === 0 ? `0000-000${below(9)}-0000-000${below(9)}` : null,
			written: pick([
				`Dept. of Physics, ${place.en}`,
				place.en,
				`${place.zh}物理系`,
				`${place.en} / ${place.zh}`,
				'CAS',
				'ISS',
			]),
		};
	};
	const all = Array.from({ length: applications }, (_, n): Judged => {
		const holder = somebody();
		const as = (one: ReturnType<typeof somebody>) => ({
			names: [one.name],
			addresses: below(12) === 0 ? [`judge${below(judges)}@held.example`] : [one.address],
			orcid: one.orcid,
			affiliations: [{ names: [one.written] }],
		});
		const of = pick(places);
		return {
			application: `a${n}`,
			organisations: below(6) === 0 ? [of.en, of.zh] : [],
			people: [
				{
					...as(holder),
					as: 'holder',
					person: below(5) === 0 ? `p${below(judges)}` : `h${below(80)}`,
					affiliations: [{ names: [holder.place.en, holder.place.zh], ror: holder.place.ror }],
				},
				...(below(5) === 0 ? [{ ...as(somebody()), as: 'member' as const, person: `p${below(judges)}` }] : []),
				...Array.from({ length: below(5) }, () => ({ ...as(somebody()), as: 'named' as const, person: null })),
			],
		};
	});
	const people = Array.from({ length: judges }, (_, n): Judge => {
		const one = somebody();
		const kinds = ['co-author', 'advisor', 'family', 'other', 'sponsor', 'institution'] as const;
		return {
			person: `p${n}`,
			names: [one.name, somebody().name],
			addresses: [one.address, `judge${n}@held.example`],
			orcid: one.orcid,
			affiliations: [
				{ names: [one.place.en, one.place.zh], ...(below(2) === 0 ? { ror: one.place.ror } : {}) },
				{ names: ['ISS'] },
			],
			declared: Array.from({ length: below(3) }, () => {
				const other = somebody();
				const about = pick(['person', 'institution'] as const);
				const identifier = pick(['', about === 'person' ? other.address : `https://ror.org/${other.place.ror}`]);
				const year = pick([null, 2005, 2020]);
				return { about, kind: pick(kinds), name: about === 'person' ? other.name : other.place.en, identifier, year };
			}),
			publications: Array.from({ length: below(6) }, (_, at) => {
				const authors = Array.from({ length: 4 }, () => somebody().name);
				return { title: `Work ${n}.${at}`, authors, ...(below(5) === 0 ? {} : { year: 2010 + below(12) }) };
			}),
		};
	});
	const together = Array.from({ length: judges * 3 }, (_, n) => ({
		person: `p${below(judges)}`,
		with: below(2) === 0 ? { person: `h${below(80)}` } : { address: somebody().address },
		number: `A-${n}`,
		year: 2015 + below(7),
	}));
	return { judges: people, judged: all, together, year: 2021 };
}

/** How often each kind was found by which evidence, how surely. */
function counted(facts: readonly ConflictFact[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { kind, source, grounds, evidence } of facts) {
		const key = `${kind} ${source} ${grounds} by ${evidence.by}`;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return Object.fromEntries([...counts].sort());
}

describe('what is inferred', () => {
	it('is what the first version found, in the same order and with the same evidence', () => {
		const facts = inferConflicts(invented(40, 200));
		expect(counted(facts)).toEqual({
			'advisor profile same by declared': 29,
			'co-author inferred alike by declared': 6,
			'co-author inferred alike by publication': 14,
			'co-author inferred alike by submission': 47,
			'co-author inferred same by submission': 90,
			'co-author profile same by declared': 111,
			'family profile same by declared': 23,
			'institution inferred alike by initials': 1776,
			'institution inferred same by institution': 3844,
			'institution profile same by declared': 23,
			'mail-domain inferred same by domain': 196,
			'named inferred alike by name': 14,
			'named inferred same by orcid': 4,
			'named record same by address': 51,
			'other profile same by declared': 28,
			'self record same by holder': 34,
			'self record same by member': 46,
			'sponsor inferred same by organisation': 215,
			'sponsor profile same by declared': 122,
		});
		// Written down from the first version, which compared without any memory of texts.
		const digest = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
		expect(digest).toBe('4bed5d0cfa3aa45cd7966d955cb0e196365de36ba0ecb0b3ec685c5d0645a390');
	});
});
