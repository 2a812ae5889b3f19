import { beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { cellNames, type CellName, type ReaderName, readerNames, wordFor } from '../../settings/cells.ts';
import { type Phase, phases, programReads, type Reads, whoReads } from '../../settings/who-reads.ts';
import {
	doors,
	doorsOfOne,
	foundBy,
	foundByProgram,
	foundBySearch,
	foundInPublic,
	type Leaks,
	ofPrograms,
} from './doors.ts';
import { openWorld, standingWord } from './world.ts';

/*
 * Every setting that says who reads what × its values × everybody × every door: each finds exactly what the table gives him
 * (`tests/settings/who-reads.ts`). A word of its own stands for every thing, so that a leak says what leaked and where.
 */

const world = await openWorld();
const table = Object.entries(whoReads) as [string, Reads][];
/** Who reads at a stage is asked in every cell; to the others it is one whether a stage is blind. */
const inPanel = /^(organiser|chair of the track|reviewer (who wrote|who scored|assigned))$/;
/** Whose finds differ from phase to phase; everybody else is asked when there is most to find. */
const inReview = readerNames.filter((name) => name === 'owner' || inPanel.test(name));
/** Who has no part in any of it. */
const outsiders: ReaderName[] = ['other applicant', 'organiser of another edition', 'organiser of a standing call'];
/** What may be looked for at a desk. */
const searched = Object.keys(whoReads).filter((what) => !what.startsWith('file-'));
/** Doors that tell somebody something. */
const telling = new Set<string>();
const known = new Map<string, [what: string, cell: CellName]>(
	table.flatMap(([what]) => cellNames.map((cell) => [wordFor(cell, what), [what, cell]] as const)),
);

async function noteDoors(...names: ReaderName[]): Promise<void> {
	for (const name of names) {
		const { words } = await foundBy(world, world.actor(name), doors, ['open']);
		for (const at of words.values()) for (const door of at) telling.add(door);
	}
}

/** What was found, against the table: too much is a leak (and where), too little a door that has closed. */
function compared(
	name: ReaderName,
	phase: Phase,
	found: Leaks,
	reads: (what: string, cell: CellName) => readonly string[],
	of: readonly CellName[],
) {
	const leaks: string[] = [];
	const missing: string[] = [];
	for (const [word, [what, cell]] of known) {
		if (!of.includes(cell)) continue;
		const may = reads(what, cell).includes(name);
		const at = found.get(word);
		if (at && !may) leaks.push(`${what} of ${cell} while ${phase}: ${[...at].join(', ')}`);
		if (!at && may) missing.push(`${what} of ${cell} while ${phase}`);
	}
	return { leaks, missing };
}

const none = { leaks: [], missing: [] };

describe.each(phases)('while %s', (phase) => {
	let inPublic: Leaks;
	beforeAll(async () => {
		if (phase === 'announced') {
			await world.decideAll();
			await world.announceAll();
			await noteDoors('organiser');
		} else await noteDoors('owner', 'organiser', 'reviewer who wrote');
		inPublic = await foundInPublic(world);
	});

	test.each(phase === 'reviewing' ? inReview : readerNames)(
		'%s finds what the table says, by any route',
		async (name) => {
			const at: readonly CellName[] = inPanel.test(name) ? cellNames : ['double'];
			const { words } = await foundBy(world, world.actor(name), [...telling], at);
			expect(words.has(standingWord)).toBe(name === 'owner');
			for (const [word, at] of inPublic) words.set(word, new Set([...(words.get(word) ?? []), ...at]));
			expect(
				compared(
					name,
					phase,
					words,
					(what, cell) => (whoReads as Record<string, Reads>)[what]?.(cell, phase) ?? [],
					at,
				),
			).toEqual(none);
		},
	);
});

describe('when all is known', () => {
	test.each(readerNames)('%s: his program finds what the table says', async (name) => {
		const found = await foundByProgram(world, name === 'visitor' ? null : world.person(name).personId);
		const reads = (what: string, cell: CellName) => programReads(what, cell, 'announced');
		expect(compared(name, 'announced', found, reads, ofPrograms)).toEqual(none);
	});

	test.each(readerNames)('%s: no search finds by what he may not read', async (name) => {
		const hits: string[] = [];
		for (const what of searched) {
			const word = wordFor('open', what);
			const hit = await foundBySearch(world, world.actor(name), [word, `for-${what}:${word}`]).catch((refusal) => {
				expect(refusal).toBeInstanceOf(Refusal);
				return null;
			});
			if (hit === null) return;
			if (hit.length > 0) hits.push(what);
		}
		const may = searched.filter((what) =>
			(whoReads as Record<string, Reads>)[what]?.('open', 'announced').includes(name),
		);
		expect(hits.filter((what) => !may.includes(what))).toEqual([]);
		if (name === 'organiser') expect(hits).toEqual(expect.arrayContaining(['organisers', 'reviewers', 'public']));
	});

	test.each(outsiders)('%s finds none of another’s: not found, by every address', async (name) => {
		const { answers } = await foundBy(world, world.actor(name), doorsOfOne, ['open']);
		expect(answers.length).toBeGreaterThan(40);
		const told = answers.filter(([, said]) => !/^(refused: not-found|status 404)/.test(said));
		expect(told.map(([door, said]) => `${door}: ${said.slice(0, 80)}`)).toEqual([]);
	});
});

test('the doors are all there are', () => {
	expect(doors.length).toBeGreaterThan(80);
	expect(telling.size).toBeGreaterThan(25);
});
