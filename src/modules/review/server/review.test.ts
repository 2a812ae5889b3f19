import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, actorFor, grantRelation, system, visitor } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { callSchema } from '#modules/calls/call.ts';
import { applicationForAuthor, attachFile, decide, submit, undecide } from '#modules/calls/server/index.ts';
import {
	edition,
	makeApplication,
	makeCall,
	makeDraft,
	notingJobs,
	organiser,
	person,
	refusalOf,
	secretary,
} from '#modules/calls/server/testing.ts';
import { type ScoreVisibility, scoreVisibilities } from '#modules/calls/stage.ts';
import { sampleCall, sampleFormInput } from '#modules/calls/testing.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import {
	assign,
	exportStage,
	fileForReviewer,
	myReviews,
	recuse,
	recuseByChair,
	reviewJobHandlers,
	reviewPage,
	reviewPersonData,
	saveScore,
	scoresOfApplication,
	stageBoard,
	stageObjectId,
	unassign,
} from './index.ts';

const start = Date.parse('2021-10-10T09:00:00+08:00');
const afterClose = Date.parse('2021-10-20T09:00:00+08:00');
const jobs = notingJobs();
const ctx = await testContext({ jobs: { ...jobs.handlers, ...reviewJobHandlers }, at: start });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const form = {
	...sampleFormInput,
	fields: sampleFormInput.fields.map((field) =>
		field.role === 'title' ? { ...field, visibleTo: 'reviewers' as const } : field,
	),
};
const criteria = [
	{ id: 'novelty', label: both('Novelty'), weight: 2 },
	{ id: 'clarity', label: both('Clarity'), max: 5 },
	{ id: 'need', label: both('Need'), computed: { field: 'student', points: { yes: 10 } } },
];
/** A first jury, and a final one that counts it by half. */
const callOf = (scoreVisibility: ScoreVisibility) =>
	callSchema.parse({
		...sampleCall,
		form,
		stages: [
			{
				id: 'first',
				kind: 'review',
				label: both('First round'),
				criteria,
				scoreVisibility,
				comments: ['to-panel', 'to-applicant'],
				closes: '2021-10-30',
				outcomes: [
					{ id: 'on', label: both('Goes on'), effect: 'advance', silent: true },
					{ id: 'out', label: both('Out'), effect: 'reject' },
				],
			},
			{
				id: 'final',
				kind: 'jury',
				label: both('Final'),
				criteria: [{ id: 'overall', label: both('Overall') }],
				carries: [{ stage: 'first', weight: 1 }],
				outcomes: [{ id: 'prize', label: both('Prize'), effect: 'accept' }],
			},
		],
	});
const calls: Record<string, string> = {};
const jurors: (Actor & { kind: 'person' })[] = [];
const author = person('author');
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
/** The actor with the relations that it has now. */
const now = async (actor: Actor & { kind: 'person' }) => actorFor(ctx, actor.personId, 'session');
const ids: string[] = [];

beforeAll(async () => {
	for (const policy of scoreVisibilities) {
		const { stages, form: read } = callOf(policy);
		calls[policy] = await makeCall(ctx, { slug: `call-${policy}`, stages, form: read });
	}
	for (let i = 0; i < 3; i += 1) {
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), `juror${i}@panel.example`, {
			verified: true,
			names: { given: `Juror${i}`, family: 'Secretname' },
		});
		for (const call of Object.values(calls)) {
			for (const stage of ['first', 'final']) {
				const object = { type: 'stage', id: stageObjectId(call, stage) } as const;
				await grantRelation(ctx, system('test'), personId, stage === 'first' ? 'reviewer' : 'juror', object, edition);
			}
		}
		jurors.push((await actorFor(ctx, personId, 'session')) as Actor & { kind: 'person' });
		ids.push(personId);
	}
});

