import { describe, expect, it } from 'vitest';
import { visitor } from '#core/access/index.ts';
import { revisionOf } from '#core/http/index.ts';
import {
	confirmSignature,
	countSignatures,
	listSignatories,
	publicStatement,
	releaseStatement,
	saveStatementDraft,
	signAgain,
	signatureByLink,
	withdrawSignature,
} from './index.ts';
import {
	accountForTest,
	everyWayOut,
	lettersTo,
	person,
	refusalOf,
	releasedForTest,
	signForTest,
	texts,
	statementGround,
} from './testing.ts';

const { ctx, one, form } = await statementGround('warmer-world');
const revision = async () => {
	const { rows } = await ctx.byHand('select scope, number from public_revision');
	return revisionOf(`statement:${one.id}`, (scope) => rows.find((row) => row.scope === scope)?.number ?? 0);
};

describe('a signature that is taken back', () => {
	it('goes from every way out and makes the pages anew at once', async () => {
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Withdrawnham', affiliation: 'Gone College' }));
		expect(await everyWayOut(ctx, one.slug)).toContain('Withdrawnham');
		const [before, counted] = [await revision(), await countSignatures(ctx, one.id, 1)];
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		const out = await everyWayOut(ctx, one.slug);
		expect(out).not.toContain('Withdrawnham');
		expect(out).not.toContain('Gone College');
		expect((await countSignatures(ctx, one.id, 1)).all).toBe(counted.all - 1);
		expect(await revision()).toBeGreaterThan(before);
		expect(await refusalOf(withdrawSignature(ctx, visitor, { secret: secret as string }))).toMatchObject({
			kind: 'not-found',
		});
		expect(await refusalOf(signatureByLink(ctx, visitor, secret as string))).toMatchObject({ kind: 'not-found' });
		// The ledger knows that there was one, and not whose.
		const { rows } = await ctx.byHand("select data, actor from ledger_event where action = 'withdraw'");
		expect(JSON.stringify(rows)).not.toContain('Withdrawnham');
	});

	it('frees the mailbox to sign again', async () => {
		const email = 'changed-mind@lakeside.example';
		const { secret } = await signForTest(ctx, one.slug, form({ email }));
		await withdrawSignature(ctx, visitor, { secret: secret as string });
		expect((await signForTest(ctx, one.slug, form({ email }))).result).toBe('signed');
	});

	it('by somebody signed in only where it is his', async () => {
		const email = 'ownerstone@lakeside.example';
		const owner = person(await accountForTest(ctx, email));
		const { secret } = await signForTest(ctx, one.slug, form({ family: 'Ownerstone', email }), { actor: owner });
		const { rows } = await ctx.byHand("select id from signature where names->>'family' = 'Ownerstone'");
		const id = { signature: rows[0].id as string };
		for (const other of [visitor, person('other')]) {
			expect(await refusalOf(withdrawSignature(ctx, other, id))).toMatchObject({ kind: 'not-found' });
		}
		await withdrawSignature(ctx, owner, id);
		expect(await refusalOf(signatureByLink(ctx, visitor, secret as string))).toMatchObject({ kind: 'not-found' });
	});
});

describe('a material change', () => {
	it('leaves signatures with what they signed, asks each signer once, and takes the new one for the old', async () => {
		const two = await releasedForTest(ctx, 'changing');
		const signed = await signForTest(ctx, two.slug, form({ family: 'Staysworth', email: 'stays@lakeside.example' }));
		const moved = await signForTest(ctx, two.slug, form({ family: 'Movesworth', email: 'moves@lakeside.example' }), {
			locale: 'zh',
		});
		const old = (await signatureByLink(ctx, visitor, signed.secret as string)).digest;
		const changed = { ...texts, en: { ...texts.en, body: 'We ask that data be sold.' } };
		const draft = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: changed,
			remark: '',
			revision: 1,
		});
		const note = { en: 'Data is to be sold.', zh: '数据改为出售。' };
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision: draft, note });
		await ctx.runJobs();
		const found = await publicStatement(ctx, two.slug);
		expect(found?.version).toBe(2);
		expect(await signatureByLink(ctx, visitor, signed.secret as string)).toMatchObject({ version: 1, digest: old });
		expect(await countSignatures(ctx, two.id, 2)).toMatchObject({ all: 2, earlier: 2 });
		for (const address of ['stays@lakeside.example', 'moves@lakeside.example']) {
			const asked = (await lettersTo(ctx, address)).filter(({ text }) => /sold|出售/.test(text));
			expect(asked).toHaveLength(1);
		}
		const digest = found?.texts.zh?.digest ?? '';
		await signAgain(ctx, visitor, { secret: moved.secret as string }, { digest });
		expect(await signatureByLink(ctx, visitor, moved.secret as string)).toMatchObject({ version: 2, digest });
		expect(await countSignatures(ctx, two.id, 2)).toMatchObject({ all: 2, earlier: 1 });
		const { items } = await listSignatories(ctx, two.id);
		expect(items.map(({ names, version }) => [names.family, version])).toEqual([
			['Staysworth', 1],
			['Movesworth', 2],
		]);
	});

	it('while a letter is on its way: what was read is what is signed', async () => {
		const two = await releasedForTest(ctx, 'on-its-way');
		const { secret } = await signForTest(ctx, two.slug, form(), { confirm: false });
		const changed = { ...texts, en: { ...texts.en, body: 'Something else.' } };
		const draft = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: changed,
			remark: '',
			revision: 1,
		});
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision: draft, note: { en: 'x', zh: 'x' } });
		await confirmSignature(ctx, visitor, { secret: secret as string, locale: 'en' });
		expect(await signatureByLink(ctx, visitor, secret as string)).toMatchObject({ version: 1 });
	});
});
