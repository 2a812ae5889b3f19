import { describe, expect, it } from 'vitest';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { listForModeration, listSignatories, publicStatement, signatoriesCsv, signatoriesJson } from './index.ts';
import { everyWayOut, releasedForTest, signForTest, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('warmer-world');

describe('lists', () => {
	it('cost the same for one and for fifty', async () => {
		const two = await releasedForTest(ctx, 'long-list');
		let made = 0;
		const grow = async (length: number) => {
			for (; made < length; made++) await signForTest(ctx, two.slug, form());
		};
		await expectSameCost(ctx, grow, async () => (await listSignatories(ctx, two.id)).items.length, 2);
		await expectSameCost(
			ctx,
			grow,
			async () => {
				let said = '';
				const found = await publicStatement(ctx, two.slug);
				if (found) for await (const piece of signatoriesCsv(ctx, found)) said += piece;
				return said.split('\r\n').length - 2;
			},
			6,
		);
	});

	it('are exported with the day of each signature in the zone of the statement', async () => {
		const two = await releasedForTest(ctx, 'days');
		for (let n = 0; n < 4; n += 1) await signForTest(ctx, two.slug, form());
		const at = ['2021-11-21T15:59:59.999Z', '2021-11-21T16:00Z', '2021-11-22T15:59Z', '2021-11-21T10:00Z'];
		for (const [n, time] of at.entries()) {
			const nth = `select id from signature where statement_id = $2 order by position offset ${n} limit 1`;
			await ctx.byHand(`update signature set public_at = $1 where id = (${nth})`, [time, two.id]);
		}
		const found = await publicStatement(ctx, two.slug);
		if (!found) throw new Error('it is not public');
		const read = async (pieces: AsyncGenerator<string>) => {
			let all = '';
			for await (const piece of pieces) all += piece;
			return all;
		};
		const days = ['2021-11-21', '2021-11-22', '2021-11-22', '2021-11-21'];
		const csv = await read(signatoriesCsv(ctx, found));
		expect(
			csv
				.trim()
				.split('\r\n')
				.slice(1)
				.map((line) => line.split(',').at(-1)),
		).toEqual(days);
		const json = JSON.parse(await read(signatoriesJson(ctx, found, 'http://orrery.test')));
		expect(json.signatories.map(({ date }: { date: string }) => date)).toEqual(days);
	});

	it('have whole pages, whatever an address asks for', async () => {
		for (const page of [1e300, 1.005, -3, 0, Number.NaN, Number.POSITIVE_INFINITY]) {
			const asked = { statement: one.id, state: 'public' as const, page };
			expect((await listForModeration(ctx, one.organiser, asked)).page).toBe(1);
			expect((await listSignatories(ctx, one.id, { page, search: 'lakeside' })).page).toBe(1);
		}
		expect((await listSignatories(ctx, one.id, { page: 999_999, search: 'lakeside' })).items).toEqual([]);
	});

	it('are searched by parts of names in any script, without accents, and hold no pattern of the database', async () => {
		await signForTest(ctx, one.slug, form({ given: 'Ruxandra', family: 'Brădeanu', han: '', country: 'RO' }));
		await signForTest(ctx, one.slug, form({ given: 'Yiming', family: 'Lin', han: '林逸鸣', affiliation: '湖滨大学' }));
		const search = async (text: string) =>
			(await listSignatories(ctx, one.id, { search: text })).items.map(({ names }) => names.family);
		expect(await search('bradeanu')).toEqual(['Brădeanu']);
		expect(await search('BRĂD rux romania')).toEqual(['Brădeanu']);
		expect(await search('罗马尼亚')).toEqual(['Brădeanu']);
		expect(await search('林逸')).toEqual(['Lin']);
		expect(await search('湖滨')).toEqual(['Lin']);
		expect(await search('%')).toEqual([]);
		expect(await search('_')).toEqual([]);
	});

	it('survive hostile names, which wait for the desk', async () => {
		const hostile = '<script>alert(1)</script>';
		await signForTest(ctx, one.slug, form({ family: hostile, affiliation: '=HYPERLINK("http://x")' }));
		expect(await everyWayOut(ctx, one.slug)).not.toContain('alert(1)');
		const { rows } = await ctx.byHand('select state, flags from signature where names->>$1 = $2', ['family', hostile]);
		expect(rows[0].state).toBe('waiting');
		expect(rows[0].flags.map(({ code }: { code: string }) => code)).toEqual(['link', 'odd-signs']);
	});
});