const callOfPolicy = (policy: ScoreVisibility) => calls[policy] as string;
const apply = async (call: string, change = {}) => {
	ctx.setNow(start);
	const { application } = await makeApplication(ctx, call, author, change);
	ctx.setNow(afterClose);
	return application;
};
const score = async (
	who: number,
	application: string,
	points: Record<string, number>,
	options: { submit?: boolean; revision?: number; text?: string } = {},
) => {
	const actor = await now(jurors[who] as Actor & { kind: 'person' });
	const page = await reviewPage(ctx, actor, { application });
	return saveScore(ctx, actor, {
		application,
		entries: [
			...Object.entries(points).map(([id, value]) => [`points.${id}`, String(value)] as const),
			['comment.to-panel', options.text ?? ''],
		],
		revision: options.revision ?? page.revision,
		submit: options.submit ?? true,
	});
};
const board = (call: string, stage: string, actor: Actor = chair) =>
	stageBoard(ctx, actor, {
		desk: edition,
		call: `call-${Object.entries(calls).find(([, id]) => id === call)?.[0]}`,
		stage,
		locale: 'en',
	});
const assignAll = (call: string, stage: string, applications: string[], people = ids) =>
	assign(ctx, secretary, { call, stage, applications, people });

describe('a jury of two rounds', () => {
	it('scores what it was assigned, ranks it, and carries the first round over by half', async () => {
		const call = callOfPolicy('own');
		const [a, b, c] = [await apply(call), await apply(call, { student: false }), await apply(call)] as [
			string,
			string,
			string,
		];
		const applied = [a, b, c];
		expect(await assignAll(call, 'first', applied)).toEqual({ assigned: 9, left: [] });
		expect((await assignAll(call, 'first', [a], [ids[0] as string])).left).toEqual([
			{ application: a, person: ids[0], why: 'assigned-already' },
		]);
		expect((await assignAll(call, 'final', [a])).left.every(({ why }) => why === 'elsewhere')).toBe(true);
		await ctx.runJobs();
		const mail = (await ctx.byHand(`select subject, text from mail where kind = 'review'`)).rows;
		expect(mail).toHaveLength(3);
		expect(mail[0].subject).toContain('3 to score');

		const due = await myReviews(ctx, await now(jurors[0] as never));
		expect(due).toHaveLength(1);
		expect(due[0]).toMatchObject({ call: { slug: 'call-own' }, stage: { id: 'first', kind: 'review' } });
		expect(due[0]?.tasks.map(({ state }) => state)).toEqual(['due', 'due', 'due']);

		// The points that follow from the answer count without being given.
		await score(0, a, { novelty: 10, clarity: 5 }, { text: 'Fine work.' });
		const page = await reviewPage(ctx, await now(jurors[0] as never), { application: a });
		expect(page).toMatchObject({
			own: { total: 100 },
			computed: { need: 10 },
			others: null,
			title: 'Bone loss and $g$',
		});
		expect(page.answers.authors).toBeUndefined();
		expect(page.form.fields.map(({ id }) => id)).toEqual(['title', 'abstract']);
		await score(0, b, { novelty: 10, clarity: 5 });
		expect((await reviewPage(ctx, await now(jurors[0] as never), { application: b })).own?.total).toBe(75);
		await score(0, c, { novelty: 0, clarity: 0 });
		for (const who of [1, 2]) {
			await score(who, a, { novelty: 8, clarity: 4 });
			await score(who, b, { novelty: 6, clarity: 3 });
			await score(who, c, { novelty: 2, clarity: 1 });
		}
		const first = await board(call, 'first');
		expect(first.rows.map(({ id }) => id)).toEqual(applied);
		expect(first.rows.map(({ aggregate }) => [aggregate?.n, aggregate?.rank])).toEqual([
			[3, 1],
			[3, 2],
			[3, 3],
		]);
		expect(first.members.map(({ load, done }) => [load, done])).toEqual([
			[3, 3],
			[3, 3],
			[3, 3],
		]);

		for (const application of [a, b]) await decide(ctx, chair, { application, outcome: 'on' });
		expect(await refusalOf(score(0, a, { novelty: 1, clarity: 1 }))).toMatchObject({ code: 'scoring-over' });
		await assignAll(call, 'final', [a, b]);
		for (const who of [0, 1, 2]) {
			await score(who, a, { overall: 6 });
			await score(who, b, { overall: 9 });
		}
		const final = await board(call, 'final');
		expect(final.rows.map(({ id }) => id).sort()).toEqual([a, b].sort());
		const combinedOf = (list: typeof final, id: string) => list.rows.find((row) => row.id === id)?.aggregate;
		for (const id of [a, b]) {
			const earlier = combinedOf(await board(call, 'first'), id)?.combined as number;
			const own = combinedOf(final, id);
			expect(own?.combined).toBeCloseTo(((own?.adjusted as number) + earlier) / 2);
		}
		// Scored there, it does not go back silently.
		expect(await refusalOf(undecide(ctx, chair, { application: a }))).toMatchObject({ code: 'worked-on' });
		const csv = await exportStage(ctx, chair, { desk: edition, call: 'call-own', stage: 'final', locale: 'en' });
		// Head, two rows, and below an empty one how it was made.
		const lines = csv.split('\r\n');
		expect(lines.slice(1, 3).every((line) => /^[12],/.test(line))).toBe(true);
		expect(lines.slice(3).filter((line) => /^,*$/.test(line))).toHaveLength(2);
		expect(csv).toContain('Patterson and Thompson');
		expect(csv).not.toContain('Secretname');
		const read = await scoresOfApplication(ctx, chair, { application: a, locale: 'en' });
		expect(read?.stages.map(({ stage, scores }) => [stage.id, scores.length])).toEqual([
			['first', 3],
			['final', 3],
		]);
		expect(read?.stages[0]?.scores.find(({ total }) => total === 100)).toMatchObject({
			name: 'Juror0 Secretname',
			comments: { 'to-panel': 'Fine work.' },
		});
	});

	it('costs the same number of statements for one and for many', async () => {
		const call = callOfPolicy('panel');
		const juror = jurors[1] as Actor & { kind: 'person' };
		await assignAll(call, 'first', [await apply(call)]);
		const actor = await now(juror);
		const [list, ranked] = [
			await ctx.countStatements(() => myReviews(ctx, actor)),
			await ctx.countStatements(() => board(call, 'first')),
		];
		const more = [];
		for (let i = 0; i < 8; i += 1) more.push(await apply(call));
		await assignAll(call, 'first', more);
		const later = await now(juror);
		expect(await ctx.countStatements(() => myReviews(ctx, later))).toBe(list);
		expect(await ctx.countStatements(() => board(call, 'first'))).toBe(ranked);
	});
});

