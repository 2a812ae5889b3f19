import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { storeBytes } from '#core/files/index.ts';
import { makeSnapshot, noteDeposit, snapshotFile, snapshotsOf, verifySnapshot, withdrawSignature } from './index.ts';
import { codesOf, openTime, refusalOf, releasedForTest, signForTest, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('desk-statement', 'before');

describe('a snapshot', () => {
	it('is a PDF with its digest, for anyone to check; a withdrawn name takes it away, and the digest stays', async () => {
		const two = await releasedForTest(ctx, 'deposited');
		const { secret } = await signForTest(ctx, two.slug, form({ family: 'Snapshotson', han: '史图' }));
		await signForTest(ctx, two.slug, form({ visibility: 'anonymous' }));
		const reference = await makeSnapshot(ctx, two.organiser, { statement: two.id });
		expect(await refusalOf(makeSnapshot(ctx, two.organiser, { statement: two.id }))).toMatchObject({
			code: 'snapshot-being-made',
		});
		expect(await snapshotsOf(ctx, two.id)).toEqual([]);
		await ctx.runJobs();
		const [made] = await snapshotsOf(ctx, two.id);
		expect(made).toMatchObject({ reference, named: 1, anonymous: 1, version: 1, doi: null, withheldAt: null });
		const file = await snapshotFile(ctx, { slug: two.slug, reference });
		expect(file?.name).toBe('deposited-2021-11-20.pdf');
		await file?.stream.cancel();
		expect(await snapshotFile(ctx, { slug: one.slug, reference })).toBeUndefined();
		const digest = made?.digest as string;
		expect(await verifySnapshot(ctx, reference, digest)).toMatchObject({ verdict: 'valid', sameFile: true });
		expect(await verifySnapshot(ctx, reference, '0'.repeat(64))).toMatchObject({ verdict: 'copied' });
		const deposit = (doi: string) => noteDeposit(ctx, two.organiser, { statement: two.id, reference, doi });
		expect(codesOf(await refusalOf(deposit('somewhere')))).toEqual(['doi not-a-doi']);
		await deposit('https://doi.org/10.5281/zenodo.1234567');
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		expect(await snapshotFile(ctx, { slug: two.slug, reference })).toBeUndefined();
		expect(await snapshotsOf(ctx, two.id)).toMatchObject([{ doi: '10.5281/zenodo.1234567', withheldAt: openTime }]);
		expect(await verifySnapshot(ctx, reference, digest)).toMatchObject({
			verdict: 'valid',
			sameFile: true,
			snapshot: { withheldAt: openTime },
		});
	});

	it('that is being set while a name goes is not kept', async () => {
		const two = await releasedForTest(ctx, 'overtaken');
		const { secret } = await signForTest(ctx, two.slug, form());
		const reference = await makeSnapshot(ctx, two.organiser, { statement: two.id });
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		await ctx.runJobs();
		expect(await snapshotsOf(ctx, two.id)).toEqual([]);
		expect(await snapshotFile(ctx, { slug: two.slug, reference })).toBeUndefined();
	});

	it('whose file is being kept while a name goes leaves no file', async () => {
		const two = await releasedForTest(ctx, 'overtaken-late');
		const { secret } = await signForTest(ctx, two.slug, form());
		const reference = await makeSnapshot(ctx, two.organiser, { statement: two.id });
		let keep = () => {};
		const asked = new Promise<void>((resolve) => {
			keep = resolve;
		});
		let kept = '';
		const keeping = transaction(ctx, async (tx) => {
			const { id } = await storeBytes(tx, Buffer.from('the list'), 'list.pdf');
			await tx.db.execute(sql`update statement_snapshot set file_id = ${id} where reference = ${reference}`);
			kept = id;
			await asked;
		});
		await until(async () => kept !== '');
		const withdrawing = withdrawSignature(ctx, visitor, { secret: secret as string });
		const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
		await until(async () => (await ctx.byHand(waiting)).rowCount === 1);
		keep();
		await Promise.all([keeping, withdrawing]);
		expect((await ctx.byHand('select 1 from file where id = $1', [kept])).rowCount).toBe(0);
		const { rows } = await ctx.byHand('select file_id, withheld_at from statement_snapshot where reference = $1', [
			reference,
		]);
		expect(rows).toEqual([{ file_id: null, withheld_at: new Date(openTime) }]);
	});
});

/** Waits for a state, however long the machine takes. */
async function until(reached: () => Promise<boolean>): Promise<void> {
	while (!(await reached())) await sleep(10);
}
