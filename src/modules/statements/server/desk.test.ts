import { describe, expect, it } from 'vitest';
import { type Actor, system, visitor } from '#core/access/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import {
	acceptSignatures,
	addToGroup,
	cancelRelease,
	commentOnDraft,
	correctStatement,
	countSignatures,
	createStatement,
	listForModeration,
	listSignatories,
	makeSnapshot,
	noteDeposit,
	placeFirst,
	readDraft,
	readForDesk,
	refuseSignatures,
	releaseStatement,
	removeFromGroup,
	revealSignature,
	rowForDesk,
	saveSettings,
	saveStatementDraft,
	snapshotsForDesk,
	statementPersonData,
	statementsForDesk,
} from './index.ts';
import { accountForTest, person, releasedForTest, settings, signForTest, texts, statementGround } from './testing.ts';

const { ctx, one, form } = await statementGround('desk-statement', 'before');

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
	'read its row': (actor) => rowForDesk(ctx, actor, one.id),
	'read a draft': (actor) => readDraft(ctx, actor, { statement: one.id, revision: 1 }),
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

describe('what the desk reads', () => {
	it('is titles in the list, and of drafts the two that are compared', async () => {
		const two = await releasedForTest(ctx, 'many-drafts');
		const body = (n: number) => `Text of draft ${n}. ${'We ask that data be shared. '.repeat(200)}`;
		let { revision } = (await readDraft(ctx, two.organiser, { statement: two.id, revision: 1 })).draft;
		for (let n = 2; n <= 34; n += 1) {
			const changed = { ...texts, en: { ...texts.en, body: body(n) } };
			revision = await saveStatementDraft(ctx, two.organiser, {
				statement: two.id,
				texts: changed,
				remark: `r${n}`,
				revision,
			});
		}
		expect(revision).toBe(34);
		const listed = await statementsForDesk(ctx, two.organiser);
		expect(listed.find(({ id }) => id === two.id)?.titles).toEqual({ en: texts.en.title, zh: texts.zh.title });
		expect(JSON.stringify(listed)).not.toContain('Text of draft');
		const read = await readForDesk(ctx, two.organiser, two.id);
		expect(read.drafts.map((draft) => draft.revision)).toEqual(Array.from({ length: 30 }, (_, n) => 34 - n));
		expect(read.drafts.map((draft) => draft.before)).toEqual(Array.from({ length: 30 }, (_, n) => 33 - n));
		expect(JSON.stringify(read.drafts).length).toBeLessThan(5000);
		const { draft, before } = await readDraft(ctx, two.organiser, { statement: two.id, revision: 20 });
		expect([draft.revision, before?.revision]).toEqual([20, 19]);
		expect(draft.texts.en?.body).toContain('Text of draft 20.');
		expect(before?.texts.en?.body).toContain('Text of draft 19.');
		expect((await readDraft(ctx, two.organiser, { statement: two.id, revision: 1 })).before).toBeNull();
		for (const none of [0, 35, 1.5, -1, Number.NaN, 1e300]) {
			const asked = readDraft(ctx, two.organiser, { statement: two.id, revision: none });
			await expect(asked).rejects.toMatchObject({ kind: 'not-found' });
		}
		const cost = (work: () => Promise<unknown>) => ctx.countStatements(work);
		expect(await cost(() => statementsForDesk(ctx, two.organiser))).toBe(3);
		expect(await cost(() => readForDesk(ctx, two.organiser, two.id))).toBeLessThanOrEqual(7);
		expect(await cost(() => readDraft(ctx, two.organiser, { statement: two.id, revision: 20 }))).toBe(3);
		expect(await cost(() => rowForDesk(ctx, two.organiser, two.id))).toBe(3);
	});
});