describe('a score', () => {
	it('is kept while it is written, handed in whole, changed until the stage closes, and never overwritten unseen', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		await assignAll(call, 'first', [application]);
		expect(await score(0, application, { novelty: 3 }, { submit: false })).toBe(1);
		const actor = await now(jurors[0] as never);
		expect(await reviewPage(ctx, actor, { application })).toMatchObject({
			written: { points: { novelty: 3 } },
			drafted: true,
			own: null,
		});
		expect((await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.n).toBe(0);
		expect(await refusalOf(score(0, application, { novelty: 3 }))).toMatchObject({
			problems: [{ path: 'points.clarity', code: 'points-missing' }],
		});
		expect(await refusalOf(score(0, application, { novelty: 11, clarity: 6 }))).toMatchObject({
			problems: [{ path: 'points.novelty' }, { path: 'points.clarity', params: { min: 0, max: 5 } }],
		});
		expect(await refusalOf(score(0, application, { novelty: 3, clarity: 2 }, { revision: 0 }))).toMatchObject({
			code: 'score-changed',
		});
		await score(0, application, { novelty: 3, clarity: 2 });
		await score(0, application, { novelty: 4, clarity: 2 });
		const { rows } = await ctx.byHand('select points from review_score order by position desc limit 2');
		expect(rows.map(({ points }) => points.novelty)).toEqual([4, 3]);
		expect(await refusalOf(ctx.byHand('update review_score set version = 9'))).toMatchObject({
			message: expect.stringContaining('immutable'),
		});
		ctx.setNow(start);
		expect(await refusalOf(score(1, application, { novelty: 3, clarity: 2 }))).toMatchObject({
			code: 'scoring-not-open',
		});
		ctx.setNow(Date.parse('2021-10-31T00:00:00+08:00'));
		expect(await refusalOf(score(1, application, { novelty: 3, clarity: 2 }))).toMatchObject({ code: 'scoring-over' });
		ctx.setNow(afterClose);
	});

	it('goes with its person as nobody’s mark; his words go', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		const { personId } = await findOrCreatePersonByAddress(ctx, system('test'), 'gone@panel.example', {
			verified: true,
		});
		await grantRelation(ctx, system('test'), personId, 'juror', { type: 'call', id: call }, edition);
		await assignAll(call, 'first', [application], [personId]);
		const actor = await actorFor(ctx, personId, 'session');
		await saveScore(ctx, actor, {
			application,
			entries: [
				['points.novelty', '5'],
				['points.clarity', '5'],
				['comment.to-panel', 'I know them.'],
			],
			revision: 0,
			submit: true,
		});
		const data = (await reviewPersonData.export(ctx, personId)) as { scores: { comments: object }[] };
		expect(data.scores).toMatchObject([{ points: { novelty: 5 }, comments: { 'to-panel': 'I know them.' } }]);
		await transaction(ctx, (tx) => reviewPersonData.erase(tx, personId));
		expect((await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.n).toBe(1);
		const { rows } = await ctx.byHand(
			`select s.comments, a.person_id from review_score s join review_assignment a on a.id = s.assignment_id where a.application_id = $1`,
			[application],
		);
		expect(rows[0]).toMatchObject({ comments: {}, person_id: expect.stringMatching(/^erased-/) });
	});
});

