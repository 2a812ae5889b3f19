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
	readForDesk,
	refuseSignatures,
	releaseStatement,
	removeFromGroup,
	revealSignature,
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
