import { beforeAll, describe, expect, it } from 'vitest';
import { actorFor } from '#core/access/index.ts';
import { applicationForAuthor } from '#modules/calls/server/index.ts';
import { edition, notingJobs, organiser, person, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { somebody, tell } from '#modules/calls/server/testing-people.ts';
import { blindnesses, namesShown, scoreVisibilities } from '#modules/calls/stage-review.ts';
import { testContext } from '../../setup/context.ts';
import {
	exportStage,
	fileForReviewer,
	reviewJobHandlers,
	reviewPage,
	reviewsForApplicant,
	saveScore,
	sayNotCompetent,
	scoresOfApplication,
	stageBoard,
} from '#modules/review/server/index.ts';
import { instantsOf, makePanel, type Panel, type Person, review } from './panel.ts';

/*
 * Who sees what of a review, asked of the server: every score visibility × naming of reviewers × phase × before and after
 * one's own review, for the panel, chairs, applicant and strangers. Every text below could leak: each is a word of its own.
 */

const ctx = await testContext({ jobs: { ...notingJobs().handlers, ...reviewJobHandlers }, at: instantsOf.bidding });
const both = (en: string) => ({ en, zh: `${en}（中文）` });
const chair = person('chair', { relation: 'chair', on: 'edition', id: edition });
const phases = Object.keys(instantsOf) as (keyof typeof instantsOf)[];
const questions = (['organisers', 'reviewers', 'public'] as const).map((visibleTo) => ({
	id: `for-${visibleTo}`,
	kind: 'short-text',
	label: both(`For ${visibleTo}`),
	visibleTo,
}));
/** What the peer writes: who may read which word follows from the policy. */
const written = {
	'points.novelty': '7',
	confidence: '4',
	'comment.to-panel': 'Wordpanel',
	'comment.to-applicant': 'Wordapplicant',
	'for-organisers': 'Wordorganisers',
	'for-reviewers': 'Wordreviewers',
	'for-public': 'Wordpublic',
};
const words = ['Wordpanel', 'Wordapplicant', 'Wordorganisers', 'Wordreviewers', 'Wordpublic'] as const;
const found = (value: unknown) => {
	const text = JSON.stringify(value) ?? '';
	return words.filter((word) => text.includes(word));
};

/** Seen of the others before one's own review, after it, and once the stage has closed. */
const seen: Record<(typeof scoreVisibilities)[number], { before: boolean; after: boolean; closed: boolean }> = {
	own: { before: false, after: false, closed: false },
	'after-own': { before: false, after: true, closed: false },
	panel: { before: true, after: true, closed: true },
	'when-all-in': { before: false, after: false, closed: true },
};
const named: Record<(typeof namesShown)[number], { before: boolean; after: boolean }> = {
	never: { before: false, after: false },
	'after-own': { before: false, after: true },
	always: { before: true, after: true },
};

it('has a row for every value', () => {
	expect(Object.keys(seen)).toEqual([...scoreVisibilities]);
	expect(Object.keys(named)).toEqual([...namesShown]);
});

const asked = { fields: questions, comments: ['to-panel', 'to-applicant'], confidence: true };

for (const scoreVisibility of scoreVisibilities) {
	for (const reviewerNames of namesShown) {
		describe(`scores '${scoreVisibility}', names '${reviewerNames}'`, () => {
			let panel: Panel;
			let reader: Person;
			let peer: Person;
			/** One that the reader has not scored, and one that he has; the peer has scored both. */
			let places: [application: string, own: 'before' | 'after'][];
			const slug = `s-${scoreVisibility}-${reviewerNames}`;
			beforeAll(async () => {
				panel = await makePanel(ctx, slug, { ...asked, scoreVisibility, reviewerNames }, { applications: 2 });
				[reader, peer] = panel.members as [Person, Person];
				const [unscored, scored] = panel.applications as [string, string];
				for (const application of panel.applications) await review(ctx, peer, application, written);
				await review(ctx, reader, scored, { 'points.novelty': '3', confidence: '2' });
				places = [
					[unscored, 'before'],
					[scored, 'after'],
				];
			});

			it('the panel sees of each other what the policy says, in every phase', async () => {
				for (const phase of phases) {
					ctx.setNow(instantsOf[phase]);
					for (const [application, own] of places) {
						const page = await reviewPage(ctx, reader, { application });
						const shows =
							phase === 'over'
								? seen[scoreVisibility].closed || seen[scoreVisibility][own]
								: seen[scoreVisibility][own];
						const place = [phase, own];
						expect([...place, found(page)]).toEqual([
							...place,
							shows ? ['Wordpanel', 'Wordreviewers', 'Wordpublic'] : [],
						]);
						expect([...place, page.others?.map(({ total, confidence }) => [total, confidence])]).toEqual([
							...place,
							shows ? [[70, 4]] : undefined,
						]);
						const text = JSON.stringify(page);
						const names = shows && named[reviewerNames][own];
						expect([...place, text.includes('Membergiven1')]).toEqual([...place, names]);
						// By no id either, of the peer, of his assignment or of the application itself.
						expect(text).not.toContain(peer.personId);
						expect(text).not.toContain(application);
						const theirs = await reviewPage(ctx, peer, { application });
						expect(text).not.toContain(theirs.assignment);
					}
				}
			});

			it('chairs see all with names, but of secret scores nothing until all are in or it has closed; the export too', async () => {
				for (const phase of phases) {
					ctx.setNow(instantsOf[phase]);
					const secret = scoreVisibility === 'when-all-in' && phase !== 'over';
					const [application] = panel.applications as [string];
					const read = await scoresOfApplication(ctx, chair, { application, locale: 'en' });
					expect([phase, found(read)]).toEqual([phase, secret ? [] : [...words]]);
					expect(read?.stages[0]?.secret).toBe(secret);
					expect(JSON.stringify(read)).toContain('Membergiven1');
					const stage = { desk: edition, call: slug, stage: 'round', locale: 'en' } as const;
					const board = await stageBoard(ctx, chair, stage);
					expect(board.rows.every(({ aggregate }) => (aggregate === null) === secret)).toBe(true);
					// Who has answered is no secret.
					expect(board.rows.flatMap(({ assigned }) => assigned.filter(({ done }) => done))).toHaveLength(3);
					if (secret) {
						expect(await refusalOf(exportStage(ctx, chair, stage))).toMatchObject({ code: 'scores-secret' });
					} else expect(await exportStage(ctx, chair, stage)).toContain('70');
				}
			});

			it('the applicant reads nothing but to answer it, nobody else anything', async () => {
				const stranger = await somebody(ctx, `stranger@${slug}.example`);
				for (const phase of phases) {
					ctx.setNow(instantsOf[phase]);
					for (const application of panel.applications) {
						const own = await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' });
						// Somebody of the panel has not scored yet: what is secret until all are in is so for applicants too.
						const reads = phase === 'rebuttal' && scoreVisibility !== 'when-all-in';
						expect([phase, found(own)]).toEqual([phase, reads ? ['Wordapplicant', 'Wordpublic'] : []]);
						expect(JSON.stringify(own)).not.toMatch(/Membergiven|"novelty"/);
						expect(found(await applicationForAuthor(ctx, panel.author, { application, locale: 'en' }))).toEqual([]);
						if (phase !== 'discussion') continue;
						for (const actor of [stranger, panel.author, organiser]) {
							expect(await refusalOf(reviewPage(ctx, actor, { application }))).toMatchObject({ kind: 'not-found' });
							const { assignment } = await reviewPage(ctx, peer, { application });
							expect(await refusalOf(reviewPage(ctx, actor, { assignment }))).toMatchObject({ kind: 'not-found' });
							expect(await refusalOf(fileForReviewer(ctx, actor, { assignment, file: 'x' }))).toMatchObject({
								kind: 'not-found',
							});
						}
						expect(await reviewsForApplicant(ctx, stranger, { application, locale: 'en' })).toEqual([]);
						expect(await reviewsForApplicant(ctx, reader, { application, locale: 'en' })).toEqual([]);
						expect(await scoresOfApplication(ctx, panel.author, { application, locale: 'en' })).toBeUndefined();
						expect(await scoresOfApplication(ctx, secretary, { application, locale: 'en' })).toBeUndefined();
					}
					// The assignment of another member is nobody's but his.
					const { assignment } = await reviewPage(ctx, peer, { application: panel.applications[0] as string });
					expect(await refusalOf(reviewPage(ctx, reader, { assignment }))).toMatchObject({ kind: 'not-found' });
					expect(
						await refusalOf(saveScore(ctx, reader, { assignment, entries: [], revision: 0, submit: false })),
					).toMatchObject({ kind: 'not-found' });
				}
			});
		});
	}
}

it('secret scores open to all of the panel and to chairs when the last has answered, though it be by not being competent', async () => {
	const policy = { ...asked, scoreVisibility: 'when-all-in', notCompetent: true };
	const panel = await makePanel(ctx, 'all-in', policy);
	const [reader, peer] = panel.members as [Person, Person];
	const [application] = panel.applications as [string];
	await review(ctx, peer, application, written);
	expect((await reviewPage(ctx, peer, { application })).others).toBeNull();
	await sayNotCompetent(ctx, reader, { application, text: 'Wordreason' });
	expect(found(await reviewPage(ctx, reader, { application }))).toContain('Wordpanel');
	const theirs = await reviewPage(ctx, peer, { application });
	expect(theirs.others).toMatchObject([{ notCompetent: true, total: null, comment: '' }]);
	expect(JSON.stringify(theirs)).not.toContain('Wordreason');
	expect(found(await scoresOfApplication(ctx, chair, { application, locale: 'en' }))).toEqual([...words]);
});

it("who is not competent has not scored: 'after-own' shows him nothing", async () => {
	const panel = await makePanel(ctx, 'nc', { ...asked, scoreVisibility: 'after-own', notCompetent: true });
	const [reader, peer] = panel.members as [Person, Person];
	const [application] = panel.applications as [string];
	await review(ctx, peer, application, written);
	await sayNotCompetent(ctx, reader, { application, text: '' });
	expect((await reviewPage(ctx, reader, { application })).others).toBeNull();
});

/** With the decision: names only where the stage is open about its reviewers. Before it: nothing of anybody. */
describe('blindness', () => {
	const told: Record<(typeof blindnesses)[number], { reviewer: boolean; applicant: boolean }> = {
		double: { reviewer: false, applicant: false },
		single: { reviewer: true, applicant: false },
		open: { reviewer: true, applicant: true },
	};
	it('has a row for every value', () => expect(Object.keys(told)).toEqual([...blindnesses]));
	const fields = [{ id: 'home', kind: 'country', label: both('Home'), visibleTo: 'reviewers' }] as never;
	for (const blind of blindnesses) {
		it(`'${blind}': who learns of whom`, async () => {
			const options = { fields, answers: { home: 'IS' } };
			const panel = await makePanel(ctx, `b-${blind}`, { ...asked, blind, scoreVisibility: 'panel' }, options);
			const [reader, peer] = panel.members as [Person, Person];
			const [application] = panel.applications as [string];
			await review(ctx, peer, application, written);
			const page = await reviewPage(ctx, reader, { application });
			expect(JSON.stringify(page.answers).includes('IS')).toBe(told[blind].reviewer);
			expect(JSON.stringify(page)).not.toMatch(/Authorgiven|Authorfamily/);
			const before = JSON.stringify(await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' }));
			expect(before).toBe('[]');
			ctx.setNow(instantsOf.rebuttal);
			const rebuttal = await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' });
			expect(JSON.stringify(rebuttal)).not.toContain('Membergiven');
			ctx.setNow(instantsOf.over);
			await tell(ctx, application, 'no');
			const [after] = await reviewsForApplicant(ctx, panel.author, { application, locale: 'en' });
			expect(after?.reviews).toHaveLength(1);
			expect(found(after)).toEqual(['Wordapplicant', 'Wordpublic']);
			expect(JSON.stringify(after).includes('Membergiven1')).toBe(told[blind].applicant);
			expect(after?.reviews[0]).toMatchObject({ total: null, points: null, letter: expect.stringMatching(/^[A-Z]$/) });
			expect(await reviewsForApplicant(ctx, await now(reader), { application, locale: 'en' })).toEqual([]);
		});
	}
});

const now = (actor: Person) => actorFor(ctx, actor.personId, 'session');