describe('a recusal', () => {
	it('takes the entry off the list, its score out of the aggregate, and is kept', async () => {
		const call = callOfPolicy('own');
		const application = await apply(call);
		await assignAll(call, 'first', [application]);
		await score(0, application, { novelty: 10, clarity: 5 });
		await score(1, application, { novelty: 0, clarity: 0 });
		const rawMean = async () =>
			(await board(call, 'first')).rows.find(({ id }) => id === application)?.aggregate?.rawMean;
		expect(await rawMean()).toBeCloseTo((100 + 25) / 2);
		const actor = await now(jurors[0] as never);
		expect(await refusalOf(recuse(ctx, actor, { application, reason: 'x', text: '' }))).toMatchObject({
			problems: [{ path: 'reason', code: 'choose-reason' }],
		});
		expect(await refusalOf(recuse(ctx, actor, { application, reason: 'other', text: '' }))).toMatchObject({
			problems: [{ path: 'text', code: 'say-why' }],
		});
		const { assignment } = await reviewPage(ctx, await now(actor as never), { application });
		await recuse(ctx, actor, { assignment, reason: 'co-author', text: 'We wrote a paper in 2019.' });
		expect(await rawMean()).toBeCloseTo(25);
		const tasks = (await myReviews(ctx, await now(actor as never))).flatMap((work) =>
			work.tasks.map((task) => task.assignment),
		);
		expect(tasks).not.toContain(assignment);
		expect(await refusalOf(reviewPage(ctx, await now(actor as never), { application }))).toMatchObject({
			kind: 'not-found',
		});
		expect((await assignAll(call, 'first', [application], [ids[0] as string])).left).toEqual([
			{ application, person: ids[0], why: 'recused' },
		]);
		const events = await historyOf(ctx, { type: 'application', id: application });
		expect(events.find(({ action }) => action === 'recuse')?.data).toMatchObject({
			source: 'self',
			reason: 'co-author',
		});
		expect(events.filter(({ action }) => action === 'score')).toHaveLength(2);
		// A chair says it of somebody else.
		expect(
			await refusalOf(
				recuseByChair(ctx, await now(actor as never), {
					application,
					person: ids[1] as string,
					reason: 'employer',
					text: '',
				}),
			),
		).toMatchObject({ kind: 'not-found' });
		await recuseByChair(ctx, chair, { application, person: ids[1] as string, reason: 'employer', text: '' });
		expect(await rawMean()).toBeNull();
		const read = await scoresOfApplication(ctx, chair, { application, locale: 'en' });
		expect(read?.recusals.map(({ source, reason }) => [source, reason])).toEqual([
			['self', 'co-author'],
			['chair', 'employer'],
		]);
	});
});

