import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, system, visitor } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../tests/setup/queries.ts';
import {
	acceptSignatures,
	addToGroup,
	cancelRelease,
	commentOnDraft,
	correctStatement,
	countSignatures,
	createStatement,
	errataOf,
	listForModeration,
	listSignatories,
	listStatements,
	makeSnapshot,
	noteDeposit,
	placeFirst,
	printingsOf,
	publicStatement,
	readForDesk,
	refuseSignatures,
	releaseStatement,
	removeFromGroup,
	revealSignature,
	saveSettings,
	saveStatementDraft,
	signatureByLink,
	snapshotFile,
	snapshotsForDesk,
	snapshotsOf,
	statementDueHandlers,
	statementJobHandlers,
	statementPersonData,
	statementsForDesk,
	verifySnapshot,
	versionsOf,
	withdrawSignature,
} from './index.ts';
import {
	accountForTest,
	goodForm,
	openTime,
	person,
	releasedForTest,
	settings,
	signForTest,
	texts,
} from './testing-statement.ts';

const ctx = await testContext({ at: openTime, jobs: statementJobHandlers });
let one: Awaited<ReturnType<typeof releasedForTest>>;
let number = 0;
const form = (changes: Parameters<typeof goodForm>[1] = {}) => goodForm(number++, changes);
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => {
			if (error instanceof Refusal) return error;
			throw error;
		},
	);
const codes = (found: Refusal) => found.problems.map(({ path, code }) => `${path} ${code}`);

beforeAll(async () => {
	one = await releasedForTest(ctx, 'desk-statement', 'before');
});

/** Everything that changes something or shows what is not public, as tried by an actor on the statement. */
const acts: Record<string, (actor: Actor) => Promise<unknown>> = {
	create: (actor) =>
		createStatement(ctx, actor, {
			slug: 'foreign',
			organisation: one.organisation,
			edition: null,
			kind: 'declaration',
			zone: 'UTC',
			authoritative: 'en',
		}),
	read: (actor) => readForDesk(ctx, actor, one.id),
	draft: (actor) => saveStatementDraft(ctx, actor, { statement: one.id, texts, remark: '', revision: 1 }),
	comment: (actor) => commentOnDraft(ctx, actor, { statement: one.id, text: 'Hm.' }),
	settings: (actor) => saveSettings(ctx, actor, { statement: one.id, settings: settings('before') }),
	release: (actor) => releaseStatement(ctx, actor, { statement: one.id, revision: -1 }),
	cancel: (actor) => cancelRelease(ctx, actor, { statement: one.id }),
	correct: (actor) =>
		correctStatement(ctx, actor, { statement: one.id, locale: 'en', ...texts.en, note: { en: 'x', zh: 'x' } }),
	group: (actor) => addToGroup(ctx, actor, { statement: one.id, address: 'nobody@x.example' }),
	moderation: (actor) => listForModeration(ctx, actor, { statement: one.id, state: 'waiting' }),
	accept: (actor) => acceptSignatures(ctx, actor, { statement: one.id, signatures: ['x'] }),
	refuse: (actor) => refuseSignatures(ctx, actor, { statement: one.id, signatures: ['x'], reason: 'x' }),
	reveal: (actor) => revealSignature(ctx, actor, { statement: one.id, signature: 'x', reason: 'x' }),
	first: (actor) => placeFirst(ctx, actor, { statement: one.id, signature: 'x', place: 1 }),
	snapshot: (actor) => makeSnapshot(ctx, actor, { statement: one.id }),
	snapshots: (actor) => snapshotsForDesk(ctx, actor, { statement: one.id }),
	deposit: (actor) => noteDeposit(ctx, actor, { statement: one.id, reference: 'x', doi: '' }),
};

describe('the server denies', () => {
	const kindOf = async (act: string, actor: Actor) =>
		(acts[act] as (typeof acts)[string])(actor).then(
			() => 'done',
			(error: unknown) => (error instanceof Refusal ? error.kind : Promise.reject(error)),
		);

	it('a visitor, a stranger and the desk of another everything', async () => {
		const strangers = [
			person('stranger'),
			person('else', { relation: 'organiser', on: 'organisation', id: 'another' }),
		];
		for (const act of Object.keys(acts)) {
			expect([act, await kindOf(act, visitor)]).toEqual([act, 'signed-out']);
			for (const actor of strangers) expect([act, await kindOf(act, actor)]).toEqual([act, 'not-found']);
		}
		expect(await statementsForDesk(ctx, person('stranger'))).toEqual([]);
	});

	it('a member of the drafting group everything but reading and writing the draft', async () => {
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), 'drafter@lakeside.example', {
			names: {},
		});
		await addToGroup(ctx, one.organiser, { statement: one.id, address: 'Drafter@lakeside.example' });
		const member = person(personId);
		for (const act of ['read', 'draft', 'comment', 'snapshots']) {
			expect([act, await kindOf(act, member)]).toEqual([act, 'done']);
		}
		for (const act of [
			'settings',
			'release',
			'cancel',
			'correct',
			'group',
			'moderation',
			'accept',
			'refuse',
			'reveal',
			'first',
			'snapshot',
			'deposit',
		]) {
			expect([act, await kindOf(act, member)]).toEqual([act, 'forbidden']);
		}
		expect((await readForDesk(ctx, member, one.id)).may).toEqual({ draft: true, release: false, moderate: false });
		await removeFromGroup(ctx, member, { statement: one.id, person: personId });
		expect(await kindOf('read', member)).toBe('not-found');
	});

	it('an editor the release, and lets him moderate', async () => {
		const editor = person('editor', { relation: 'editor', on: 'organisation', id: one.organisation });
		expect(await kindOf('moderation', editor)).toBe('done');
		for (const act of ['settings', 'release', 'correct', 'snapshot'])
			expect(await kindOf(act, editor)).toBe('forbidden');
	});
});

