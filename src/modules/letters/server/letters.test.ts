import { describe, expect, test } from 'vitest';
import { system, visitor } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import type { Typesetter } from '#core/typesetting/index.ts';
import { decide } from '#modules/calls/server/index.ts';
import { refusalOf } from '#modules/calls/server/testing.ts';
import { createPerson } from '#modules/people/server/index.ts';
import {
	batchesOf,
	issueBatch,
	lettersOfApplication,
	lettersOfPerson,
	openLetter,
	prepareBatch,
	previewLetter,
	previewPdf,
	resumeBatch,
	sendBatch,
	verifyReference,
} from './index.ts';
import { lettersGround } from './testing.ts';

const { ctx, edition, organiser, secretary, chair, rows, makeCall, apply, mails, send, only } = await lettersGround();

describe('preparing', () => {
	test('lists and counts who would be written to, and changes nothing', async () => {
		const call = await makeCall();
		const talk = await apply(call, { outcome: 'talk' });
		await apply(call, { outcome: 'talk' });
		await apply(call, { outcome: 'reject', reason: 'scope' });
		await apply(call, null);
		const prepared = await prepareBatch(ctx, chair, { callId: call });
		expect(prepared.outcomes.map(({ id, count }) => [id, count])).toEqual([
			['talk', 2],
			['reject', 1],
		]);
		expect(prepared.faulty).toBe(0);
		expect(prepared.recipients[0]).toMatchObject({
			determination: talk.determination,
			address: talk.address,
			name: { en: 'Given1 FAMILY' },
			problems: [],
		});
		expect(await rows('select * from letter')).toEqual([]);
		expect(await mails()).toEqual([]);
	});

	test('a real letter carries logo, seal and signature of its edition; a rehearsal never its seal', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		const input = { callId: call, determination: one.determination };
		const [{ letterhead }] = await rows('select letterhead from edition where id = $1', [edition]);
		const signatories = letterhead.signatories.map((signatory: object) => ({ ...signatory, signature: 'earth' }));
		const own = JSON.stringify({ ...letterhead, signatories, seal: 'earth', logo: 'nine-tracks' });
		await ctx.byHand('update edition set letterhead = $1 where id = $2', [own, edition]);
		const real = { ...ctx, clock: { ...ctx.clock, rehearsal: false } };
		const { content } = await previewLetter(real, chair, input);
		expect(content.seal).toMatch(/^asset-[0-9a-f]{64}\.png$/);
		expect(content.logo).toMatch(/^asset-[0-9a-f]{64}\.svg$/);
		expect(content.sheets[0]?.signatories[0]?.image).toBe(content.seal);
		const pdf = Buffer.from(await previewPdf(real, chair, input)).toString('latin1');
		expect(pdf.match(/\/Subtype\s*\/Image/g)?.length).toBeGreaterThan(0);
		const rehearsed = await previewLetter(ctx, chair, input);
		expect([rehearsed.content.seal, rehearsed.content.logo]).toEqual(['sample-seal.svg', content.logo]);
		expect(rehearsed.content.sheets[0]?.signatories[0]?.image).toBe('sample-signature.svg');
		await ctx.byHand('update edition set letterhead = $1 where id = $2', [JSON.stringify(letterhead), edition]);
	});

	test('shows each letter as it will be, under no reference that could be passed on', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		const { content, html } = await previewLetter(ctx, chair, { callId: call, determination: one.determination });
		expect(html).toContain('Letter of Acceptance');
		expect(html).toContain('录用通知书');
		expect(html).toContain('T3 (Space Technology and Human Health)');
		expect(await verifyReference(ctx, content.reference)).toMatchObject({ verdict: 'malformed' });
		const pdf = await previewPdf(ctx, chair, { callId: call, determination: one.determination });
		expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
		await send(call, one);
		await ctx.runJobs();
		const { content: sent } = await openLetter(ctx, one.author, (await only(one.application)).id);
		expect(JSON.parse(JSON.stringify(sent).replaceAll(sent.reference, 'PREVIEW'))).toEqual(content);
	});

	test('names the applicant by his own record, with title and 姓名', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		await createPerson(ctx, system('test'), {
			id: (one.author as { personId: string }).personId,
			names: { given: 'Fang', family: 'Wang', han: '王芳' },
			titles: { en: ['Dean of Samples', 'Professor'], zh: ['教授'] },
			affiliations: [{ name: { en: 'Example University', zh: '样例大学' } }],
			sample: true,
		});
		const { content } = await previewLetter(ctx, chair, { callId: call, determination: one.determination });
		expect(content.recipient).toEqual({ en: 'Fang WANG', zh: '王芳' });
		expect(content.sheets.map(({ affiliation }) => affiliation)).toEqual(['Example University', '样例大学']);
		expect(content.sheets.map(({ blocks }) => blocks[0])).toMatchObject([
			{ text: 'Dear Professor Fang WANG,' },
			{ text: '尊敬的王芳教授：' },
		]);
	});

	test('says what stands against a letter, and such a batch is not sent', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		await ctx.byHand("update key_date set code = 'manuscripts-x' where code = 'manuscripts'");
		const { recipients, faulty } = await prepareBatch(ctx, chair, { callId: call });
		expect(faulty).toBe(1);
		expect(recipients[0]?.problems).toMatchObject([
			{ code: 'letter-incomplete', params: { missing: 'manuscript-by' } },
		]);
		expect(await refusalOf(send(call, one))).toMatchObject({
			kind: 'invalid',
			problems: [{ code: 'letter-incomplete' }],
		});
		await ctx.byHand("update key_date set code = 'manuscripts' where code = 'manuscripts-x'");
		expect(await lettersOfApplication(ctx, one.application)).toEqual([]);
	});

	test('is for the desk and the chairs; sending for the desk alone', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		expect(await refusalOf(prepareBatch(ctx, visitor, { callId: call }))).toMatchObject({ kind: 'signed-out' });
		expect(await refusalOf(prepareBatch(ctx, one.author, { callId: call }))).toMatchObject({ kind: 'not-found' });
		const byChair = sendBatch(ctx, chair, { callId: call, determinations: [one.determination] });
		expect(await refusalOf(byChair)).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(prepareBatch(ctx, chair, { callId: 'none' }))).toMatchObject({ kind: 'not-found' });
	});

	test('takes as many queries for twenty letters as for one', async () => {
		const [small, large] = [await makeCall(), await makeCall()];
		await apply(small, { outcome: 'talk' });
		for (let i = 0; i < 20; i += 1) await apply(large, { outcome: 'waitlist' });
		const one = await ctx.countStatements(() => prepareBatch(ctx, chair, { callId: small }));
		expect(await ctx.countStatements(() => prepareBatch(ctx, chair, { callId: large }))).toBe(one);
		const sendAll = async (call: string) => {
			const { recipients } = await prepareBatch(ctx, secretary, { callId: call });
			return ctx.countStatements(() => send(call, ...recipients));
		};
		const sentOne = await sendAll(small);
		expect(await sendAll(large)).toBe(sentOne);
		// Nobody here reads these letters: they need not be typeset.
		await ctx.byHand("delete from pgboss.job where name = 'letters.send'");
	});
});

