import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, grantRelation, system, visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { edition, notingJobs, organiser } from '#modules/calls/server/testing.ts';
import { testContext } from '../setup/context.ts';
import { expectSameCost } from '../setup/queries.ts';
import { reviewJobHandlers } from '#modules/review/server/jobs.ts';
import { recuseByChair } from '#modules/review/server/recuse.ts';
import { reviewBid } from '#modules/review/server/reviewer-tables.ts';
import { makeReviewedCall, paper, reviewer } from '../setup/reviewed-call.ts';
import { reviewAssignment } from '#modules/review/server/tables.ts';
import {
	applyRun,
	pairPage,
	runList,
	runPage,
	setLock,
	startRun,
	type StartRunInput,
	swapPair,
} from '#modules/review/server/assigning/index.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
type Person = Actor & { kind: 'person' };
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => error as Refusal,
	);
const drain = () => ctx.jobs.drain(ctx, reviewJobHandlers);

let call: string;
const papers: string[] = [];
const panel: Person[] = [];
const options = (change: Partial<StartRunInput> = {}): StartRunInput => ({
	call,
	stage: 'round',
	aim: 'best',
	perPaper: '2',
	minLoad: '0',
	maxLoad: '3',
	limit: '',
	seed: '',
	weights: { text: '60', topic: '40', bid: '20' },
	...change,
});
const at = () => ({ desk: edition, call: 'assigning', stage: 'round', locale: 'en' as const });
const read = (run: number, actor: Actor = organiser) => runPage(ctx, actor, { ...at(), run });
const solve = async (change: Partial<StartRunInput> = {}) => {
	await startRun(ctx, organiser, options(change));
	await drain();
	return (await runList(ctx, organiser, at())).runs[0]?.number as number;
};

beforeAll(async () => {
	// Applying goes on in the background with the rights that are on record.
	await transaction(ctx, (tx) =>
		grantRelation(
			tx,
			system('t'),
			(organiser as Person).personId,
			'organiser',
			{ type: 'edition', id: edition },
			edition,
		),
	);
	call = await makeReviewedCall(ctx, 'assigning', { perApplication: 2 });
	for (const [k, title] of ['Flood maps', 'Bone loss', 'Plasma lenses', 'Tiny satellites'].entries())
		papers.push(await paper(ctx, call, `author${k}@papers.example`, { title, track: k % 2 ? 'T1' : 'T2' }));
	for (let k = 0; k < 4; k++) panel.push(await reviewer(ctx, call, `reviewer${k}@panel${k}.example`));
	// Each is eager for two papers, so that the best is known.
	for (const [k, who] of panel.entries())
		await ctx.db.insert(reviewBid).values(
			[k, (k + 1) % 4].map((one) => ({
				callId: call,
				stageId: 'round',
				applicationId: papers[one] as string,
				personId: who.personId,
				value: 2,
				at: 0,
			})),
		);
});

