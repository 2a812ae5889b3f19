import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Actor, system, visitor } from '#core/access/index.ts';
import { attachAddress } from '#core/identity/index.ts';
import { inProject } from '#core/paths/index.ts';
import { openGrant, readFileBytes } from '#core/files/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import type { Typesetter } from '#core/typesetting/index.ts';
import { decide, saveCallFromBundle } from '#modules/calls/server/index.ts';
import { makeApplication, notingJobs, person, refusalOf } from '#modules/calls/server/testing.ts';
import { sampleCall, samplePerson } from '#modules/calls/testing.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { createPerson } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { newReference } from '../reference.ts';
import {
	batchesOf,
	issueBatch,
	letterJobHandlers,
	letterPersonData,
	lettersOfApplication,
	lettersOfPerson,
	openLetter,
	prepareBatch,
	previewLetter,
	previewPdf,
	resumeBatch,
	revokeLetter,
	sendBatch,
	verifyReference,
} from './index.ts';

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...letterJobHandlers } });
const submitted = Date.parse('2021-10-10T09:00:00+08:00');
const decided = Date.parse('2021-10-28T09:00:00+08:00');

const { editionId } = await importBundle(ctx, system('test'), inProject('editions/ipspace-2021'), {
	calls: { save: async () => undefined, read: async () => [], moveWindow: async () => undefined },
});
const edition = editionId as string;
const at = { relation: 'organiser', on: 'edition', id: edition } as const;
const organiser = person('organiser', at);
const secretary = person('secretary', { ...at, relation: 'secretary' });
const chair = person('chair', { ...at, relation: 'chair' });
const rows = async (statement: string, values: unknown[] = []) => (await ctx.byHand(statement, values)).rows;

let calls = 0;
/** A call of this edition whose outcomes name the edition's own letters. */
async function makeCall(): Promise<string> {
	const [stage] = sampleCall.stages;
	const letters: Record<string, string> = {
		talk: 'accepted-talk',
		'poster-instead': 'poster-offered',
		reject: 'rejected',
	};
	const outcomes = stage?.outcomes.map((outcome) => ({
		...outcome,
		...(letters[outcome.id] ? { letter: letters[outcome.id] } : {}),
	}));
	calls += 1;
	const saved = await saveCallFromBundle(ctx, system('test'), {
		edition,
		organisation: 'organisation1',
		call: {
			...sampleCall,
			slug: `abstracts-${calls}`,
			stages: [{ ...stage, outcomes } as (typeof sampleCall.stages)[number]],
		},
		tracks: [],
		outside: [],
	});
	return saved.call;
}

let people = 0;
async function apply(
	call: string,
	decision: { outcome: string; reason?: string; conditions?: string } | null,
	title = 'Bone loss',
) {
	ctx.setNow(submitted);
	people += 1;
	const author = person(`author${people}`);
	const address = `author${people}@university.example`;
	await attachAddress(ctx, `author${people}`, address, { verified: true });
	const authors = [{ ...samplePerson, given: `Given${people}`, family: 'Family', email: address }];
	const { application } = await makeApplication(ctx, call, author, { authors, title });
	ctx.setNow(decided);
	const determination = decision ? await decide(ctx, organiser, { application, ...decision }) : '';
	return { author, address, application, determination };
}

const mails = () => rows("select * from mail where kind = 'letter' order by to_address");
const send = (call: string, ...list: { determination: string }[]) =>
	sendBatch(ctx, secretary, { callId: call, determinations: list.map(({ determination }) => determination) });
const only = async (application: string) => {
	const [found, ...more] = await lettersOfApplication(ctx, application);
	expect(more).toEqual([]);
	return found ?? expect.fail('no letter');
};

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
	}, 60_000);
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

