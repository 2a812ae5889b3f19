import { type Actor, actorFor, grantRelation, system } from '#core/access/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import { callSchema } from '#modules/calls/call.ts';
import { edition, makeApplication, makeCall, notingJobs, person, secretary } from '#modules/calls/server/testing.ts';
import { type ScoreVisibility, scoreVisibilities } from '#modules/calls/stage.ts';
import { sampleCall, sampleFormInput } from '#modules/calls/testing.ts';
import { findOrCreatePersonByAddress } from '#modules/people/server/index.ts';
import { assign, reviewJobHandlers, reviewPage, saveScore, stageBoard, stageObjectId } from './index.ts';

/** For tests: a call for each policy of who sees scores, with two rounds, three jurors in all of them, and ways to apply and to score. */
export async function reviewsGround() {
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
	return {
		start,
		afterClose,
		ctx,
		callOf,
		calls,
		jurors,
		author,
		chair,
		now,
		ids,
		callOfPolicy,
		apply,
		score,
		board,
		assignAll,
	};
}
