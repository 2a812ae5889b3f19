import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Context, transaction } from '#core/context/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { analysisPersonData } from '#modules/analysis/server/index.ts';
import { analysisDesk } from '#modules/analysis/server/testing.ts';
import { announceChanges } from '#modules/editions/server/announce-changes.ts';
import { editionPersonData } from '#modules/editions/server/index.ts';

/* Public pages are made new by many at once; the revisions that they raise are the same few rows. */

const { base: ctx, ground, editor, published, generate, approve } = await analysisDesk();

const numbers = async () =>
	Object.fromEntries(
		(await ctx.byHand('select scope, number from public_revision')).rows.map(({ scope, number }) => [scope, number]),
	);

/** Both at once: the second runs while the first has done one half, and has time to get into its way. */
async function atOnce(
	first: [before: (tx: Context) => Promise<void>, after: (tx: Context) => Promise<void>],
	second: (tx: Context) => Promise<void>,
) {
	let other: Promise<unknown> = Promise.resolve();
	const done = await Promise.allSettled([
		transaction(ctx, async (tx) => {
			await first[0](tx);
			other = transaction(ctx, second);
			other.catch(() => {});
			await sleep(300);
			await first[1](tx);
		}),
	]);
	return [...done, ...(await Promise.allSettled([other]))].map((one) =>
		one.status === 'rejected' ? String(one.reason.cause ?? one.reason) : 'done',
	);
}

describe('two who make the same pages new, in whatever order', () => {
	it('wait for each other and both come to their end', async () => {
		const before = await numbers();
		const raise = (scope: string) => (tx: Context) => bumpRevision(tx, scope);
		const crosswise = async (tx: Context) => {
			await bumpRevision(tx, 'cross-b');
			await bumpRevision(tx, 'cross-a');
		};
		expect(await atOnce([raise('cross-a'), raise('cross-b')], crosswise)).toEqual(['done', 'done']);
		expect(await numbers()).toEqual({ ...before, 'cross-a': 2, 'cross-b': 2 });
	});

	it('also an erasure of who approved an analysis and stands in an edition, while that edition is published', async () => {
		const { articleId } = await published();
		await approve((await generate(ctx, articleId)).analysisId);
		await ctx.byHand(
			`update edition_person set person_id = $1 where edition_id = $2 and code = (select min(code) from edition_person)`,
			[editor.personId, ground.edition],
		);
		const before = await numbers();
		const outcome = await atOnce(
			[(tx) => editionPersonData.erase(tx, editor.personId), (tx) => analysisPersonData.erase(tx, editor.personId)],
			(tx) => announceChanges(tx, ground.edition, [{ key: 'person/somebody' }]),
		);
		expect(outcome).toEqual(['done', 'done']);
		const after = await numbers();
		for (const scope of [ground.edition, 'news']) expect(after[scope]).toBe((before[scope] ?? 0) + 2);
	});

	it('raise nothing when they come to nothing, and each revision once', async () => {
		const before = await numbers();
		await expect(
			transaction(ctx, async (tx) => {
				await bumpRevision(tx, 'never');
				throw new Error('no');
			}),
		).rejects.toThrow('no');
		expect(await numbers()).toEqual(before);
		await transaction(ctx, async (tx) => {
			await transaction(tx, (inner) => bumpRevision(inner, 'inner'));
			await bumpRevision(tx, 'inner');
		});
		expect((await numbers()).inner).toBe(1);
	});
});