describe('checking a letter', () => {
	async function issued(title = 'Bone loss') {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' }, title);
		await send(call, one);
		await ctx.runJobs();
		const letter = await only(one.application);
		const [{ digest }] = await rows('select digest from letter where id = $1', [letter.id]);
		const bytes = await readFileBytes(ctx.files, digest);
		return { ...one, letter, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
	}

	test('valid, altered, unknown, copied and revoked are told apart', async () => {
		const [one, other] = [await issued('Bone loss'), await issued('Muscle loss')];
		const { reference } = one.letter;

		const valid = await verifyReference(ctx, ` ${reference.toLowerCase()} `);
		expect(valid).toMatchObject({
			verdict: 'valid',
			sameFile: null,
			letter: {
				recipient: one.letter.recipient,
				title: 'Bone loss',
				outcome: { en: 'Talk' },
				effect: 'accept',
				at: decided,
				rehearsal: true,
			},
		});
		expect(JSON.stringify(valid)).not.toContain('@');
		expect(await verifyReference(ctx, reference, one.digest)).toMatchObject({ verdict: 'valid', sameFile: true });

		for (let i = 0; i < reference.length; i += 1) {
			const altered = reference.slice(0, i) + (reference[i] === '7' ? '8' : '7') + reference.slice(i + 1);
			expect(await verifyReference(ctx, altered)).toEqual({ verdict: 'malformed', reference: altered });
		}
		const invented = newReference('ipspace-2021');
		expect(await verifyReference(ctx, invented)).toEqual({ verdict: 'unknown', reference: invented });

		expect(await verifyReference(ctx, reference, other.digest)).toMatchObject({ verdict: 'copied', sameFile: false });
		const forged = createHash('sha256')
			.update(Buffer.concat([one.bytes, Buffer.from(' ')]))
			.digest('hex');
		expect(await verifyReference(ctx, reference, forged)).toMatchObject({
			verdict: 'copied',
			letter: { title: 'Bone loss' },
		});

		await revokeLetter(ctx, organiser, { letter: one.letter.id, reason: { en: 'Sent in error.', zh: '误发。' } });
		expect(await verifyReference(ctx, reference, one.digest)).toMatchObject({
			verdict: 'revoked',
			revokedAt: decided,
			reason: { en: 'Sent in error.', zh: '误发。' },
			sameFile: true,
		});
		expect(await verifyReference(ctx, other.letter.reference)).toMatchObject({ verdict: 'valid' });
		expect(await refusalOf(verifyReference(ctx, reference, 'x'))).toMatchObject({ kind: 'invalid' });
	});

	test('what was not issued yet is unknown; one query, none for what cannot be a reference', async () => {
		const call = await makeCall();
		const one = await apply(call, { outcome: 'talk' });
		await send(call, one);
		const { reference } = await only(one.application);
		expect(await verifyReference(ctx, reference)).toEqual({ verdict: 'unknown', reference });
		expect(await ctx.countStatements(() => verifyReference(ctx, reference))).toBe(1);
		expect(await ctx.countStatements(() => verifyReference(ctx, `${reference}0`))).toBe(0);
		await ctx.runJobs();
	});

	test('the PDF is its reader’s and the desk’s, and nobody else’s', async () => {
		const one = await issued();
		for (const reader of [one.author, secretary, chair]) {
			const { file, html } = await openLetter(ctx, reader, one.letter.id);
			expect(html).toContain(one.letter.reference);
			const grant = (file as string).replace('/files/', '');
			const opened = await openGrant(ctx, grant, (reader as { personId: string }).personId);
			expect(opened).toMatchObject({
				name: `${one.letter.reference}.pdf`,
				mediaType: 'application/pdf',
				bytes: one.bytes.length,
			});
			await opened.stream.cancel();
			expect(await refusalOf(openGrant(ctx, grant, 'stranger'))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(openLetter(ctx, person('stranger'), one.letter.id))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(openLetter(ctx, visitor, one.letter.id))).toMatchObject({ kind: 'signed-out' });
	});

	test('only organisers revoke, once, with a reason, and only what was issued', async () => {
		const one = await issued();
		const revoke = (actor: Actor, reason: object = { en: 'x' }) =>
			refusalOf(revokeLetter(ctx, actor, { letter: one.letter.id, reason }));
		expect(await revoke(secretary)).toMatchObject({ kind: 'forbidden' });
		expect(await revoke(one.author)).toMatchObject({ kind: 'not-found' });
		expect(await revoke(organiser, {})).toMatchObject({
			kind: 'invalid',
			problems: [{ path: 'reason', code: 'reason-needed' }],
		});
		expect(await revoke(organiser, { en: 'x'.repeat(501) })).toMatchObject({
			problems: [{ path: 'reason.en', code: 'too-many-characters' }],
		});
		expect(await revoke(organiser)).toBe('not refused');
		expect(await revoke(organiser)).toMatchObject({ kind: 'conflict', code: 'revoked-already' });
	});

	test('an erased person is in no letter, but the reference can still be checked', async () => {
		const one = await issued('Secret of a person');
		const id = (one.author as { personId: string }).personId;
		expect(((await letterPersonData.export(ctx, id)) as { received: object[] }).received).toMatchObject([
			{ reference: one.letter.reference, toAddress: one.address },
		]);
		await letterPersonData.erase(ctx, id);
		const checked = await verifyReference(ctx, one.letter.reference, one.digest);
		expect(checked).toMatchObject({ verdict: 'valid', sameFile: true, letter: { recipient: {}, title: '' } });
		expect(JSON.stringify(await rows('select * from letter where reference = $1', [one.letter.reference]))).not.toMatch(
			/Given|Secret|author/,
		);
		expect(await refusalOf(openLetter(ctx, organiser, one.letter.id))).toMatchObject({ kind: 'not-found' });
		expect(await rows('select * from file where digest = $1', [one.digest])).toEqual([]);
	});
});