describe('a proposal', () => {
	it('is solved in the background, in a thread of its own, and proven', async () => {
		const number = await solve();
		const page = await read(number);
		expect(page).toMatchObject({ number: 1, state: 'ready', changed: false, closed: 0 });
		// Nothing else is known of anybody: a fit of 15 points, and as much again for an eager bid.
		expect(page.summary).toMatchObject({
			applications: 4,
			reviewers: 4,
			pairs: 8,
			full: 4,
			total: 240,
			bound: 240,
			proven: true,
			worst: 60,
			loads: { min: 2, max: 2, idle: 0 },
			withoutExpert: expect.arrayContaining(papers),
		});
		expect(page.papers.map(({ pairs }) => pairs.length)).toEqual([2, 2, 2, 2]);
		expect(page.summary?.curve.at(-1)).toMatchObject({ min: 0, max: 3, total: 240 });
		// What a fair one has of proof is kept with it, in points.
		expect((await read(await solve({ aim: 'fair' }))).summary).toMatchObject({
			total: 240,
			worst: 60,
			worstBound: 60,
			without: { total: 240, worst: 60 },
			fair: { worst: 60, others: null, withWorst: 240, withOthers: 240 },
		});
	});

	it('keeps to locks, bans and conflicts, and says what a lock costs', async () => {
		const [first, second] = [papers[0] as string, papers[1] as string];
		const [own, other] = [panel[0] as Person, panel[2] as Person];
		const place = { call, stage: 'round' };
		await setLock(ctx, organiser, { ...place, application: first, person: other.personId, kind: 'lock' });
		await setLock(ctx, organiser, { ...place, application: second, person: own.personId, kind: 'forbid' });
		const page = await read(await solve());
		const pairsOf = (id: string) => page.papers.find((one) => one.id === id)?.pairs ?? [];
		expect(pairsOf(first).find(({ person }) => person === other.personId)).toMatchObject({
			origin: 'locked',
			score: 15,
			lockPrice: 15,
		});
		expect(pairsOf(second).map(({ person }) => person)).not.toContain(own.personId);
		expect(page.summary).toMatchObject({ proven: true, full: 4, lostLocks: 0 });
		expect((await runList(ctx, organiser, at())).locks).toHaveLength(2);
		// A conflict goes before a lock.
		await recuseByChair(ctx, organiser, {
			application: first,
			person: other.personId,
			reason: 'other',
			text: 'They wrote a book together.',
		});
		expect(
			(await refusal(setLock(ctx, organiser, { ...place, application: first, person: other.personId, kind: 'lock' })))
				.code,
		).toBe('lock-conflict');
		const again = await read(await solve());
		expect(again.summary).toMatchObject({ lostLocks: 1, full: 4 });
		expect(again.papers.find((one) => one.id === first)?.pairs.map(({ person }) => person)).not.toContain(
			other.personId,
		);
		for (const [application, person] of [
			[first, other.personId],
			[second, own.personId],
		] as const)
			await setLock(ctx, organiser, { ...place, application, person, kind: 'free' });
		expect((await runList(ctx, organiser, at())).locks).toEqual([]);
	});

	it('without a solution names what stands against it', async () => {
		const page = await read(await solve({ maxLoad: '1' }));
		expect(page.state).toBe('no-solution');
		expect(page.summary).toMatchObject({ missing: 4, blocking: [{ kind: 'papers', people: 4, needed: 8, room: 4 }] });
		expect(page.reviewers.every(({ blocking }) => blocking.includes(0))).toBe(true);
		expect((await refusal(applyRun(ctx, organiser, { call, stage: 'round', run: page.number }))).code).toBe(
			'run-not-open',
		);
	});

	it('shows the effect of a swap before, and has it afterwards', async () => {
		const number = await solve();
		const before = await read(number);
		const { id, pairs } = before.papers[0] as (typeof before.papers)[number];
		const person = pairs[0]?.person as string;
		const why = await pairPage(ctx, organiser, { ...at(), run: number, application: id, person });
		expect(why.reasons).toMatchObject({ bid: 2, score: 30 });
		const swap = why.swaps[0];
		if (!swap) throw new Error('no swap is offered');
		expect(swap.effect).toBeLessThanOrEqual(0);
		const input = {
			call,
			stage: 'round',
			run: number,
			application: id,
			person,
			other: swap.person,
			inReturn: swap.inReturn?.id ?? '',
		};
		await swapPair(ctx, organiser, input);
		const after = await read(number);
		expect(after.changed).toBe(true);
		expect((after.summary?.total ?? 0) - (before.summary?.total ?? 0)).toBeCloseTo(swap.effect);
		expect(after.papers.find((one) => one.id === id)?.pairs.map((one) => one.person)).toContain(swap.person);
		expect((await refusal(swapPair(ctx, organiser, input))).code).toBe('swap-gone');
	});

	it('by lot has its seed, and the same seed the same pairs', async () => {
		const pairs = async () =>
			(await read(await solve({ aim: 'lot', limit: '60', seed: '7' }))).papers
				.flatMap(({ id, pairs: own }) => own.map(({ person }) => `${id} ${person}`))
				.sort();
		expect(await pairs()).toEqual(await pairs());
	});
});

