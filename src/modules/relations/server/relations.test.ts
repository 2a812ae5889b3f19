import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, relationsOf, system, visitor } from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import { cookieName, identify, openSession } from '#core/identity/index.ts';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { type EditionView, editionById, importBundle } from '#modules/editions/server/index.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	answerInvitation,
	holdersOf,
	invite,
	type InviteInput,
	openInvitations,
	readInvitation,
	removeRelation,
	seeAs,
	stopSeeing,
	withdrawInvitation,
} from './index.ts';

const ctx = await testContext();
const start = ctx.clock.process.now();
let edition: EditionView;
let organiser: Actor & { kind: 'person' };

const at = async (address: string, names = {}) =>
	(await findOrCreatePersonByAddress(ctx, system('test'), address, { verified: true, names })).personId;
const asActor = async (id: string) => (await actorFor(ctx, id, 'session')) as Actor & { kind: 'person' };
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => {
			if (error instanceof Refusal) return error;
			throw error;
		},
	);
const offer = (change: Partial<InviteInput> = {}, actor: Actor = organiser) =>
	invite(ctx, actor, {
		edition: edition.id,
		email: 'Lin@gulf.example',
		name: 'Lin Wei',
		relation: 'chair',
		object: 'track:T3',
		words: '',
		locale: 'en',
		...change,
	});
/** The secret stands in the mail and nowhere else. */
const secretOf = async (id: string) => {
	const { rows } = await ctx.byHand('select text from mail where idempotency_key = $1', [`invitation:${id}`]);
	return /\/invitations\/(\w+)/.exec(rows[0].text)?.[1] as string;
};

beforeAll(async () => {
	const calls = { save: async () => undefined, read: async () => [], moveWindow: async () => undefined };
	const report = await importBundle(ctx, system('test'), inProject('editions', 'ipspace-2021'), { calls });
	edition = (await editionById(ctx, report.editionId as string)) as EditionView;
	const id = await at('organiser@gulf.example', { given: 'Ada', family: 'Marsh' });
	await grantRelation(ctx, system('test'), id, 'organiser', { type: 'edition', id: edition.id });
	organiser = await asActor(id);
});

describe('invitations', () => {
	it('make nobody anything before they are accepted, by the account that owns the address', async () => {
		const secret = await secretOf(await offer());
		const invited = await at('lin@gulf.example');
		const friend = await at('friend@gulf.example');
		expect(await relationsOf(ctx, invited)).toEqual([]);
		expect((await refusal(answerInvitation(ctx, visitor, { secret, accept: true }))).kind).toBe('signed-out');
		expect((await refusal(answerInvitation(ctx, await asActor(friend), { secret, accept: true }))).code).toBe(
			'other-address',
		);
		expect(await relationsOf(ctx, friend)).toEqual([]);
		await answerInvitation(ctx, await asActor(invited), { secret, accept: true });
		expect(await relationsOf(ctx, invited)).toEqual([{ relation: 'chair', on: 'track', id: `${edition.id}:T3` }]);
		expect((await refusal(answerInvitation(ctx, await asActor(invited), { secret, accept: true }))).kind).toBe(
			'not-found',
		);
		expect((await refusal(offer())).problems).toEqual([{ path: 'relation', code: 'has-it' }]);
	});

	it('can be declined by whoever holds the mail, taken back, and run out', async () => {
		const declined = await secretOf(await offer({ email: 'b@gulf.example' }));
		await answerInvitation(ctx, visitor, { secret: declined, accept: false });
		expect(await readInvitation(ctx, declined)).toBeUndefined();
		const id = await offer({ email: 'c@gulf.example' });
		const withdrawn = await secretOf(id);
		await withdrawInvitation(ctx, organiser, { edition: edition.id, invitation: id });
		expect(await readInvitation(ctx, withdrawn)).toBeUndefined();
		const late = await secretOf(await offer({ email: 'd@gulf.example' }));
		expect(await readInvitation(ctx, late)).toBeDefined();
		ctx.setNow(start + 31 * day);
		expect(await readInvitation(ctx, late)).toBeUndefined();
		expect(await openInvitations(ctx, edition.id)).toEqual([]);
		ctx.setNow(start);
	});

	it('to the same once more takes the first one back', async () => {
		const first = await secretOf(await offer({ email: 'e@gulf.example' }));
		await offer({ email: 'e@gulf.example' });
		expect(await readInvitation(ctx, first)).toBeUndefined();
	});

	it('sent several times at once leave one open', async () => {
		const email = 'clicked-twice@gulf.example';
		await Promise.all([offer({ email }), offer({ email }), offer({ email })]);
		const open = (await openInvitations(ctx, edition.id)).filter((one) => one.email === email);
		expect(open).toHaveLength(1);
	});

	it('name every wrong field, and nobody is made an operator', async () => {
		const { problems } = await refusal(
			offer({ email: 'x', name: ' ', object: 'installation', relation: 'operator', words: 'x'.repeat(2001) }),
		);
		expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
			'email not-an-address',
			'name missing',
			'object unknown-object',
			'words too-long',
		]);
		for (const [object, relation] of [
			['edition', 'operator'],
			['track:T3', 'organiser'],
			['edition', 'author'],
		] as const) {
			expect((await refusal(offer({ object, relation }))).problems[0]?.code).toBe('not-grantable');
		}
	});

	it('are the organisers’ affair', async () => {
		const secretary = await at('secretary@gulf.example');
		await grantRelation(ctx, system('test'), secretary, 'secretary', { type: 'edition', id: edition.id });
		expect((await refusal(offer({}, await asActor(secretary)))).kind).toBe('forbidden');
		expect((await refusal(offer({}, await asActor(await at('nobody@gulf.example'))))).kind).toBe('not-found');
		expect((await refusal(offer({}, visitor))).kind).toBe('signed-out');
	});
});

