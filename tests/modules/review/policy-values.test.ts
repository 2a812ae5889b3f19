import { expect, it } from 'vitest';
import { audiences } from '#modules/calls/form.ts';
import { edition, notingJobs, person, refusalOf } from '#modules/calls/server/testing.ts';
import { reviewParts } from '#modules/calls/stage-review.ts';
import { stageSchema } from '#modules/calls/stage.ts';
import { testContext } from '../../setup/context.ts';
import {
	askSubReviewer,
	discussionJobHandlers,
	postInDiscussion,
	reviewJobHandlers,
	reviewPage,
	reviewsForApplicant,
	saveBids,
	saveRebuttal,
	sayNotCompetent,
	scoresOfApplication,
	sumUp,
} from '#modules/review/server/index.ts';
import { instantsOf, makePanel, type Panel, type Person, review, stageWith } from './panel.ts';
import { valuesOf } from './schema-values.ts';

/*
 * Every value that a policy of a review can have, with what the server allows and refuses under it. A value that is added
 * to the schema and has no row here fails the last test.
 */

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: instantsOf.bidding,
});
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
const covered = new Set<string>();
let made = 0;

/** A test of one value: of the schema's part `key`. */
function row(key: string, value: string, policy: object, test: (panel: Panel) => Promise<void>): void {
	covered.add(`${key}=${value}`);
	it(`${key} = ${value}`, async () => {
		made += 1;
		await test(await makePanel(ctx, `p${made}`, policy));
	});
}
const first = (panel: Panel) => [panel.members[0] as Person, panel.applications[0] as string] as const;
const scored = (panel: Panel, entries: Record<string, string> = {}) => {
	const [reader, application] = first(panel);
	return review(ctx, reader, application, { 'points.novelty': '5', ...entries });
};
const stored = async () => (await ctx.byHand('select * from review_score order by position desc limit 1')).rows[0];

row('confidence', 'true', { confidence: true }, async (panel) => {
	expect(await refusalOf(scored(panel))).toMatchObject({
		problems: [{ path: 'confidence', code: 'confidence-missing' }],
	});
	for (const wrong of ['0', '6', '2.5', 'x']) {
		expect(await refusalOf(scored(panel, { confidence: wrong }))).toMatchObject({ problems: [{ path: 'confidence' }] });
	}
	await scored(panel, { confidence: '5' });
	expect((await stored())?.confidence).toBe(5);
});
row('confidence', 'false', {}, async (panel) => {
	await scored(panel, { confidence: '5' });
	expect((await stored())?.confidence).toBeNull();
});

row('notCompetent', 'true', { notCompetent: true }, async (panel) => {
	const [reader, application] = first(panel);
	await sayNotCompetent(ctx, reader, { application, text: '' });
	expect((await reviewPage(ctx, reader, { application })).own).toMatchObject({ notCompetent: true, total: null });
});
row('notCompetent', 'false', {}, async (panel) => {
	const [reader, application] = first(panel);
	expect(await refusalOf(sayNotCompetent(ctx, reader, { application, text: '' }))).toMatchObject({
		kind: 'forbidden',
		code: 'not-competent-not-offered',
	});
	expect((await reviewPage(ctx, reader, { application })).own).toBeNull();
});

for (const value of [true, false]) {
	row('subReviewers', String(value), { subReviewers: value }, async (panel) => {
		const [reader, application] = first(panel);
		const asked = askSubReviewer(ctx, reader, { application, name: 'Sub', email: 's@else.example', locale: 'en' });
		if (value) expect(await asked).toBeUndefined();
		else expect(await refusalOf(asked)).toMatchObject({ kind: 'forbidden', code: 'sub-reviewers-not-offered' });
		const { rows } = await ctx.byHand(
			`select 1 from review_sub_review s join review_assignment a on a.id = s.assignment_id where a.application_id = $1`,
			[application],
		);
		expect(rows).toHaveLength(value ? 1 : 0);
	});
	row('metaReview', String(value), { metaReview: value }, async (panel) => {
		const [, application] = first(panel);
		await scored(panel);
		const input = { application, as: 'chair', stage: 'round', summary: 'Sum', recommendation: 'yes' } as const;
		const done = sumUp(ctx, chair, { ...input, basedOn: '', final: true });
		if (value) expect(await done).toMatch(/^\w+$/);
		else expect(await refusalOf(done)).toMatchObject({ kind: 'not-found' });
	});
	row(
		'rebuttal.showPoints',
		String(value),
		{ rebuttal: { opens: '2021-11-10', closes: '2021-11-14', showPoints: value } },
		async (panel) => {
			const [, application] = first(panel);
			await scored(panel);
			ctx.setNow(instantsOf.rebuttal);
			const [stage] = await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' });
			expect(stage?.reviews[0]).toMatchObject(
				value ? { total: 50, points: [{ id: 'novelty', points: 5 }] } : { total: null, points: null },
			);
		},
	);
}

