import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { callSchema } from '#modules/calls/call.ts';
import { decide } from '#modules/calls/server/index.ts';
import {
	edition,
	makeApplication,
	makeCall,
	notingJobs,
	organiser,
	person,
	refusalOf,
	secretary,
} from '#modules/calls/server/testing.ts';
import { sampleCall, sampleFormInput } from '#modules/calls/testing.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { placeName } from '../../ballot.ts';
import {
	assign,
	ballotPage,
	castBallot,
	exportStage,
	myReviews,
	recuse,
	reviewJobHandlers,
	reviewPage,
	saveScore,
	scoresOfApplication,
	stageBallots,
	stageObjectId,
} from '../index.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const afterClose = Date.parse('2021-10-20T09:00:00+08:00');
const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers }, at: start });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const form = {
	...sampleFormInput,
	fields: sampleFormInput.fields.map((field) =>
		field.role === 'title' ? { ...field, visibleTo: 'reviewers' as const } : field,
	),
};
const finalStage = {
	id: 'final',
	kind: 'jury',
	label: both('Final'),
	method: 'ballots',
	scoreVisibility: 'when-all-in',
	closes: '2021-10-30',
	outcomes: [
		{ id: 'prize', label: both('Prize'), effect: 'accept' },
		{ id: 'out', label: both('Out'), effect: 'reject' },
	],
};
const author = person('author');
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
type Juror = Actor & { kind: 'person' };
const jurors: string[] = [];
const juror = async (i: number) => (await actorFor(ctx, jurors[i] as string, 'session')) as Juror;

beforeAll(async () => {
	for (let i = 0; i < 4; i += 1) {
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), `juror${i}@panel.example`, {
			verified: true,
			names: { given: `Juror${i}`, family: 'Secretname' },
		});
		jurors.push(personId);
	}
});

let made = 0;
/** A call with so many finalists, for each of which all jurors are asked. */
async function final(count: number, people = jurors) {
	made += 1;
	const slug = `final-${made}`;
	const { stages, form: read } = callSchema.parse({ ...sampleCall, form, stages: [finalStage] });
	ctx.setNow(start);
	const call = await makeCall(ctx, { slug, stages, form: read });
	for (const id of people) {
		await grantRelation(ctx, system('test'), id, 'juror', { type: 'stage', id: stageObjectId(call, 'final') }, edition);
	}
	const finalists: string[] = [];
	for (let i = 0; i < count; i += 1) {
		finalists.push((await makeApplication(ctx, call, author, { title: `Entry ${i}` })).application);
	}
	ctx.setNow(afterClose);
	await assign(ctx, secretary, { call, stage: 'final', applications: finalists, people });
	const desk = { desk: edition, call: slug, stage: 'final', locale: 'en' as const };
	return { call, slug, finalists, desk };
}

/** The key of somebody's ballot: any of his assignments at this call. */
async function keyOf(i: number, slug: string): Promise<string> {
	const work = (await myReviews(ctx, await juror(i))).find(({ call }) => call.slug === slug);
	return work?.tasks[0]?.assignment ?? '';
}

/** Casts a ballot with the titles in this order. */
async function cast(i: number, slug: string, order: readonly number[]) {
	const assignment = await keyOf(i, slug);
	const actor = await juror(i);
	const page = await ballotPage(ctx, actor, { assignment });
	const entries = page.finalists.map(
		({ key, title }) => [placeName(key), String(order.indexOf(Number(title.slice(-1))) + 1)] as const,
	);
	await castBallot(ctx, actor, { assignment, entries, revision: page.revision });
}

