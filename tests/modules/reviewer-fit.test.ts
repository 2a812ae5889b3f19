import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#core/access/index.ts';
import { visitor } from '#core/access/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { edition, notingJobs, organiser } from '#modules/calls/server/testing.ts';
import { somebody } from '#modules/calls/server/testing-people.ts';
import { testContext } from '../setup/context.ts';
import { expectSameCost } from '../setup/queries.ts';
import { reviewJobHandlers } from '#modules/review/server/jobs.ts';
import { recuseByChair } from '#modules/review/server/recuse.ts';
import { reviewBid, reviewerRole } from '#modules/review/server/reviewer-tables.ts';
import { stageAt } from '#modules/review/server/stage-at.ts';
import { exclusions, type PairScores, pairScores, whyPair } from '#modules/review/server/reviewers/index.ts';
import { profilePage } from '#modules/review/server/reviewers/profile.ts';
import { saveProfile, type SaveProfileInput } from '#modules/review/server/reviewers/save-profile.ts';
import { makeReviewedCall, paper, reviewer } from '../setup/reviewed-call.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
type Person = Actor & { kind: 'person' };
const nothing: SaveProfileInput['posted'] = {
	tracks: [],
	keywords: '',
	languages: [],
	loadMin: '',
	loadMax: '',
	availableFrom: '',
	availableTo: '',
	away: [],
};
const say = async (who: Person, posted: Partial<SaveProfileInput['posted']>, add = '', remove: number[] = []) =>
	saveProfile(ctx, who, {
		scope: edition,
		revision: (await profilePage(ctx, who, edition)).revision,
		posted: { ...nothing, ...posted },
		remove,
		add,
	});
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => error as Refusal,
	);
const at = (scores: PairScores, who: Person, application: string) =>
	scores.people.findIndex(({ personId }) => personId === who.personId) * scores.applications.length +
	scores.applications.findIndex(({ id }) => id === application);

let call: string;
let flood: string;
let bone: string;
let chinese: string;
let [ann, bob, eve]: Person[] = [];

beforeAll(async () => {
	call = await makeReviewedCall(ctx, 'pairs', { closes: '2021-12-24', load: { min: 2, max: 6 } });
	flood = await paper(ctx, call, 'f@a.example', {
		title: 'Flood maps from radar scenes',
		abstract: 'Daily flood maps of river plains are made from radar scenes.',
		track: 'T1',
		keywords: ['radar', 'floods'],
		language: 'en',
		secret: 'Zanzibar',
	});
	bone = await paper(ctx, call, 'b@b.example', {
		title: 'Bone loss in bed rest',
		abstract: 'Bone density falls in head-down bed rest.',
		track: 'T2',
		keywords: ['bed rest'],
		language: 'en',
	});
	chinese = await paper(ctx, call, 'c@c.example', { title: '洪涝制图方法研究', track: 'T1', language: 'zh' });
	ann = await reviewer(ctx, call, 'ann@x.example');
	bob = await reviewer(ctx, call, 'bob@y.example');
	eve = await reviewer(ctx, call, 'eve@z.example');
});

describe('a profile', () => {
	it('is said by those who review there, and is nothing to others', async () => {
		expect((await refusal(profilePage(ctx, visitor, edition))).kind).toBe('signed-out');
		const outsider = await somebody(ctx, 'out@o.example');
		expect((await refusal(profilePage(ctx, outsider, edition))).kind).toBe('not-found');
		const seen = {
			...(ann as Person),
			seenBy: { personId: 'o', relations: organiser.kind === 'person' ? organiser.relations : [] },
		};
		expect((await refusal(profilePage(ctx, seen, edition))).kind).toBe('forbidden');
		const page = await profilePage(ctx, ann as Person, edition);
		expect(page).toMatchObject({ revision: 0, takenOver: false, languages: ['en', 'zh'] });
		expect(page.tracks.map(({ code }) => code)).toEqual(['T1', 'T2']);
	});

	it('takes what it can read of a list, says the rest, and keeps both of two who save at once', async () => {
		const list = '@article{a, title = {Radar scenes of river plains}, year = 2019}\n@book{b, year = 1999}\n';
		const saved = await say(ann as Person, { tracks: ['T1', 'T9'], languages: ['en'], loadMax: '4' }, list);
		expect(saved).toMatchObject({ revision: 1, added: 1, known: 0 });
		expect(saved.problems.map(({ line, code }) => [line, code])).toEqual([[2, 'no-title']]);
		const again = await say(
			ann as Person,
			{ tracks: ['T1'], languages: ['en'], loadMax: '4' },
			'radar SCENES of river plains.\nFlood maps by radar',
		);
		expect(again).toMatchObject({ revision: 2, added: 1, known: 1, problems: [] });
		const page = await profilePage(ctx, ann as Person, edition);
		expect(page.profile.tracks).toEqual(['T1']);
		expect(page.profile.publications.map(({ title }) => title)).toEqual([
			'Radar scenes of river plains',
			'Flood maps by radar',
		]);
		const late = saveProfile(ctx, ann as Person, { scope: edition, revision: 1, posted: nothing, remove: [], add: '' });
		expect((await refusal(late)).code).toBe('changed-meanwhile');
	});

	it('is refused with the field that is wrong, and nothing of it is kept', async () => {
		const wrong = {
			loadMin: '7',
			loadMax: '3',
			availableFrom: '2021-02-30',
			away: [{ from: '2021-11-05', to: '2021-11-01' }],
		};
		const { problems } = await refusal(say(bob as Person, wrong));
		expect(problems.map(({ path, code }) => [path, code])).toEqual([
			['loadMin', 'more-than-max'],
			['availableFrom', 'not-a-date'],
			['away.0.to', 'ends-before'],
		]);
		expect((await profilePage(ctx, bob as Person, edition)).revision).toBe(0);
	});
});

