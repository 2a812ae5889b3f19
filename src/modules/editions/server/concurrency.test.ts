import { describe, expect, it } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { same } from '../merge.ts';
import type { Records, RecordValue } from '../records.ts';
import { historyOf } from './history.ts';
import { publishDrafts } from './publish-drafts.ts';
import { recordsForEditing } from './records-for-editing.ts';
import { saveDraft } from './save-draft.ts';
import { importReal, somebody, testCalls as calls, typed } from './testing.ts';
import { undoChange } from './undo-change.ts';

/**
 * Many at one desk at the same time, on a real PostgreSQL. Every text carries the mark of whoever wrote it, so that a mark
 * which was acknowledged and is nowhere has been lost.
 */

const ctx = await testContext();
const id = await importReal(ctx);
const desk = await Promise.all(['Ada', 'Bo', 'Cy'].map((family) => somebody(ctx, id, family)));
const keys = ['page/press', 'page/students'];
const refused = (error: unknown) => {
	if (!(error instanceof Refusal)) throw error;
	return error;
};
const summaryOf = (value: RecordValue | null | undefined) =>
	String((value?.summary as { en?: string } | undefined)?.en);
const marked = (mark: string) => (page: RecordValue) => ({
	...page,
	summary: { ...(page.summary as object), en: `${summaryOf(page)} ${mark}` },
});
/** A small generator, so that a failing run can be repeated. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
}

/** Adds a mark to a text until it is acknowledged. @returns how often another was quicker */
async function add(who: (typeof desk)[number], key: string, mark: string): Promise<number> {
	for (let tries = 0; ; tries += 1) {
		const input = await typed(ctx, who, id, key, marked(mark));
		const error = await saveDraft(ctx, who, id, input, { calls }).then(() => undefined, refused);
		if (!error) return tries;
		expect(error.code).toBe('changed-meanwhile');
	}
}

describe('who writes at the same record at the same time', () => {
	it('loses nothing that was acknowledged, while others publish', async () => {
		let writing = true;
		let conflicts = 0;
		const publisher = async (who: (typeof desk)[number]) => {
			while (writing) {
				const key = keys[Math.floor(Math.random() * keys.length)] as string;
				await publishDrafts(ctx, who, id, [key], { calls }).catch(refused);
			}
		};
		const writers = desk.map(async (who, n) => {
			for (let i = 0; i < 3; i += 1) conflicts += await add(who, keys[i % 2] as string, `m${n}-${i}`);
		});
		const publishers = desk.slice(0, 2).map(publisher);
		await Promise.all(writers);
		writing = false;
		await Promise.all(publishers);

		const { merged } = await recordsForEditing(ctx, desk[0] as (typeof desk)[number], id);
		const texts = keys.map((key) => summaryOf(merged[key])).join(' ');
		for (const [n] of desk.entries()) {
			for (let i = 0; i < 3; i += 1) expect(texts.split(' ').filter((one) => one === `m${n}-${i}`)).toHaveLength(1);
		}
		// They did get in each other's way; otherwise nothing was shown.
		expect(conflicts).toBeGreaterThan(0);
	});

	it('of two who save the same version one is acknowledged, always', async () => {
		for (let round = 0; round < 3; round += 1) {
			const inputs = await Promise.all(
				desk.map((who, n) => typed(ctx, who, id, 'page/press', marked(`r${round}-${n}`))),
			);
			const done = await Promise.allSettled(
				inputs.map((input, n) => saveDraft(ctx, desk[n] as (typeof desk)[number], id, input, { calls })),
			);
			expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		}
	});
});

describe('publications and undos at the same time', () => {
	it.each([1, 2])(
		'each leaves what the history says, in the order of its numbers (%i)',
		async (seed) => {
			const dice = random(seed);
			const before = (await recordsForEditing(ctx, desk[0] as (typeof desk)[number], id)).published;
			const { changes: old } = await historyOf(ctx, desk[0] as (typeof desk)[number], id, { limit: 1 });
			const acknowledged: number[] = [];
			const plans = desk.map((who, n) =>
				Array.from({ length: 3 }, (_, i) => ({
					who,
					key: keys[Math.floor(dice() * 2)] as string,
					undo: dice() < 0.4,
					mark: `s${seed}-${n}-${i}`,
				})),
			);
			await Promise.all(
				plans.map(async (steps) => {
					for (const { who, key, undo, mark } of steps) {
						if (undo) {
							const { changes } = await historyOf(ctx, who, id, { key, limit: 2 });
							const target = changes[Math.min(1, changes.length - 1)];
							const done = await undoChange(ctx, who, id, target?.id as string, { calls }).catch(refused);
							if (!(done instanceof Refusal)) acknowledged.push(done.number);
						} else {
							await add(who, key, mark);
							const done = await publishDrafts(ctx, who, id, [key], { calls }).catch(refused);
							if (!(done instanceof Refusal) && done.number !== undefined) acknowledged.push(done.number);
						}
					}
				}),
			);
			const { changes } = await historyOf(ctx, desk[0] as (typeof desk)[number], id, { limit: 200 });
			const since = changes.filter(({ number }) => number > (old[0]?.number ?? 0)).reverse();
			// One change for each that was acknowledged, numbered without gaps, nothing twice.
			expect(since.map(({ number }) => number)).toEqual([...acknowledged].sort((a, b) => a - b));
			// Each began from what the one before had left, and the last left what is published.
			const replayed: Records = structuredClone(before);
			const { rows } = await ctx.byHand(
				`select c.number, r.key, r.before, r.after from edition_change_record r join edition_change c on c.id = r.change_id
				where c.number > $1 order by c.number, r.position`,
				[old[0]?.number],
			);
			for (const { key, before: was, after } of rows) {
				expect(same(replayed[key], was ?? undefined)).toBe(true);
				replayed[key] = after;
			}
			const { published } = await recordsForEditing(ctx, desk[0] as (typeof desk)[number], id);
			for (const key of keys) expect(published[key]).toEqual(replayed[key]);
			expect(acknowledged.length).toBeGreaterThan(3);
		},
		60_000,
	);
});
