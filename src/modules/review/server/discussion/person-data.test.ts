import { beforeAll, expect, test } from 'vitest';
import { transaction } from '#core/context/index.ts';
import { edition, notingJobs } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import {
	aroundReviews,
	discussionJobHandlers,
	discussionPersonData,
	markReview,
	markSeen,
	postInDiscussion,
	reviewJobHandlers,
	saveRebuttal,
	sumUp,
} from '../index.ts';
import {
	afterClose,
	apply,
	ask,
	assignmentOf,
	makeAuthor,
	makePanel,
	makePerson,
	makeReview,
	type Person,
	present,
	score,
} from './testing.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: afterClose,
});
let application = '';
let panel: Person[] = [];
let chair: Person;
let author: Person;
const place = () => ({ as: 'chair', application, stage: 'first' }) as const;
const seen = () => aroundReviews(ctx, chair, { ...place(), locale: 'en' });

beforeAll(async () => {
	const call = await makeReview(ctx, 'of-persons');
	panel = await makePanel(ctx, call, ['0', '1']);
	chair = await makePerson(ctx, 'chair', { relation: 'chair', on: 'edition', id: edition });
	author = await makeAuthor(ctx);
	application = await apply(ctx, call, author);
	await ask(ctx, call, [application], panel);
	for (const who of panel) await score(ctx, who, application);
	const assignment = await assignmentOf(ctx, application, panel[0] as Person);
	const member = await present(ctx, panel[0] as Person);
	const post = await postInDiscussion(ctx, member, { as: 'member', assignment, text: 'Wordsofone' });
	await markSeen(ctx, chair, { ...place(), upTo: post });
	await sumUp(ctx, chair, { ...place(), summary: 'Sumofone', recommendation: 'yes', basedOn: '', final: true });
	const review = (await seen()).markable[0]?.review ?? '';
	await markReview(ctx, chair, { ...place(), review, mark: 'thin', note: 'Noteofone' });
	ctx.setNow(Date.parse('2021-10-26T09:00:00+08:00'));
	await saveRebuttal(ctx, author, { application, stage: 'first', text: 'Answerofone', revision: 0, submit: true });
	ctx.setNow(Date.parse('2021-10-29T09:00:00+08:00'));
});

test('everybody is given what he said, summed up, marked and answered', async () => {
	const [ofMember, ofChair, ofAuthor] = await Promise.all(
		[panel[0] as Person, chair, author].map(({ personId }) => discussionPersonData.export(ctx, personId)),
	);
	expect(JSON.stringify(ofMember)).toContain('Wordsofone');
	expect(JSON.stringify(ofChair)).toMatch(/Sumofone.*Noteofone/s);
	expect(JSON.stringify(ofAuthor)).toContain('Answerofone');
	expect(JSON.stringify([ofMember, ofAuthor])).not.toMatch(/Sumofone|Noteofone/);
});

test('merged, it is the account’s that stays, though both have read and marked the same', async () => {
	const other = await makePerson(ctx, 'second', { relation: 'chair', on: 'edition', id: edition });
	const { discussion, markable } = await seen();
	await markSeen(ctx, other, { ...place(), upTo: discussion.posts[0]?.id ?? '' });
	await ctx.byHand(
		`insert into review_mark (id, assignment_id, person_id, marked_as, mark, note, at)
			select 'twin', assignment_id, $1, marked_as, mark, note, at from review_mark`,
		[other.personId],
	);
	expect(markable.filter(({ marks }) => marks?.chair)).toHaveLength(1);
	await transaction(ctx, (tx) => discussionPersonData.merge(tx, chair.personId, other.personId));
	const { rows } = await ctx.byHand(`select person_id from meta_review union all select person_id from review_mark`);
	expect(rows.map(({ person_id: person }) => person)).toEqual([other.personId, other.personId]);
	await expect(ctx.byHand(`update meta_review set person_id = 'x'`)).rejects.toThrow(/immutable/);
	await transaction(ctx, (tx) => discussionPersonData.merge(tx, other.personId, chair.personId));
});

test('erased, the words go and that something was said stays', async () => {
	for (const { personId } of [panel[0] as Person, author, chair]) {
		await transaction(ctx, (tx) => discussionPersonData.erase(tx, personId));
	}
	const view = await seen();
	expect(view.discussion.posts).toMatchObject([{ parts: [], author: { name: '' }, left: true }]);
	expect(JSON.stringify(view)).not.toMatch(/Wordsofone|Sumofone|Noteofone|Answerofone/);
	for (const table of ['review_post', 'meta_review', 'review_mark', 'rebuttal_version', 'review_seen']) {
		const { rows } = await ctx.byHand(`select person_id from ${table}`);
		for (const { person_id: person } of rows) {
			expect([panel[0]?.personId, author.personId, chair.personId]).not.toContain(person);
		}
	}
});
