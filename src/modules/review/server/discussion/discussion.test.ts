import { beforeAll, describe, expect, test } from 'vitest';
import { minute } from '#core/clock/index.ts';
import { edition, notingJobs, organiser, person, refusalOf, secretary } from '#modules/calls/server/testing.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { expectSameCost } from '../../../../../tests/setup/queries.ts';
import {
	discussionJobHandlers,
	discussionPage,
	type DiscussionView,
	editPost,
	markSeen,
	postInDiscussion,
	recuse,
	reviewJobHandlers,
	takeBackPost,
	unreadPosts,
} from '../index.ts';
import {
	afterClose,
	apply,
	ask,
	assignmentOf,
	authorTokens,
	makePanel,
	makePerson,
	makeReview,
	type Person,
	present,
	reviewerTokens,
	score,
} from './testing.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers, ...discussionJobHandlers },
	at: afterClose,
});
let call = '';
let application = '';
let panel: Person[] = [];
let chair: Person;
const text = (parts: DiscussionView['posts'][number]['parts']) =>
	parts.map((part) => ('text' in part ? part.text : `@${part.who.letter || part.who.name}`)).join('');

const memberOf = async (who: number, of = application) => ({
	actor: await present(ctx, panel[who] as Person),
	place: { as: 'member', assignment: await assignmentOf(ctx, of, panel[who] as Person) } as const,
});
const say = async (who: number, words: string, of = application) => {
	const { actor, place } = await memberOf(who, of);
	return postInDiscussion(ctx, actor, { ...place, text: words });
};
const read = async (who: number, of = application) => {
	const { actor, place } = await memberOf(who, of);
	return discussionPage(ctx, actor, { ...place, locale: 'en' });
};
const byChair = (of = application) => ({ as: 'chair', application: of, stage: 'first' }) as const;
const readByChair = (of = application) => discussionPage(ctx, chair, { ...byChair(of), locale: 'en' });
/** The letter by which somebody goes at this application. */
const letterOf = async (who: number, of = application) =>
	(await readByChair(of)).mentionable.find(({ who: { name } }) => name?.includes(`Qwkgiven${who}`))?.handle ?? '';
const mails = async () =>
	(await ctx.byHand(`select * from mail where idempotency_key like 'review-mention:%' order by to_address`)).rows;

beforeAll(async () => {
	call = await makeReview(ctx, 'discussed');
	panel = await makePanel(ctx, call, ['0', '1', '2', '3']);
	chair = await makePerson(ctx, 'chair', { relation: 'chair', on: 'edition', id: edition });
	application = await apply(ctx, call);
	await ask(ctx, call, [application], panel.slice(0, 3));
	await score(ctx, panel[0] as Person, application, { toPanel: 'Sound.' });
	await score(ctx, panel[1] as Person, application);
	await ctx.runJobs();
});