describe('a final by ballots', () => {
	it('is sealed for everybody until all are in, then counted two ways side by side', async () => {
		const { call, slug, finalists, desk } = await final(3, jurors.slice(0, 3));
		await cast(0, slug, [0, 1, 2]);
		await cast(1, slug, [0, 1, 2]);
		const sealed = await stageBallots(ctx, chair, desk);
		expect(sealed.result).toBeNull();
		expect(sealed.voters.map(({ cast }) => cast)).toEqual([true, true, false]);
		expect(JSON.stringify(sealed)).not.toMatch(/"(points|order|place)"/);
		for (const actor of [chair, organiser]) {
			expect(await refusalOf(exportStage(ctx, actor, desk))).toMatchObject({ code: 'scores-secret' });
			const read = await scoresOfApplication(ctx, actor, { application: finalists[0] as string, locale: 'en' });
			expect(read?.stages[0]?.secret).toBe(true);
			expect(JSON.stringify(read)).not.toContain('"place":');
		}
		const own = await juror(0);
		const page = await reviewPage(ctx, own, { assignment: await keyOf(0, slug) });
		expect(page.others).toBeNull();

		await cast(2, slug, [1, 2, 0]);
		const { result, voters } = await stageBallots(ctx, chair, desk);
		expect(voters.every(({ cast }) => cast)).toBe(true);
		expect(result?.ballots).toBe(3);
		expect(result?.condorcetWinner).toBe(finalists[0]);
		// By strength two share the first place, which a majority does not: said, not hidden.
		expect(result?.standings.map(({ rank }) => rank)).toEqual([1, 1, 3]);
		expect(result?.flags).toEqual(['condorcet-differs', 'kemeny-differs', 'plackett-luce-differs', 'tie-at-first']);
		// Nobody's ballot is shown, to the chair as little as to the others who rank.
		const read = await scoresOfApplication(ctx, chair, { application: finalists[0] as string, locale: 'en' });
		const seen = await reviewPage(ctx, own, { assignment: await keyOf(0, slug) });
		expect([read?.stages[0]?.secret, seen.others?.length]).toEqual([false, 2]);
		expect(JSON.stringify([read, seen.others])).not.toContain('"place":');
		const csv = await exportStage(ctx, chair, desk);
		expect(csv).toContain('Condorcet');
		expect(csv).toContain('Bradley and Terry (1952)');
		expect(csv).not.toContain('Secretname');
		// The ledger says that a ballot was cast, never how.
		const events = (await historyOf(ctx, { type: 'call', id: call })).filter(({ action }) => action === 'ballot');
		expect(events.map(({ data }) => data)).toEqual(Array(3).fill({ stage: 'final', finalists: 3 }));
	});

	it('takes each place once, says at each finalist what is wrong, and may be changed', async () => {
		const { slug, desk } = await final(3, jurors.slice(0, 1));
		const actor = await juror(0);
		const assignment = await keyOf(0, slug);
		const page = await ballotPage(ctx, actor, { assignment });
		expect(page).toMatchObject({ votes: true, castAt: null });
		const post = (values: readonly string[], revision = page.revision) =>
			castBallot(ctx, actor, {
				assignment,
				entries: page.finalists.map(({ key }, i) => [placeName(key), values[i] ?? ''] as const),
				revision,
			});
		const problems = async (values: readonly string[]) =>
			((await refusalOf(post(values))) as { problems: { code: string }[] }).problems.map(({ code }) => code);
		expect(await problems(['1', '1', ''])).toEqual(['place-twice', 'place-missing']);
		expect(await problems(['0', '4', 'first'])).toEqual(Array(3).fill('place-out-of-range'));
		expect((await stageBallots(ctx, chair, desk)).voters).toMatchObject([{ cast: false }]);
		await post(['3', '1', '2']);
		const cast = await ballotPage(ctx, actor, { assignment });
		expect(cast.finalists.map(({ key }) => key)).toEqual([1, 2, 0].map((i) => page.finalists[i]?.key));
		expect(cast.castAt).toBe(afterClose);
		expect(await refusalOf(post(['1', '2', '3']))).toMatchObject({ code: 'ballot-changed' });
		await post(['1', '2', '3'], cast.revision);
		expect((await stageBallots(ctx, chair, desk)).result?.ballots).toBe(1);
	});

	it('takes no points, and no ballot where applications are scored', async () => {
		const { slug } = await final(2, jurors.slice(0, 1));
		const actor = await juror(0);
		const assignment = await keyOf(0, slug);
		const saving = saveScore(ctx, actor, { assignment, entries: [], revision: 0, submit: true });
		expect(await refusalOf(saving)).toMatchObject({ kind: 'closed', code: 'ranked-by-ballot' });
		expect((await myReviews(ctx, actor)).find(({ call }) => call.slug === slug)?.tasks[0]?.state).toBe('due');
	});

	it('loses the ballot of whoever recuses himself from one finalist, and is counted anew', async () => {
		const { slug, finalists, desk } = await final(3, jurors.slice(0, 3));
		await cast(0, slug, [0, 1, 2]);
		await cast(1, slug, [1, 0, 2]);
		await cast(2, slug, [1, 0, 2]);
		expect((await stageBallots(ctx, chair, desk)).result?.condorcetWinner).toBe(finalists[1]);
		for (const i of [1, 2]) {
			const assignment = await keyOf(i, slug);
			await recuse(ctx, await juror(i), { assignment, reason: 'mentor', text: '' });
			// Neither ranks any more, nor sees the finalists.
			expect(await keyOf(i, slug)).toBe('');
			expect(await refusalOf(ballotPage(ctx, await juror(i), { assignment }))).toMatchObject({ kind: 'not-found' });
		}
		const left = await stageBallots(ctx, chair, desk);
		expect(left.voters).toHaveLength(1);
		expect(left.result?.ballots).toBe(1);
		expect(left.result?.condorcetWinner).toBe(finalists[0]);
	});

	it('is ranked only by those who were asked for every finalist', async () => {
		const { call, slug, finalists, desk } = await final(2, jurors.slice(0, 2));
		ctx.setNow(start);
		const { application: late } = await makeApplication(ctx, call, author, { title: 'Entry 2' });
		ctx.setNow(afterClose);
		await assign(ctx, secretary, { call, stage: 'final', applications: [late], people: [jurors[1] as string] });
		const assignment = await keyOf(0, slug);
		const page = await ballotPage(ctx, await juror(0), { assignment });
		expect(page.votes).toBe(false);
		const entries = page.finalists.map(({ key }, i) => [placeName(key), String(i + 1)] as const);
		const casting = castBallot(ctx, await juror(0), { assignment, entries, revision: page.revision });
		expect(await refusalOf(casting)).toMatchObject({ kind: 'forbidden', code: 'not-all-finalists' });
		await cast(1, slug, [2, 1, 0]);
		const { aside, voters, result } = await stageBallots(ctx, chair, desk);
		expect([aside.length, voters.length]).toEqual([1, 1]);
		expect(result?.standings.map(({ item }) => item)).toEqual([late, finalists[1], finalists[0]]);
	});

	it('is closed once a finalist is decided or the stage is over; what is in counts then', async () => {
		const { slug, finalists, desk } = await final(2, jurors.slice(0, 2));
		await cast(0, slug, [0, 1]);
		ctx.setNow(Date.parse('2021-10-31T00:00:00+08:00'));
		const { result } = await stageBallots(ctx, chair, desk);
		expect(result?.ballots).toBe(1);
		expect(await refusalOf(cast(1, slug, [0, 1]))).toMatchObject({ code: 'scoring-over' });
		ctx.setNow(afterClose);
		await decide(ctx, chair, { application: finalists[1] as string, outcome: 'out' });
		expect(await refusalOf(cast(1, slug, [0, 1]))).toMatchObject({ code: 'scoring-over' });
	});

	it('is not there for outsiders, and costs the same for few and many', async () => {
		const few = await final(2, jurors.slice(0, 2));
		const assignment = await keyOf(0, few.slug);
		for (const other of [await juror(3), author, person('stranger')]) {
			expect(await refusalOf(ballotPage(ctx, other, { assignment }))).toMatchObject({ kind: 'not-found' });
			expect(await refusalOf(stageBallots(ctx, other, few.desk))).not.toBe('not refused');
		}
		const many = await final(7, jurors);
		const of = async (i: number, slug: string) => ({
			actor: await juror(i),
			key: { assignment: await keyOf(i, slug) },
		});
		const [one, other] = [await of(0, few.slug), await of(0, many.slug)];
		const count = (work: () => Promise<unknown>) => ctx.countStatements(work);
		expect(await count(() => ballotPage(ctx, other.actor, other.key))).toBe(
			await count(() => ballotPage(ctx, one.actor, one.key)),
		);
		expect(await count(() => stageBallots(ctx, chair, many.desk))).toBe(
			await count(() => stageBallots(ctx, chair, few.desk)),
		);
	});
});