describe('drafting and release', () => {
	it('keeps every draft, tells who saves on an older one, and shows nothing before the release', async () => {
		const id = await createStatement(ctx, one.organiser, {
			slug: 'planned',
			organisation: one.organisation,
			edition: null,
			kind: 'consensus',
			zone: 'Asia/Shanghai',
			authoritative: 'zh',
		});
		const save = (revision: number, title: string) =>
			saveStatementDraft(ctx, one.organiser, {
				statement: id,
				texts: { en: { title, body: 'Text.' }, zh: { title: '', body: '' } },
				remark: 'first try',
				revision,
			});
		expect(await save(0, 'Secret title')).toBe(1);
		expect(await save(0, 'Secret title')).toBe(1);
		expect(await refusal(save(0, 'Other'))).toMatchObject({ code: 'draft-changed-meanwhile' });
		expect(await refusal(releaseStatement(ctx, one.organiser, { statement: id, revision: 1 }))).toMatchObject({
			problems: [{ path: 'texts', code: 'authoritative-missing' }],
		});
		const both = { en: { title: 'Planned', body: 'Text.' }, zh: { title: '共识', body: '正文。' } };
		await saveStatementDraft(ctx, one.organiser, { statement: id, texts: both, remark: '', revision: 1 });
		const at = openTime + 3_600_000;
		await releaseStatement(ctx, one.organiser, { statement: id, revision: 2, at });
		expect(await publicStatement(ctx, 'planned')).toBeUndefined();
		expect(JSON.stringify(await listStatements(ctx))).not.toContain('Planned');
		// What is written after it was planned does not go out.
		const later = { ...both, zh: { title: '共识', body: '后来的话。' } };
		await saveStatementDraft(ctx, one.organiser, { statement: id, texts: later, remark: '', revision: 2 });
		await runDue(ctx, statementDueHandlers);
		expect(await publicStatement(ctx, 'planned')).toBeUndefined();
		ctx.setNow(at);
		await runDue(ctx, statementDueHandlers);
		expect((await publicStatement(ctx, 'planned'))?.texts.zh?.body).toBe('正文。');
		expect((await listStatements(ctx)).find(({ slug }) => slug === 'planned')).toMatchObject({ signatures: null });
		expect(await refusal(signForTest(ctx, 'planned', form()))).toMatchObject({ kind: 'not-found' });
		ctx.setNow(openTime);
	});

	it('is taken back while it is planned, and the text with it', async () => {
		const two = await releasedForTest(ctx, 'taken-back');
		const other = { ...texts, en: { ...texts.en, body: 'Never to be seen.' } };
		const revision = await saveStatementDraft(ctx, two.organiser, {
			statement: two.id,
			texts: other,
			remark: '',
			revision: 1,
		});
		const note = { en: 'Other', zh: '改' };
		const at = openTime + 60_000;
		await releaseStatement(ctx, two.organiser, { statement: two.id, revision, note, at });
		expect(JSON.stringify([await printingsOf(ctx, two.id), await versionsOf(ctx, two.id)])).not.toContain(
			'Never to be',
		);
		expect(await refusal(releaseStatement(ctx, two.organiser, { statement: two.id, revision, note }))).toMatchObject({
			code: 'planned-already',
		});
		await cancelRelease(ctx, two.organiser, { statement: two.id });
		ctx.setNow(at);
		await runDue(ctx, statementDueHandlers);
		expect((await publicStatement(ctx, two.slug))?.version).toBe(1);
		ctx.setNow(openTime);
	});

	it('a version must say something else, and what', async () => {
		const two = await releasedForTest(ctx, 'same-again');
		const release = (note?: { en: string; zh: string }) =>
			releaseStatement(ctx, two.organiser, { statement: two.id, revision: 1, note });
		expect(codes(await refusal(release()))).toEqual(['note missing']);
		expect(await refusal(release({ en: 'x', zh: 'x' }))).toMatchObject({ code: 'nothing-changed' });
	});
});

