import { beforeAll, describe, expect, it } from 'vitest';
import {
	type Actor,
	actorFor,
	grantRelation,
	type RelationName,
	relationsOf,
	system,
	visitor,
} from '#core/access/index.ts';
import { day } from '#core/clock/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { edition, notingJobs, person } from '#modules/calls/server/testing.ts';
import { secretsTo, somebody } from '#modules/calls/server/testing-people.ts';
import { testContext } from '../setup/context.ts';
import { readInvitedList } from '#modules/review/invited-list.ts';
import { reviewJobHandlers } from '#modules/review/server/jobs.ts';
import {
	acceptReviewing,
	declineReviewing,
	readReviewerInvitation,
} from '#modules/review/server/reviewers/answer-invitation.ts';
import { inviteReviewers, type InviteReviewersInput } from '#modules/review/server/reviewers/invite-reviewers.ts';
import { reviewersDesk } from '#modules/review/server/reviewers/reviewers-desk.ts';
import { setReviewerRole } from '#modules/review/server/reviewers/set-role.ts';
import { makeReviewedCall, paper, reviewer } from '../setup/reviewed-call.ts';
import { withdrawReviewerInvitation } from '#modules/review/server/reviewers/withdraw-invitation.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
const start = ctx.clock.process.now();
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => error as Refusal,
	);
let call: string;
let organiser: Actor;
let secretary: Actor;
async function official(address: string, relation: RelationName): Promise<Actor> {
	const { personId } = await somebody(ctx, address);
	await grantRelation(ctx, system('t'), personId, relation, { type: 'edition', id: edition });
	return actorFor(ctx, personId, 'session');
}
const ask = (list: string, change: Partial<InviteReviewersInput> = {}, actor: Actor = organiser) =>
	inviteReviewers(ctx, actor, {
		call,
		stage: 'round',
		onlyStage: true,
		role: 'reviewer',
		tracks: [],
		list,
		words: '',
		days: '14',
		locale: 'en',
		desk: 'SAMPLE',
		...change,
	});
const secretOf = async (address: string) => (await secretsTo(ctx, address, 'review/invitations')).at(-1) as string;
const rolesOf = async (id: string) =>
	(await ctx.byHand('select track, role from reviewer_role where person_id = $1 order by track', [id])).rows;
const desk = (actor: Actor = organiser) =>
	reviewersDesk(ctx, actor, { desk: edition, call: 'invited', stage: 'round', locale: 'en' });

beforeAll(async () => {
	call = await makeReviewedCall(ctx, 'invited', { perApplication: 2 });
	organiser = await official('chief@desk.example', 'organiser');
	secretary = await official('secretary@desk.example', 'secretary');
});

describe('a pasted list', () => {
	it('is read as committees keep it, and what is not readable is said by its line', () => {
		const text =
			'Name,E-mail\nLin Wei <LIN@gulf.example>\n"Ada Marsh", ada@gulf.example\n\n王五\twangwu@gulf.example\nnobody@gulf.example\nno address here\nLin Again; lin@gulf.example;\na@b <x@y>';
		const { people, problems } = readInvitedList(text);
		expect(people).toEqual([
			{ line: 2, name: 'Lin Wei', email: 'lin@gulf.example' },
			{ line: 3, name: 'Ada Marsh', email: 'ada@gulf.example' },
			{ line: 5, name: '王五', email: 'wangwu@gulf.example' },
		]);
		expect(problems.map(({ line, code }) => [line, code])).toEqual([
			[6, 'no-name'],
			[7, 'not-an-address'],
			[8, 'twice'],
			[9, 'not-an-address'],
		]);
	});
});