describe('applying', () => {
	it('assigns what is proposed, with one mail each, and what came up since is left out', async () => {
		const number = await solve();
		const proposed = await read(number);
		const [gone] = proposed.papers;
		const left = gone?.pairs[0]?.person as string;
		await recuseByChair(ctx, organiser, {
			application: gone?.id as string,
			person: left,
			reason: 'other',
			text: 'Heard later.',
		});
		await applyRun(ctx, organiser, { call, stage: 'round', run: number });
		expect((await refusal(applyRun(ctx, organiser, { call, stage: 'round', run: number }))).code).toBe('run-not-open');
		await drain();
		expect((await read(number)).state).toBe('applied');
		const rows = await ctx.db.select().from(reviewAssignment);
		expect(rows).toHaveLength(7);
		expect(rows.some((row) => row.applicationId === gone?.id && row.personId === left)).toBe(false);
		expect(rows.every(({ assignedBy }) => assignedBy === (organiser as Person).personId)).toBe(true);
		// The next run fills the gap and touches nothing else.
		const next = await read(await solve());
		expect(next.summary).toMatchObject({ kept: 7, pairs: 1, full: 4 });
		expect(
			next.papers
				.find(({ id }) => id === gone?.id)
				?.pairs.map(({ origin }) => origin)
				.sort(),
		).toEqual(['kept', 'solved']);
	});
});

describe('who may', () => {
	it('is refused on the server: visitors, reviewers, and desks of others', async () => {
		const member = panel[1] as Person;
		for (const [actor, kind] of [
			[visitor, 'signed-out'],
			[member, 'not-found'],
		] as const) {
			const place = { call, stage: 'round' };
			const pair = { application: papers[0] as string, person: member.personId };
			for (const work of [
				() => startRun(ctx, actor, options()),
				() => runList(ctx, actor, at()),
				() => read(1, actor),
				() => pairPage(ctx, actor, { ...at(), run: 1, ...pair }),
				() => setLock(ctx, actor, { ...place, ...pair, kind: 'lock' }),
				() => swapPair(ctx, actor, { ...place, ...pair, run: 1, other: 'x', inReturn: '' }),
				() => applyRun(ctx, actor, { ...place, run: 1 }),
			])
				expect((await refusal(work())).kind).toBe(kind);
		}
		expect((await refusal(read(99))).kind).toBe('not-found');
	});

	it('an application in which a chair has a stake is neither shown nor swapped nor locked by him', async () => {
		const own = papers[3] as string;
		const author = { ...organiser, stakes: [own] } as Actor;
		const page = await read(1, author);
		expect(page.closed).toBe(1);
		expect(JSON.stringify(page)).not.toContain(own);
		const pair = { application: own, person: (panel[0] as Person).personId };
		expect((await refusal(pairPage(ctx, author, { ...at(), run: 1, ...pair }))).kind).toBe('not-found');
		expect((await refusal(setLock(ctx, author, { call, stage: 'round', ...pair, kind: 'forbid' }))).kind).toBe(
			'not-found',
		);
		expect(JSON.stringify(await runList(ctx, author, at()))).not.toContain(own);
	});

	it('what is typed wrong is said at its field', async () => {
		const { problems } = await refusal(
			startRun(
				ctx,
				organiser,
				options({ aim: 'none', perPaper: '0', maxLoad: 'x', weights: { text: '0', topic: '', bid: '5' } }),
			),
		);
		expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
			'aim choose-aim',
			'perPaper whole-number',
			'maxLoad whole-number',
			'topic percent',
		]);
	});
});

it('pages cost the same for few and for many', async () => {
	let many: string;
	let slug = '';
	const grow = async (length: number) => {
		slug = `many${length}`;
		many = await makeReviewedCall(ctx, slug, {});
		for (const who of panel)
			await transaction(ctx, (tx) =>
				grantRelation(tx, system('t'), who.personId, 'reviewer', { type: 'call', id: many }, edition),
			);
		for (let k = 0; k < length; k++)
			await paper(ctx, many, `more${k}@papers.example`, { title: `More ${k}`, track: 'T1' });
		await startRun(ctx, organiser, { ...options({ perPaper: '1', maxLoad: '50' }), call: many });
		await drain();
	};
	const place = () => ({ ...at(), call: slug });
	await expectSameCost(
		ctx,
		grow,
		async () => {
			const { applications } = await runList(ctx, organiser, place());
			return Math.min(applications, (await runPage(ctx, organiser, { ...place(), run: 1 })).papers.length);
		},
		20,
	);
});