describe('a slip of the pen', () => {
	it('is put right in a dated log; version and signatures stay with what they were', async () => {
		const two = await releasedForTest(ctx, 'slip');
		const { secret } = await signForTest(ctx, two.slug, form());
		const signed = (await signatureByLink(ctx, visitor, secret as string)).digest;
		const correct = (body: string) =>
			correctStatement(ctx, two.organiser, {
				statement: two.id,
				locale: 'en',
				title: texts.en.title,
				body,
				note: { en: 'A comma.', zh: '逗号。' },
			});
		expect(codes(await refusal(correct(texts.en.body)))).toEqual(['body nothing-changed']);
		expect(codes(await refusal(correct(texts.en.body.replace('3', '30'))))).toEqual(['body figures-changed']);
		expect(codes(await refusal(correct(texts.en.body.replace('be shared', 'not be shared'))))).toEqual([
			'body sense-changed',
		]);
		expect(codes(await refusal(correct(`${texts.en.body}\n\n${'And more. '.repeat(9)}`)))).toEqual(['body too-much']);
		await correct(texts.en.body.replace('shared.', 'shared, please.'));
		const found = await publicStatement(ctx, two.slug);
		expect([found?.version, found?.texts.en?.printing]).toEqual([1, 2]);
		expect(found?.texts.en?.digest).not.toBe(signed);
		expect(await errataOf(ctx, two.id)).toMatchObject([
			{ version: 1, locale: 'en', printing: 2, note: { en: 'A comma.' } },
		]);
		expect((await signatureByLink(ctx, visitor, secret as string)).digest).toBe(signed);
		// The old printing can still be fetched, and has the digest that was signed.
		expect((await printingsOf(ctx, two.id)).map(({ digest }) => digest)).toContain(signed);
		expect((await readForDesk(ctx, two.organiser, two.id)).row.draft.en?.body).toContain('please');
	});
});

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
		expect(codes(await refusal(refuse(' ')))).toEqual(['reason reason-missing']);
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
		expect(codes(await refusal(reveal('')))).toEqual(['reason reason-missing']);
		expect((await reveal('The name is a known joke.')).names.family).toBe('Mouse');
		const { rows } = await ctx.byHand("select actor, data from ledger_event where action = 'reveal'");
		expect(rows).toMatchObject([{ actor: 'person:organiser', data: { reason: 'The name is a known joke.' } }]);
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

describe('a snapshot', () => {
	it('is a PDF with its digest, for anyone to check; a withdrawn name takes it away, and the digest stays', async () => {
		const two = await releasedForTest(ctx, 'deposited');
		const { secret } = await signForTest(ctx, two.slug, form({ family: 'Snapshotson', han: '史图' }));
		await signForTest(ctx, two.slug, form({ visibility: 'anonymous' }));
		const reference = await makeSnapshot(ctx, two.organiser, { statement: two.id });
		expect(await refusal(makeSnapshot(ctx, two.organiser, { statement: two.id }))).toMatchObject({
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
		expect(codes(await refusal(deposit('somewhere')))).toEqual(['doi not-a-doi']);
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
});

describe('a person who asks for his data', () => {
	it('gets what he signed before he had an account; forgotten, it is gone from every list', async () => {
		const two = await releasedForTest(ctx, 'forgotten');
		const email = 'earlier@lakeside.example';
		await signForTest(ctx, two.slug, form({ family: 'Earlierton', email: 'Earlier+x@lakeside.example' }));
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), email, { names: {} });
		await ctx.byHand('update account_address set verified_at = now() where person_id = $1', [personId]);
		expect(JSON.stringify(await statementPersonData.export(ctx, personId))).toContain('Earlierton');
		expect(JSON.stringify(await statementPersonData.export(ctx, 'somebody'))).not.toContain('Earlierton');
		await statementPersonData.erase(ctx, personId);
		expect(await countSignatures(ctx, two.id, 1)).toMatchObject({ all: 0 });
		const { rows } = await ctx.byHand("select 1 from signature where names->>'family' = 'Earlierton'");
		expect(rows).toEqual([]);
	});

	it('and turns out to be two accounts signs once', async () => {
		const two = await releasedForTest(ctx, 'merged');
		const ids: string[] = [];
		for (const id of ['left', 'right']) {
			const email = `${id}@lakeside.example`;
			ids.push(await accountForTest(ctx, email));
			await signForTest(ctx, two.slug, form({ family: `Merge${id}`, email }), { actor: person(ids.at(-1) as string) });
		}
		await statementPersonData.merge(ctx, ids[1] as string, ids[0] as string);
		const { items } = await listSignatories(ctx, two.id);
		expect(items.map(({ names }) => names.family)).toEqual(['Mergeleft']);
	});
});