describe('invitations', () => {
	it('are made by those who assign; a chair of a track only by those who say who is what', async () => {
		expect((await refusal(ask('A B <a@b.example>', {}, visitor))).kind).toBe('signed-out');
		expect((await refusal(ask('A B <a@b.example>', {}, await somebody(ctx, 'o@o.example')))).kind).toBe('not-found');
		const panel = await reviewer(ctx, call, 'member@m.example');
		expect((await refusal(ask('A B <a@b.example>', {}, panel))).kind).toBe('not-found');
		const chairs = { role: 'chair', tracks: ['T1'] };
		expect((await refusal(ask('A B <a@b.example>', chairs, secretary))).kind).toBe('forbidden');
		const wrong = await refusal(ask('nobody', { role: 'king', days: '0' }));
		expect(wrong.problems.map(({ path, code }) => [path, code])).toEqual([
			['role', 'choose'],
			['days', 'not-so-many'],
			['list', 'nobody-readable'],
		]);
		expect((await refusal(ask('A B <a@b.example>', { role: 'chair' }))).problems[0]?.path).toBe('tracks');
		expect((await ctx.byHand('select 1 from reviewer_invitation')).rows).toEqual([]);
	});

	it('make nobody anything before they are accepted by the account that owns the address', async () => {
		const done = await ask('Lin Wei <lin@gulf.example>\nMember <member@m.example>\nLin Wei <lin@gulf.example>', {
			role: 'senior',
			tracks: ['T1', 'T9'],
		});
		expect(done.invited).toBe(1);
		expect(done.left.map(({ line, why }) => [line, why])).toEqual([
			[2, 'reviews-already'],
			[3, 'twice'],
		]);
		expect((await ask('Lin <lin@gulf.example>')).left[0]?.why).toBe('invited-already');
		const secret = await secretOf('lin@gulf.example');
		const lin = await somebody(ctx, 'lin@gulf.example');
		const friend = await somebody(ctx, 'friend@gulf.example');
		expect(await relationsOf(ctx, lin.personId)).toEqual([]);
		expect(await readReviewerInvitation(ctx, visitor, secret)).toMatchObject({
			state: 'open',
			role: 'senior',
			reader: 'signed-out',
		});
		expect((await readReviewerInvitation(ctx, friend, secret))?.reader).toBe('other');
		expect((await refusal(acceptReviewing(ctx, visitor, { secret }))).kind).toBe('signed-out');
		expect((await refusal(acceptReviewing(ctx, friend, { secret }))).code).toBe('other-address');
		expect(await relationsOf(ctx, friend.personId)).toEqual([]);
		expect(await acceptReviewing(ctx, lin, { secret })).toEqual({ scope: edition });
		expect(await relationsOf(ctx, lin.personId)).toEqual([{ relation: 'reviewer', on: 'stage', id: `${call}:round` }]);
		expect(await rolesOf(lin.personId)).toEqual([{ track: 'T1', role: 'senior' }]);
		expect((await refusal(acceptReviewing(ctx, lin, { secret }))).kind).toBe('not-found');
		expect((await readReviewerInvitation(ctx, lin, secret))?.state).toBe('accepted');
	});

	it('for a chair make him chair of the track, and reviewer', async () => {
		await ask('Cho Cha <cho@gulf.example>', { role: 'chair', tracks: ['T2'] });
		const cho = await somebody(ctx, 'cho@gulf.example');
		await acceptReviewing(ctx, cho, { secret: await secretOf('cho@gulf.example') });
		expect(await relationsOf(ctx, cho.personId)).toContainEqual({
			relation: 'chair',
			on: 'track',
			id: `${edition}:T2`,
		});
	});

	it('are declined by whoever holds the mail, with somebody to ask instead', async () => {
		await ask('Dee <dee@gulf.example>');
		const secret = await secretOf('dee@gulf.example');
		const say = (change = {}) =>
			declineReviewing(ctx, visitor, {
				secret,
				reason: 'On leave.',
				suggestedName: 'Eli Fox',
				suggestedEmail: 'ELI@gulf.example',
				...change,
			});
		expect((await refusal(say({ suggestedEmail: 'no' }))).problems[0]?.code).toBe('not-an-address');
		expect((await refusal(say({ suggestedEmail: 'dee@gulf.example' }))).problems[0]?.code).toBe('own-address');
		expect((await refusal(say({ suggestedName: '' }))).problems[0]?.code).toBe('missing');
		await say();
		expect((await refusal(say())).kind).toBe('not-found');
		const row = (await desk()).invitations.find(({ email }) => email === 'dee@gulf.example');
		expect(row).toMatchObject({
			state: 'declined',
			reason: 'On leave.',
			suggested: { name: 'Eli Fox', email: 'eli@gulf.example', asked: false },
		});
		await ask('Eli Fox <eli@gulf.example>', { follows: row?.id as string });
		expect((await desk()).invitations.find(({ id }) => id === row?.id)?.suggested?.asked).toBe(true);
	});

	it('run out and can be taken back', async () => {
		await ask('Old <old@gulf.example>', { days: '3' });
		await ask('Gone <gone@gulf.example>');
		const gone = (await desk()).invitations.find(({ email }) => email === 'gone@gulf.example');
		await withdrawReviewerInvitation(ctx, organiser, { call, invitation: gone?.id as string });
		expect((await readReviewerInvitation(ctx, visitor, await secretOf('gone@gulf.example')))?.state).toBe('withdrawn');
		const old = await somebody(ctx, 'old@gulf.example');
		ctx.setNow(start + 4 * day);
		const secret = await secretOf('old@gulf.example');
		expect((await readReviewerInvitation(ctx, old, secret))?.state).toBe('expired');
		expect((await refusal(acceptReviewing(ctx, old, { secret }))).kind).toBe('not-found');
		expect((await desk()).invitations.find(({ email }) => email === 'old@gulf.example')?.state).toBe('expired');
		expect(await ask('Old <old@gulf.example>')).toMatchObject({ invited: 1 });
		ctx.setNow(start);
	});
});

describe('the desk', () => {
	it('shows who reviews with role and load, and where expertise is short', async () => {
		await paper(ctx, call, 'p@p.example', { title: 'Ice of the moon', track: 'T1', keywords: ['ice'], language: 'en' });
		await paper(ctx, call, 'q@q.example', { title: 'Law of orbits', track: 'T2', keywords: ['law'], language: 'en' });
		const lin = await somebody(ctx, 'lin@gulf.example');
		await setReviewerRole(ctx, organiser, {
			call,
			stage: 'round',
			person: lin.personId,
			role: 'emergency',
			tracks: [],
		});
		expect(await rolesOf(lin.personId)).toEqual([{ track: '', role: 'emergency' }]);
		expect(
			(
				await refusal(
					setReviewerRole(ctx, organiser, { call, stage: 'round', person: 'nobody', role: 'senior', tracks: [] }),
				)
			).kind,
		).toBe('not-found');
		expect(
			(
				await refusal(
					setReviewerRole(ctx, lin, { call, stage: 'round', person: lin.personId, role: 'senior', tracks: [] }),
				)
			).kind,
		).toBe('not-found');
		const page = await desk();
		expect(page.members.find(({ personId }) => personId === lin.personId)).toMatchObject({
			role: 'emergency',
			profile: false,
		});
		expect(page.coverage.map(({ code, submissions, needed }) => [code, submissions, needed])).toEqual([
			['T1', 1, 2],
			['T2', 1, 2],
		]);
		expect(page.withoutExpert).toHaveLength(2);
		expect((await refusal(desk(lin))).kind).toBe('not-found');
		expect((await refusal(desk(person('stranger')))).kind).toBe('not-found');
	});
});
