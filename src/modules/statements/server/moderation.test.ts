import { describe, expect, it } from 'vitest';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import { acceptSignatures, listForModeration, listSignatories, refuseSignatures, revealSignature } from './index.ts';
import { codesOf, refusalOf, releasedForTest, signForTest, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('desk-statement', 'before');

describe('moderation', () => {
	it('shows why, publishes what is accepted, tells who is refused the reason', async () => {
		await signForTest(ctx, one.slug, form({ given: 'Mickey', family: 'Mouse', email: 'mickey@mailinator.com' }));
		await signForTest(ctx, one.slug, form({ family: 'Plainfield' }));
		const list = await listForModeration(ctx, one.organiser, { statement: one.id, state: 'waiting' });
		expect(list.items.map(({ names, flags }) => [names?.family, flags.map(({ code }) => code)])).toEqual([
			['Mouse', ['disposable-mail', 'fictional-name']],
			['Plainfield', []],
		]);
		expect(JSON.stringify(list)).not.toContain('mickey@');
		expect((await listSignatories(ctx, one.id)).total).toBe(0);
		const [mouse, plain] = list.items.map(({ id }) => id) as [string, string];
		const refuse = (reason: string) =>
			refuseSignatures(ctx, one.organiser, { statement: one.id, signatures: [mouse], reason });
		expect(codesOf(await refusalOf(refuse(' ')))).toEqual(['reason reason-missing']);
		expect(await refuse('Nobody of this name is known to us.')).toBe(1);
		expect(await acceptSignatures(ctx, one.organiser, { statement: one.id, signatures: [plain, mouse.slice(1)] })).toBe(
			1,
		);
		expect((await listSignatories(ctx, one.id)).items.map(({ names }) => names.family)).toEqual(['Plainfield']);
		const { rows } = await ctx.byHand(
			"select text from mail where to_address = 'mickey@mailinator.com' and subject like '%not accepted%'",
		);
		expect(rows[0].text).toContain('Nobody of this name is known to us.');
		// Published and then refused: gone at once.
		await refuseSignatures(ctx, one.organiser, { statement: one.id, signatures: [plain], reason: 'On request.' });
		expect((await listSignatories(ctx, one.id)).total).toBe(0);
	});

	it('of one statement reaches no signature of another', async () => {
		const two = await releasedForTest(ctx, 'other-desk', 'before');
		await signForTest(ctx, two.slug, form());
		const [foreign] = (await listForModeration(ctx, two.organiser, { statement: two.id, state: 'waiting' })).items;
		const which = { statement: one.id, signatures: [foreign?.id as string] };
		expect(await acceptSignatures(ctx, one.organiser, which)).toBe(0);
		expect(await refuseSignatures(ctx, one.organiser, { ...which, reason: 'x' })).toBe(0);
		expect((await listSignatories(ctx, two.id)).total).toBe(0);
	});

	it('“afterwards” publishes at once, but not what is odd', async () => {
		const two = await releasedForTest(ctx, 'afterwards', 'after');
		await signForTest(ctx, two.slug, form({ family: 'Clearwater' }));
		await signForTest(ctx, two.slug, form({ given: 'Albus', family: 'Dumbledore' }));
		await signForTest(ctx, two.slug, form({ family: 'SHOUTINGTON', given: 'EVERARD' }));
		expect((await listSignatories(ctx, two.id)).items.map(({ names }) => names.family)).toEqual(['Clearwater']);
	});

	it('sees nothing of who is not named, unless it asks for one with a reason, which the ledger keeps', async () => {
		const two = await releasedForTest(ctx, 'not-named', 'before');
		const hidden = { given: 'Mickey', family: 'Mouse', affiliation: 'Hidden House', visibility: 'anonymous' } as const;
		await signForTest(ctx, two.slug, form(hidden));
		const list = await listForModeration(ctx, two.organiser, { statement: two.id, state: 'waiting' });
		const said = JSON.stringify(list);
		for (const secret of ['Mouse', 'Hidden House', 'lakeside']) expect(said).not.toContain(secret);
		expect(list.items[0]?.flags).toEqual([{ code: 'fictional-name', found: '' }]);
		const reveal = (reason: string) =>
			revealSignature(ctx, two.organiser, { statement: two.id, signature: list.items[0]?.id as string, reason });
		expect(codesOf(await refusalOf(reveal('')))).toEqual(['reason reason-missing']);
		expect((await reveal('The name is a known joke.')).names.family).toBe('Mouse');
		const { rows } = await ctx.byHand("select actor, data from ledger_event where action = 'reveal'");
		expect(rows).toMatchObject([{ actor: 'person:organiser', data: { reason: 'The name is a known joke.' } }]);
	});

	it('a search counts and pages what it finds, beside the counts of all', async () => {
		const two = await releasedForTest(ctx, 'searched', 'before');
		for (const family of ['Needleman', 'Hayworth', 'Hayfield']) await signForTest(ctx, two.slug, form({ family }));
		const asked = { statement: two.id, state: 'waiting' as const };
		const found = await listForModeration(ctx, two.organiser, { ...asked, search: 'needle', page: 7 });
		expect([found.items.length, found.total, found.page, found.counts.waiting]).toEqual([1, 1, 1, 3]);
		expect(await listForModeration(ctx, two.organiser, { ...asked, search: 'nobody' })).toMatchObject({ total: 0 });
		expect((await listForModeration(ctx, two.organiser, asked)).total).toBe(3);
	});

	it('a list of fifty costs what a list of one costs', async () => {
		const two = await releasedForTest(ctx, 'long-queue', 'before');
		let made = 0;
		const grow = async (length: number) => {
			for (; made < length; made++) await signForTest(ctx, two.slug, form());
		};
		const list = () => listForModeration(ctx, two.organiser, { statement: two.id, state: 'waiting' });
		await expectSameCost(ctx, grow, async () => (await list()).items.length, 4);
	});
});