describe('who is what', () => {
	it('lists one and forty with the same number of statements', async () => {
		const few = await ctx.countStatements(() => holdersOf(ctx, organiser, edition));
		for (let i = 0; i < 40; i++) {
			const id = await at(`reviewer${i}@gulf.example`);
			await grantRelation(ctx, system('test'), id, 'reviewer', { type: 'edition', id: edition.id });
		}
		expect(await ctx.countStatements(() => holdersOf(ctx, organiser, edition))).toBe(few);
		const { holders } = await holdersOf(ctx, organiser, edition);
		expect(holders.length).toBeGreaterThan(40);
		// Who has given no name yet is no blank: he is called by his address.
		const called = new Set(holders.map(({ names }) => names.zh));
		expect(called).toContain('reviewer7@gulf.example');
		expect(called).not.toContain('');
	});

	it('ends a relation, but not that of the last organiser', async () => {
		const lin = await at('lin@gulf.example');
		await removeRelation(ctx, organiser, edition, { person: lin, relation: 'chair', object: 'track:T3' });
		expect(await relationsOf(ctx, lin)).toEqual([]);
		const last = removeRelation(ctx, organiser, edition, {
			person: organiser.personId,
			relation: 'organiser',
			object: 'edition',
		});
		expect((await refusal(last)).code).toBe('last-organiser');
	});

	it('leaves one organiser when two end each other’s part at once', async () => {
		const object = { type: 'edition', id: edition.id } as const;
		const other = await at('other-organiser@gulf.example');
		for (let round = 0; round < 5; round += 1) {
			await grantRelation(ctx, system('test'), organiser.personId, 'organiser', object, edition.id);
			await grantRelation(ctx, system('test'), other, 'organiser', object, edition.id);
			const end = (by: Actor, person: string) =>
				removeRelation(ctx, by, edition, { person, relation: 'organiser', object: 'edition' });
			const tries = await Promise.allSettled([end(organiser, other), end(await asActor(other), organiser.personId)]);
			expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		}
		await grantRelation(ctx, system('test'), organiser.personId, 'organiser', object, edition.id);
	});
});

describe('seeing as somebody', () => {
	it('shows the session as his, read through both, until it is ended or an hour is over', async () => {
		const seen = await at('reviewer1@gulf.example');
		const { secret, sessionId } = await openSession(ctx, organiser.personId, 'code', {
			ip: '127.0.0.1',
			browser: 'x',
		});
		const who = () => identify(ctx, { cookie: `${cookieName(ctx.config, 'session')}=${secret}` });
		expect((await who()).actor).toMatchObject({ personId: organiser.personId });
		await seeAs(ctx, organiser, edition, { person: seen, session: sessionId });
		const looking = await who();
		expect(looking).toMatchObject({ seeing: edition.slug, sessionId });
		expect(looking.actor).toMatchObject({ personId: seen, seenBy: { personId: organiser.personId } });
		ctx.setNow(start + 61 * 60_000);
		expect((await who()).actor).toMatchObject({ personId: organiser.personId });
		ctx.setNow(start);
		await stopSeeing(ctx, (await who()).actor, sessionId);
		expect(await who()).not.toHaveProperty('seeing');
		const { rows } = await ctx.byHand(
			"select action, actor from ledger_event where subject_id = $1 and action like '%see-as' order by action",
			[seen],
		);
		expect(rows).toEqual([
			{ action: 'end-see-as', actor: `person:${organiser.personId}` },
			{ action: 'see-as', actor: `person:${organiser.personId}` },
		]);
	});

	it('is not for strangers of the edition, not for oneself, and not through eyes that look already', async () => {
		const stranger = await at('stranger@gulf.example');
		const session = 'none';
		expect((await refusal(seeAs(ctx, organiser, edition, { person: stranger, session }))).kind).toBe('not-found');
		expect((await refusal(seeAs(ctx, organiser, edition, { person: organiser.personId, session }))).code).toBe(
			'oneself',
		);
		const through = { ...organiser, seenBy: { personId: 'x', relations: organiser.relations } };
		expect((await refusal(seeAs(ctx, through, edition, { person: stranger, session }))).kind).toBe('forbidden');
	});
});