describe('who sees what', () => {
	it('another’s application is not there for a reviewer, by any way, and the try is in the ledger once', async () => {
		const call = callOfPolicy('own');
		const mine = await apply(call);
		const others = await apply(call, { title: 'Only for the others' });
		await assignAll(call, 'first', [mine], [ids[0] as string]);
		await assignAll(call, 'first', [others], [ids[1] as string]);
		const actor = await now(jurors[0] as never);
		const tries = [
			() => reviewPage(ctx, actor, { application: others }),
			() => saveScore(ctx, actor, { application: others, entries: [], revision: 0, submit: true }),
			() => recuse(ctx, actor, { application: others, reason: 'family', text: '' }),
			() => fileForReviewer(ctx, actor, { application: others, file: 'x' }),
			() => reviewPage(ctx, actor, { application: 'nothing' }),
		];
		for (const attempt of tries) expect(await refusalOf(attempt())).toMatchObject({ kind: 'not-found' });
		expect(JSON.stringify(await myReviews(ctx, actor))).not.toContain('Only for the others');
		const denied = (await historyOf(ctx, { type: 'application', id: others })).filter(
			({ action }) => action === 'denied',
		);
		expect(denied).toMatchObject([{ actor: `person:${ids[0]}` }]);
		expect(
			await refusalOf(stageBoard(ctx, actor, { desk: edition, call: 'call-own', stage: 'first', locale: 'en' })),
		).toMatchObject({
			kind: 'not-found',
		});
		expect(await scoresOfApplication(ctx, actor, { application: others, locale: 'en' })).toBeUndefined();
		for (const stranger of [author, person('stranger'), organiser]) {
			expect(await refusalOf(reviewPage(ctx, stranger, { application: mine }))).toMatchObject({ kind: 'not-found' });
		}
		expect(await refusalOf(reviewPage(ctx, visitor, { application: mine }))).toMatchObject({ kind: 'signed-out' });
		expect((await historyOf(ctx, { type: 'application', id: mine })).some(({ action }) => action === 'denied')).toBe(
			false,
		);
		await unassign(ctx, secretary, { call, stage: 'first', applications: [mine], people: [ids[0] as string] });
		expect(await refusalOf(reviewPage(ctx, await now(actor as never), { application: mine }))).toMatchObject({
			kind: 'not-found',
		});
		// Who assigns need not see what was scored.
		const plan = await board(call, 'first', secretary);
		expect(plan.may).toEqual({ assign: true, read: false });
		expect(plan.rows.every(({ aggregate }) => aggregate === null)).toBe(true);
		expect(
			await refusalOf(exportStage(ctx, secretary, { desk: edition, call: 'call-own', stage: 'first', locale: 'en' })),
		).toMatchObject({ kind: 'forbidden' });
	});

	it('a file is there for a reviewer only when its field is for reviewers', async () => {
		for (const visible of [true, false]) {
			const field = { id: 'supporting', visibleTo: visible ? ('reviewers' as const) : ('organisers' as const) };
			const { stages, form: read } = callOf('own');
			const call = await makeCall(ctx, {
				slug: `files-${visible}`,
				stages,
				form: { ...read, fields: read.fields.map((one) => (one.id === field.id ? { ...one, ...field } : one)) },
			});
			calls[`files-${visible}`] = call;
			const object = { type: 'stage', id: stageObjectId(call, 'first') } as const;
			await grantRelation(ctx, system('test'), ids[0] as string, 'reviewer', object, edition);
			ctx.setNow(start);
			const draft = await makeDraft(ctx, call, author);
			const file = { name: 'figures.pdf', bytes: 1000, digest: 'a'.repeat(64), mediaType: 'application/pdf' };
			const { answer } = await attachFile(ctx, author, { draft, field: 'supporting', file });
			const { application } = await submit(ctx, author, { draft });
			ctx.setNow(afterClose);
			await assignAll(call, 'first', [application], [ids[0] as string]);
			const actor = await now(jurors[0] as never);
			const asked = fileForReviewer(ctx, actor, { application, file: answer.file });
			if (visible) expect(await asked).toMatch(/^\w{20,}$/);
			else expect(await refusalOf(asked)).toMatchObject({ kind: 'not-found' });
			expect(JSON.stringify(await reviewPage(ctx, actor, { application })).includes('figures.pdf')).toBe(visible);
		}
	});

	const table: [ScoreVisibility, { before: boolean; after: boolean }][] = [
		['own', { before: false, after: false }],
		['after-own', { before: false, after: true }],
		['panel', { before: true, after: true }],
		['when-all-in', { before: false, after: false }],
	];
	it('covers every policy', () => expect(table.map(([policy]) => policy)).toEqual([...scoreVisibilities]));
	for (const [policy, sees] of table) {
		it(`scores of others, where the policy is '${policy}'`, async () => {
			const call = callOfPolicy(policy);
			const application = await apply(call);
			await assignAll(call, 'first', [application]);
			await score(1, application, { novelty: 7, clarity: 3 }, { text: 'A secret remark.' });
			const seen = async () => {
				const page = await reviewPage(ctx, await now(jurors[0] as never), { application });
				// Never who it was.
				expect(JSON.stringify(page)).not.toMatch(new RegExp(`Secretname|${ids[1]}`));
				const shown = page.others !== null;
				expect(JSON.stringify(page).includes('A secret remark.')).toBe(shown);
				return shown;
			};
			expect(await seen()).toBe(sees.before);
			await score(0, application, { novelty: 1 }, { submit: false });
			expect(await seen()).toBe(sees.before);
			await score(0, application, { novelty: 1, clarity: 1 });
			expect(await seen()).toBe(sees.after);
			const own = await applicationForAuthor(ctx, author, { application, locale: 'en' });
			expect(JSON.stringify(own)).not.toMatch(/A secret remark|novelty/);
		});
	}
});

// The last one: who once stands in an application together with its authors judges none of theirs any more.
describe('a recusal of one’s own', () => {
	it('is not needed where somebody has a part in it: he is never asked', async () => {
		const call = callOfPolicy('own');
		const own = await (async () => {
			ctx.setNow(start);
			const { application } = await makeApplication(ctx, call, jurors[0] as Actor);
			ctx.setNow(afterClose);
			return application;
		})();
		const named = await apply(call, {
			authors: [
				{
					given: 'A',
					family: 'B',
					affiliation: 'C',
					country: '',
					email: 'Juror1@panel.example',
					orcid: '',
					presenter: true,
				},
			],
		});
		const { assigned, left } = await assignAll(call, 'first', [own, named]);
		expect(assigned).toBe(4);
		expect(left).toEqual([
			{ application: own, person: ids[0], why: 'own' },
			{ application: named, person: ids[1], why: 'own' },
		]);
	});
});