describe('pairs', () => {
	it('score by text and topics, leave out conflicts, tracks, languages and who is away, and say why', async () => {
		await say(
			bob as Person,
			{ keywords: 'Bed Rest, muscles', loadMin: '1' },
			'Bone density of crews\nBed rest studies',
		);
		await ctx.db
			.insert(reviewerRole)
			.values({ callId: call, personId: (eve as Person).personId, track: 'T2', role: 'emergency', at: 0 });
		await recuseByChair(ctx, organiser, {
			application: flood,
			person: (bob as Person).personId,
			reason: 'family',
			text: '',
		});
		const { call: found } = await stageAt(ctx, call, 'round');
		const scores = await pairScores(ctx, found, 'round');
		const score = (who: Person | undefined, application: string) =>
			scores.scores[at(scores, who as Person, application)] as number;
		const why = (who: Person | undefined, application: string) =>
			exclusions[scores.excluded[at(scores, who as Person, application)] as number];
		expect(score(ann, flood)).toBeGreaterThan(0.9);
		expect(score(ann, bone)).toBeLessThan(0.1);
		expect([score(ann, chinese), why(ann, chinese)]).toEqual([Number.NaN, 'language']);
		expect([score(bob, flood), why(bob, flood)]).toEqual([Number.NaN, 'conflict']);
		expect(score(bob, bone)).toBeGreaterThan(score(ann, bone));
		expect([score(eve, flood), why(eve, flood)]).toEqual([Number.NaN, 'track']);
		const person = (who: Person | undefined) => scores.people.find(({ personId }) => personId === who?.personId);
		expect(person(ann)).toMatchObject({ minLoad: 2, maxLoad: 4, emergency: false, unknown: false });
		expect(person(bob)).toMatchObject({ minLoad: 1, maxLoad: 6 });
		expect(person(eve)).toMatchObject({ role: 'emergency', emergency: true, unknown: true });
		const reasons = await whyPair(ctx, found, 'round', { application: flood, person: (ann as Person).personId });
		expect(reasons.best?.title).toBe('Flood maps by radar');
		expect(reasons.terms).toContain('flood maps');
		expect(reasons).toMatchObject({ track: true, bid: 0, excluded: null });
		expect(
			(await whyPair(ctx, found, 'round', { application: bone, person: (bob as Person).personId })).keywords,
		).toEqual(['bed rest']);
		expect((await refusal(whyPair(ctx, found, 'round', { application: bone, person: 'nobody' }))).kind).toBe(
			'not-found',
		);
	});

	it('are moved by bids within the cap, and someone who is away all the time is no candidate', async () => {
		const { call: found } = await stageAt(ctx, call, 'round');
		const before = await pairScores(ctx, found, 'round');
		const bid = (who: Person | undefined, application: string, value: number) => ({
			callId: call,
			stageId: 'round',
			applicationId: application,
			personId: (who as Person).personId,
			value,
			at: 0,
		});
		await ctx.db.insert(reviewBid).values([bid(ann, bone, 2), bid(bob, bone, -2)]);
		const after = await pairScores(ctx, found, 'round');
		const scoreIn = (scores: PairScores, who: Person | undefined) =>
			scores.scores[at(scores, who as Person, bone)] as number;
		expect(scoreIn(after, ann)).toBeLessThanOrEqual(2 * scoreIn(before, ann));
		expect(scoreIn(before, bob)).toBeGreaterThan(0.5);
		expect(scoreIn(after, bob)).toBeCloseTo(scoreIn(before, bob) / 10, 4);
		await say(bob as Person, { availableFrom: '2022-01-01' });
		const away = await pairScores(ctx, found, 'round');
		expect(exclusions[away.excluded[at(away, bob as Person, bone)] as number]).toBe('away');
	});

	it('are measured again when a profile or a submission changes, and not otherwise', async () => {
		const { call: found } = await stageAt(ctx, call, 'round');
		const kept = async () =>
			(await ctx.byHand('select fingerprint from review_affinity where call_id = $1', [call])).rows[0].fingerprint;
		await pairScores(ctx, found, 'round');
		const first = await kept();
		await pairScores(ctx, found, 'round');
		expect(await kept()).toBe(first);
		await say(bob as Person, {}, 'Muscles in flight');
		await ctx.jobs.drain(ctx, { ...notingJobs().handlers, ...reviewJobHandlers });
		const second = await kept();
		expect(second).not.toBe(first);
		await paper(ctx, call, 'new@n.example', { title: 'Muscles in flight again', track: 'T2', language: 'en' });
		await pairScores(ctx, found, 'round');
		expect(await kept()).not.toBe(second);
		// What the reasons are made from tells nothing that reviewers may not read.
		const { rows } = await ctx.byHand('select learnt::text from review_affinity where call_id = $1', [call]);
		expect(rows[0].learnt).not.toContain('zanzibar');
		expect(rows[0].learnt).toContain('radar');
	});

	it('cost a constant number of statements', async () => {
		const many = await makeReviewedCall(ctx, 'costly');
		await reviewer(ctx, many, 'cost@x.example');
		let made = 0;
		await expectSameCost(
			ctx,
			async (length) => {
				for (; made < length; made++) {
					await paper(ctx, many, `cost${made}@p.example`, {
						title: `Study ${made} of ice`,
						track: 'T1',
						language: 'en',
					});
				}
			},
			async () => {
				const { call: found } = await stageAt(ctx, many, 'round');
				return (await pairScores(ctx, found, 'round')).applications.length;
			},
			24,
		);
	});
});
