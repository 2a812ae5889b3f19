import { expect, test } from 'vitest';
import { testContext } from '../../../../tests/setup/context.ts';
import { pseudonymHash, pseudonymsOf } from './pseudonyms.ts';
import { reviewPseudonymKey } from './pseudonym-tables.ts';

test('a stage keeps one secret, whoever asks first, and no stage has that of another', async () => {
	const ctx = await testContext();
	const of = { call: 'c', stage: 's', reader: 'r', application: 'a' };
	const people = Array.from({ length: 12 }, (_, n) => `p${n}`);
	const [one, two] = await Promise.all([pseudonymsOf(ctx, of, people), pseudonymsOf(ctx, of, people)]);
	expect(one).toEqual(two);
	expect(await pseudonymsOf(ctx, of, people)).toEqual(one);
	expect(await pseudonymsOf(ctx, { ...of, stage: 't' }, people)).not.toEqual(one);
	const kept = await ctx.db.select().from(reviewPseudonymKey);
	expect(kept.map(({ stageId }) => stageId).sort()).toEqual(['s', 't']);
	expect(new Set(kept.map(({ secret }) => secret)).size).toBe(2);
	const hash = await pseudonymHash(ctx, of);
	expect(hash('x')).toHaveLength(32);
});