const comments = { 'to-panel': 'Wordpanel', 'to-applicant': 'Wordapplicant' };
for (const asked of [[], ['to-panel'], ['to-applicant']] as const) {
	row('comments', asked[0] ?? 'none', { comments: asked, scoreVisibility: 'panel' }, async (panel) => {
		const [, application] = first(panel);
		await scored(panel, { 'comment.to-panel': comments['to-panel'], 'comment.to-applicant': comments['to-applicant'] });
		// What is not asked is not kept, whatever is posted.
		expect(Object.keys((await stored())?.comments)).toEqual([...asked]);
		const peer = await reviewPage(ctx, panel.members[1] as Person, { application });
		expect(JSON.stringify(peer).includes('Wordpanel')).toBe(asked[0] === 'to-panel');
		expect(JSON.stringify(peer)).not.toContain('Wordapplicant');
		ctx.setNow(instantsOf.rebuttal);
		const own = JSON.stringify(await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' }));
		expect(own.includes('Wordapplicant')).toBe(asked[0] === 'to-applicant');
		expect(own).not.toContain('Wordpanel');
	});
}

/** Who reads the answer to a question of a review. A question for named accounts is refused by the schema. */
const readers: Record<(typeof audiences)[number], { panel: boolean; applicant: boolean } | null> = {
	organisers: { panel: false, applicant: false },
	reviewers: { panel: true, applicant: false },
	public: { panel: true, applicant: true },
	named: null,
};
for (const [visibleTo, reads] of Object.entries(readers)) {
	const field = { id: 'asked', kind: 'short-text', label: both('Asked'), visibleTo, viewers: ['a@b.example'] };
	covered.add(`fields.visibleTo=${visibleTo}`);
	if (!reads) {
		it(`fields.visibleTo = ${visibleTo}: refused`, () => {
			expect(stageSchema.safeParse(stageWith({ fields: [field] })).success).toBe(false);
		});
		continue;
	}
	const { viewers: _, ...plain } = field;
	row('fields.visibleTo', visibleTo, { fields: [plain], scoreVisibility: 'panel' }, async (panel) => {
		const [, application] = first(panel);
		await scored(panel, { asked: 'Wordanswer' });
		const has = (value: unknown) => JSON.stringify(value).includes('Wordanswer');
		expect(has(await reviewPage(ctx, panel.members[1] as Person, { application }))).toBe(reads.panel);
		expect(has(await scoresOfApplication(ctx, chair, { application, locale: 'en' }))).toBe(true);
		ctx.setNow(instantsOf.rebuttal);
		expect(has(await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' }))).toBe(reads.applicant);
	});
}

for (const [given, policy] of [
	['given', {}],
	['absent', { bidding: undefined, rebuttal: undefined, discussion: undefined }],
] as const) {
	const refused = given === 'absent';
	row('bidding', given, policy, async (panel) => {
		const [reader] = first(panel);
		const bid = () => saveBids(ctx, reader, { call: panel.call, stage: 'round', bids: new Map() });
		ctx.setNow(instantsOf.bidding);
		if (refused) expect(await refusalOf(bid())).toMatchObject({ kind: 'not-found' });
		else expect(await bid()).toBe(0);
		ctx.setNow(instantsOf.reviewing);
		expect(await refusalOf(bid())).toMatchObject({ kind: refused ? 'not-found' : 'closed' });
	});
	row('rebuttal', given, policy, async (panel) => {
		const [, application] = first(panel);
		await scored(panel);
		const answer = () =>
			saveRebuttal(ctx, panel.author, { application, stage: 'round', text: 'We disagree.', revision: 0, submit: true });
		for (const phase of ['reviewing', 'discussion', 'over'] as const) {
			ctx.setNow(instantsOf[phase]);
			expect(await refusalOf(answer())).not.toBe('not refused');
		}
		ctx.setNow(instantsOf.rebuttal);
		if (refused) expect(await refusalOf(answer())).toMatchObject({ kind: 'not-found' });
		else expect(await refusalOf(answer())).toBe('not refused');
	});
	row('discussion', given, { ...policy, scoreVisibility: 'panel' }, async (panel) => {
		const [reader, application] = first(panel);
		const { assignment } = await reviewPage(ctx, reader, { application });
		const say = () => postInDiscussion(ctx, reader, { assignment, as: 'member', text: 'I think so.' });
		ctx.setNow(instantsOf.discussion);
		// Not before one has scored it oneself.
		expect(await refusalOf(say())).not.toBe('not refused');
		await scored(panel);
		if (refused) expect(await refusalOf(say())).not.toBe('not refused');
		else expect(await say()).toMatch(/^\w+$/);
		for (const phase of ['reviewing', 'over'] as const) {
			ctx.setNow(instantsOf[phase]);
			expect(await refusalOf(say())).not.toBe('not refused');
		}
	});
}

/** Their rows stand in `policies.test.ts`, for every phase. */
const elsewhere = ['scoreVisibility', 'reviewerNames', 'blind'];
/** Figures, words and methods: they show nothing to anybody. */
const noPolicy = ['criteria', 'method', 'perApplication', 'load', 'reminders', 'budgets', 'carries'];

it('there is a row for every value of every policy', () => {
	const wanted = Object.entries(reviewParts).flatMap(([key, schema]) => {
		if (elsewhere.includes(key) || noPolicy.includes(key)) return [];
		if (key === 'fields') return audiences.map((audience) => `fields.visibleTo=${audience}`);
		return valuesOf(key, schema);
	});
	expect([...covered].sort()).toEqual(wanted.sort());
	expect(wanted.length).toBeGreaterThan(20);
});