describe('a discussion', () => {
	test('is joined by who has scored; who has not reads nothing of it and says nothing', async () => {
		await say(0, 'I find the third figure doubtful.');
		expect((await read(1)).posts.map((post) => text(post.parts))).toEqual(['I find the third figure doubtful.']);
		const waiting = await read(2);
		expect(waiting).toMatchObject({ locked: true, posts: [], mayPost: false, mentionable: [] });
		expect(await refusalOf(say(2, 'Let me in'))).toMatchObject({ kind: 'forbidden', code: 'score-first' });
	});

	test('is not there for who was not asked, for applicants, outsiders, other chairs and the secretary', async () => {
		const assignment = await assignmentOf(ctx, application, panel[0] as Person);
		const none = { kind: 'not-found' };
		for (const actor of [await present(ctx, panel[3] as Person), person('author'), person('outsider')]) {
			const asMember = { as: 'member', assignment, locale: 'en' } as const;
			expect(await refusalOf(discussionPage(ctx, actor, asMember))).toMatchObject(none);
			const text = { as: 'member', assignment, text: 'x' } as const;
			expect(await refusalOf(postInDiscussion(ctx, actor, text))).toMatchObject(none);
		}
		const elsewhere = person('elsewhere', { relation: 'chair', on: 'track', id: `${edition}:T1` });
		for (const actor of [elsewhere, person('outsider')]) {
			expect(await refusalOf(discussionPage(ctx, actor, { ...byChair(), locale: 'en' }))).toMatchObject(none);
		}
		expect(await refusalOf(discussionPage(ctx, secretary, { ...byChair(), locale: 'en' }))).toMatchObject({
			kind: 'forbidden',
		});
		// The applicant who is a chair too.
		const both = person('author', { relation: 'chair', on: 'edition', id: edition });
		expect(await refusalOf(discussionPage(ctx, both, { ...byChair(), locale: 'en' }))).toMatchObject(none);
	});

	test('is read, but not written, through somebody’s eyes', async () => {
		const eyes = { ...chair, seenBy: { personId: 'organiser', relations: (organiser as Person).relations } };
		expect((await discussionPage(ctx, eyes, { ...byChair(), locale: 'en' })).mayPost).toBe(false);
		expect(await refusalOf(postInDiscussion(ctx, eyes, { ...byChair(), text: 'x' }))).toMatchObject({
			kind: 'forbidden',
		});
	});

	test('names nobody of the panel to its members, and everybody to its chairs', async () => {
		const seen = JSON.stringify(await read(1));
		for (const token of [...authorTokens, 'Qwkgiven0', 'Qwkfamily0', 'qwkmail', (panel[0] as Person).personId]) {
			expect(seen).not.toContain(token);
		}
		expect(seen).not.toContain(application);
		const [post] = (await readByChair()).posts;
		expect(post?.author.name).toBe('Qwkgiven0 Qwkfamily0');
		// All of the panel read the same letter, and it is not that of another application.
		expect((await read(1)).posts[0]?.author).toEqual({
			letter: post?.author.letter,
			name: null,
			you: false,
			chair: false,
		});
	});

	test('tells who is mentioned by a mail that says the number only, in no header and no body more', async () => {
		await postInDiscussion(ctx, chair, { ...byChair(), text: `@${await letterOf(0)} please look at the Secretword.` });
		await say(0, '@Qwkgivenchair Qwkfamilychair I did: Secretword.');
		await ctx.runJobs();
		const sent = await mails();
		expect(sent).toHaveLength(2);
		const [toMember, toChair] = sent;
		expect(toMember.to_address).toBe('qwkmail-0@panel.example');
		expect(toMember.text).toContain(`/review/${await assignmentOf(ctx, application, panel[0] as Person)}/discussion`);
		expect(toChair.to_address).toBe('qwkmail-chair@panel.example');
		for (const { to_address: to, to_name: name, ...raw } of sent) {
			const source = JSON.stringify(raw);
			for (const token of [...authorTokens, ...reviewerTokens, 'Secretword', 'Bone loss']) {
				expect(source.replaceAll(to, '').replaceAll(name, '')).not.toContain(token);
			}
			expect(raw.subject).toMatch(/^\S+: you were mentioned in the discussion$/);
			expect(raw.reply_to.address).toBe(raw.from.address);
		}
		// He reads that it is he who is meant.
		expect((await read(0)).posts.at(-2)?.forYou).toBe(true);
		expect((await read(1)).posts.at(-2)?.forYou).toBe(false);
	});

	test('a member can’t mention by a name that he may not know', async () => {
		const before = (await mails()).length;
		await say(1, '@Qwkgiven0 Qwkfamily0 is it you?');
		await ctx.runJobs();
		expect(await mails()).toHaveLength(before);
	});

	test('who scores it and is its chair too is not told by his posts and mentions', async () => {
		const at = panel[1] as Person;
		const both = { ...(await present(ctx, at)), relations: [...chair.relations, ...at.relations] };
		await ctx.byHand(
			`insert into relation (id, person_id, relation, object_type, object_id, since) values ('both', $1, 'chair', 'edition', $2, now())`,
			[at.personId, edition],
		);
		await postInDiscussion(ctx, both, { ...byChair(), text: 'As the chair I say' });
		const seen = await read(0);
		const said = seen.posts.find((post) => text(post.parts) === 'As the chair I say');
		expect(said?.author).toMatchObject({ letter: null, name: 'Qwkgiven1 Qwkfamily1', chair: true });
		const asMember = seen.posts.find((post) => text(post.parts).includes('is it you'));
		expect(asMember?.author.name).toBeNull();
		await ctx.byHand(`delete from relation where id = 'both'`);
	});

	test('keeps each version of what was changed, for some minutes; who is new in it gets a mail', async () => {
		const id = await say(0, 'Weak.');
		const { actor, place } = await memberOf(0);
		const before = (await mails()).length;
		await editPost(ctx, actor, { ...place, post: id, text: `Weak, @${await letterOf(1)}.` });
		await ctx.runJobs();
		expect(await mails()).toHaveLength(before + 1);
		const post = (await read(1)).posts.find((one) => one.id === id);
		expect(post?.earlier.map((one) => text(one.parts))).toEqual(['Weak.']);
		expect(text(post?.parts ?? [])).toBe(`Weak, @${await letterOf(1)}.`);
		expect((await read(0)).posts.find((one) => one.id === id)?.editable).toBe(`Weak, @${await letterOf(1)}.`);
		const other = await memberOf(1);
		expect(await refusalOf(editPost(ctx, other.actor, { ...other.place, post: id, text: 'Strong.' }))).toMatchObject({
			kind: 'not-found',
		});
		ctx.setNow(afterClose + 16 * minute);
		expect(await refusalOf(editPost(ctx, actor, { ...place, post: id, text: 'Late.' }))).toMatchObject({
			code: 'post-too-old',
		});
		expect(await refusalOf(takeBackPost(ctx, actor, { ...place, post: id }))).toMatchObject({ code: 'post-too-old' });
		ctx.setNow(afterClose);
		await expect(ctx.byHand(`update review_post_version set text = 'x' where post_id = $1`, [id])).rejects.toThrow(
			/immutable/,
		);
	});

	test('what was taken back leaves its place; chairs still read the words, members and mails do not', async () => {
		const id = await say(0, `Takenbackword @${await letterOf(1)}`);
		const { actor, place } = await memberOf(0);
		const before = (await mails()).length;
		await takeBackPost(ctx, actor, { ...place, post: id });
		await ctx.runJobs();
		expect(await mails()).toHaveLength(before);
		const seen = await read(1);
		expect(seen.posts.find((one) => one.id === id)).toMatchObject({
			takenBackAt: afterClose,
			parts: [],
			unread: false,
		});
		expect(JSON.stringify(seen)).not.toContain('Takenbackword');
		expect(JSON.stringify((await readByChair()).posts)).toContain('Takenbackword');
	});

	test('the same said twice in a row is said once; nothing is said with an empty text', async () => {
		const first = await say(1, 'Twice.');
		expect(await say(1, 'Twice.')).toBe(first);
		expect(await refusalOf(say(1, ' \n '))).toMatchObject({ problems: [{ path: 'text', code: 'post-empty' }] });
	});

	test('marks what is new until its reader says that he has read it; looking alone reads nothing', async () => {
		const of = await apply(ctx, call);
		await ask(ctx, call, [of], panel.slice(0, 2));
		for (const who of [0, 1]) await score(ctx, panel[who] as Person, of);
		await say(0, 'One', of);
		const last = await say(0, 'Two', of);
		expect((await read(1, of)).unread).toBe(2);
		expect((await read(1, of)).posts.map(({ unread }) => unread)).toEqual([true, true]);
		expect((await read(0, of)).unread).toBe(0);
		const { actor, place } = await memberOf(1, of);
		expect((await unreadPosts(ctx, actor, [of])).get(`${of}:first`)).toBe(2);
		await markSeen(ctx, actor, { ...place, upTo: last });
		expect((await read(1, of)).unread).toBe(0);
		expect(await unreadPosts(ctx, actor, [of])).toEqual(new Map());
		// Chairs have their own marks.
		expect((await readByChair(of)).unread).toBe(2);
	});

	test('whoever recuses himself finds it no more, and his posts stay as of somebody who left', async () => {
		const of = await apply(ctx, call);
		await ask(ctx, call, [of], panel.slice(0, 2));
		for (const who of [0, 1]) await score(ctx, panel[who] as Person, of);
		await say(0, 'I know them', of);
		const { actor, place } = await memberOf(0, of);
		await recuse(ctx, actor, { assignment: place.assignment, reason: 'family', text: '' } as never);
		const gone = refusalOf(discussionPage(ctx, await present(ctx, panel[0] as Person), { ...place, locale: 'en' }));
		expect(await gone).toMatchObject({ kind: 'not-found' });
		expect((await read(1, of)).posts[0]).toMatchObject({ left: true });
	});

	test('opens and closes with its window', async () => {
		const { place } = await memberOf(0);
		ctx.setNow(Date.parse('2021-11-06T00:00:00+08:00'));
		expect(await refusalOf(say(0, 'Late'))).toMatchObject({ kind: 'closed', code: 'discussion-over' });
		expect(await refusalOf(postInDiscussion(ctx, chair, { ...byChair(), text: 'Late' }))).toMatchObject({
			code: 'discussion-over',
		});
		// What was said can still be read.
		expect((await read(0)).posts.length).toBeGreaterThan(3);
		ctx.setNow(afterClose);
		const silent = await makeReview(ctx, 'silent', { discussion: undefined } as never);
		const of = await apply(ctx, silent);
		const [member] = await makePanel(ctx, silent, ['silent']);
		await ask(ctx, silent, [of], [member as Person]);
		await score(ctx, member as Person, of);
		const assignment = await assignmentOf(ctx, of, member as Person);
		const actor = await present(ctx, member as Person);
		expect(await refusalOf(postInDiscussion(ctx, actor, { as: 'member', assignment, text: 'x' }))).toMatchObject({
			kind: 'not-found',
		});
		expect(place.as).toBe('member');
	});

	test('costs the same number of statements, however much is said', async () => {
		const of = await apply(ctx, call);
		await ask(ctx, call, [of], panel.slice(0, 2));
		for (const who of [0, 1]) await score(ctx, panel[who] as Person, of);
		const actor = await present(ctx, panel[1] as Person);
		const place = { as: 'member', assignment: await assignmentOf(ctx, of, panel[1] as Person) } as const;
		await say(0, `Post @${await letterOf(1, of)}`, of);
		let said = 1;
		await expectSameCost(
			ctx,
			async (length) => {
				// As the first, by hand: saying something is not what is measured.
				for (; said < length; said += 1) {
					const to = [`copy-${said}`, of];
					await ctx.byHand(
						`insert into review_post (id, call_id, stage_id, application_id, person_id, role, at)
							select $1, call_id, stage_id, application_id, person_id, role, at from review_post where application_id = $2 limit 1`,
						to,
					);
					await ctx.byHand(
						`insert into review_post_version select $1, version, text, at from review_post_version
							where post_id = (select id from review_post where application_id = $2 order by position limit 1)`,
						to,
					);
				}
			},
			async () => (await discussionPage(ctx, actor, { ...place, locale: 'en' })).posts.length,
			25,
		);
	});
});