describe('sending', () => {
	test('announces, typesets and mails each letter once; run again nothing more happens', async () => {
		await ctx.runJobs();
		await ctx.byHand("delete from mail where kind = 'letter'");
		const call = await makeCall();
		const list = [await apply(call, { outcome: 'talk' }), await apply(call, { outcome: 'reject', reason: 'scope' })];
		const [first, second] = await Promise.all([send(call, ...list), send(call, ...list)]);
		expect([first.again, second.again].sort()).toEqual([false, true]);
		expect(second.batch).toBe(first.batch);
		expect(await rows('select state from application where call_id = $1', [call])).toEqual([
			{ state: 'announced' },
			{ state: 'announced' },
		]);
		expect(await mails()).toEqual([]);
		await ctx.runJobs();
		await issueBatch(ctx, first.batch);
		const sent = await mails();
		expect(sent.map(({ to_address }) => to_address)).toEqual(list.map(({ address }) => address).sort());
		expect(sent[0].subject).toContain('Bone loss');
		for (const { author, application } of list) {
			const found = await only(application);
			expect(found).toMatchObject({ state: 'issued', delivery: 'kept', fault: null });
			expect(await lettersOfPerson(ctx, (author as { personId: string }).personId)).toHaveLength(1);
			const actions = (await historyOf(ctx, { type: 'application', id: application })).map(({ action }) => action);
			expect(actions.slice(-2)).toEqual(['announce', 'issue-letter']);
		}
		const [progress] = (await batchesOf(ctx, secretary, edition)).filter(({ id }) => id === first.batch);
		expect(progress).toMatchObject({ letters: 2, issued: 2, faulty: 0, delivery: { kept: 2 } });
	});

	test('goes on after a crash where it stopped', async () => {
		await ctx.byHand("delete from mail where kind = 'letter'");
		const call = await makeCall();
		const list = [];
		for (let i = 0; i < 4; i += 1) list.push(await apply(call, { outcome: 'waitlist' }));
		const { batch } = await send(call, ...list);
		let set = 0;
		const dying: Typesetter = {
			...ctx.typesetter,
			pdf: (job) => {
				set += 1;
				return set > 2 ? Promise.reject(new Error('killed')) : ctx.typesetter.pdf(job);
			},
		};
		await expect(issueBatch({ ...ctx, typesetter: dying }, batch)).rejects.toThrow('2 of 4 letters');
		expect(await mails()).toHaveLength(2);
		const half = (await batchesOf(ctx, secretary, edition)).find(({ id }) => id === batch);
		expect(half).toMatchObject({ issued: 2, faulty: 2 });
		await resumeBatch(ctx, secretary, batch);
		await ctx.runJobs();
		expect((await mails()).map(({ to_address }) => to_address)).toEqual(list.map(({ address }) => address).sort());
		expect((await batchesOf(ctx, secretary, edition)).find(({ id }) => id === batch)).toMatchObject({
			issued: 4,
			faulty: 0,
		});
	});

	test('two workers on one batch still mail each letter once', async () => {
		await ctx.byHand("delete from mail where kind = 'letter'");
		const call = await makeCall();
		const list = [await apply(call, { outcome: 'waitlist' }), await apply(call, { outcome: 'waitlist' })];
		const { batch } = await send(call, ...list);
		await Promise.all([issueBatch(ctx, batch), issueBatch(ctx, batch), issueBatch(ctx, batch)]);
		expect(await mails()).toHaveLength(2);
		expect(
			await rows('select id from file where digest in (select digest from letter where batch_id = $1)', [batch]),
		).toHaveLength(2);
	});

	test('a decision that changed meanwhile stops the whole batch', async () => {
		const call = await makeCall();
		const [one, other] = [await apply(call, { outcome: 'talk' }), await apply(call, { outcome: 'talk' })];
		await decide(ctx, organiser, { application: other.application, outcome: 'waitlist' });
		expect(await refusalOf(send(call, one, other))).toMatchObject({ kind: 'conflict', code: 'decision-changed' });
		expect(await lettersOfApplication(ctx, one.application)).toEqual([]);
		expect(await refusalOf(sendBatch(ctx, secretary, { callId: call, determinations: [] }))).toMatchObject({
			kind: 'invalid',
		});
	});
});
