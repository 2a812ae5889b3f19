import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, visitor } from '#core/access/index.ts';
import type { Refusal } from '#core/refusal/index.ts';
import { edition, notingJobs, organiser } from '#modules/calls/server/testing.ts';
import { entry, handIn, somebody } from '#modules/calls/server/testing-people.ts';
import { testContext } from '../setup/context.ts';
import { expectSameCost } from '../setup/queries.ts';
import { readBidFilter } from '#modules/review/bid-filter.ts';
import type { BidValue } from '#modules/review/bid.ts';
import { reviewJobHandlers } from '#modules/review/server/jobs.ts';
import { recuseByChair } from '#modules/review/server/recuse.ts';
import { makeReviewedCall, paper, reviewer } from '../setup/reviewed-call.ts';
import { storeProfile } from '#modules/review/server/reviewers/save-profile.ts';
import { emptyProfile } from '#modules/review/reviewer.ts';
import { bidList } from '#modules/review/server/bids/bid-list.ts';
import { saveBids } from '#modules/review/server/bids/save-bids.ts';

const ctx = await testContext({
	jobs: { ...notingJobs().handlers, ...reviewJobHandlers },
	at: Date.parse('2021-10-10T09:00:00+08:00'),
});
type Person = Actor & { kind: 'person' };
const start = ctx.clock.process.now();
const list = (who: Actor, call: string, query = '') =>
	bidList(ctx, who, { call, stage: 'round', filter: readBidFilter(new URLSearchParams(query)), locale: 'en' });
const bid = (who: Actor, call: string, ...bids: [string, BidValue | 0][]) =>
	saveBids(ctx, who, { call, stage: 'round', bids: new Map(bids) });
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => expect.unreachable(),
		(error: unknown) => error as Refusal,
	);

let call: string;
let ann: Person;
let flood: string;

beforeAll(async () => {
	call = await makeReviewedCall(ctx, 'bids', { blind: 'double' });
	const author = await somebody(ctx, 'tokenaddress@tokenplace.example', 'Tokengiven', 'Tokenfamily');
	const { application } = await handIn(ctx, call, author, {
		title: 'Flood maps from radar',
		abstract: 'Radar scenes of plains.',
		track: 'T1',
		keywords: ['radar'],
		language: 'en',
		secret: 'Tokensecret',
		authors: [
			{ ...entry('Tokengiven', 'Tokenfamily', 'tokenaddress@tokenplace.example'), affiliation: 'Tokeninstitute' },
		],
	});
	flood = application;
	await paper(ctx, call, 'b@b.example', {
		title: 'Bone loss',
		abstract: 'Of crews in bed rest.',
		track: 'T2',
		language: 'en',
	});
	await paper(ctx, call, 'c@c.example', { title: 'Ice of the moon', track: 'T2', language: 'en' });
	ann = await reviewer(ctx, call, 'ann@x.example');
	const publications = [{ title: 'Bone loss of crews' }];
	await storeProfile(ctx, edition, ann.personId, { ...emptyProfile, tracks: ['T2'], publications }, 0);
});

describe('the list', () => {
	it('is for the panel: outsiders find nothing, insiders are told, and nobody looks through another’s eyes', async () => {
		expect((await refusal(list(visitor, call))).kind).toBe('signed-out');
		expect((await refusal(list(await somebody(ctx, 'o@o.example'), call))).kind).toBe('not-found');
		expect((await refusal(list(organiser, call))).kind).toBe('forbidden');
		const relations = organiser.kind === 'person' ? organiser.relations : [];
		expect((await refusal(list({ ...ann, seenBy: { personId: 'o', relations } }, call))).kind).toBe('forbidden');
		const none = await makeReviewedCall(ctx, 'nobids', { bidding: undefined });
		expect((await refusal(list(await reviewer(ctx, none, 'n@n.example'), none))).kind).toBe('not-found');
	});

	it('sorts by fit with reasons, filters, and tells a blind reader nothing of who applied', async () => {
		const found = await list(ann, call);
		expect(found.rows.map(({ title }) => title)).toEqual(['Bone loss', 'Ice of the moon', 'Flood maps from radar']);
		expect(found.rows[0]?.because).toMatchObject({ publication: 'Bone loss of crews', track: true });
		expect(found.rows[0]?.because.terms).toContain('bone loss');
		expect(found.counts).toEqual({ open: 3, eager: 0, willing: 0, pinch: 0, no: 0 });
		const titles = async (query: string) => (await list(ann, call, query)).rows.map(({ title }) => title);
		expect(await titles('q=RADAR')).toEqual(['Flood maps from radar']);
		expect(await titles('q=bed+rest')).toEqual(['Bone loss']);
		expect(await titles('track=T1')).toEqual(['Flood maps from radar']);
		expect(await titles('sort=title')).toEqual(['Bone loss', 'Flood maps from radar', 'Ice of the moon']);
		// What may not be read can’t be found either.
		expect(await titles('q=Tokensecret')).toEqual([]);
		expect(await titles('q=Tokenfamily')).toEqual([]);
		const all = JSON.stringify(found).toLowerCase();
		for (const token of ['tokengiven', 'tokenfamily', 'tokenaddress', 'tokeninstitute', 'tokensecret', flood]) {
			expect(all).not.toContain(token.toLowerCase());
		}
		const eve = await reviewer(ctx, call, 'eve@e.example');
		const keys = new Set(found.rows.map(({ key }) => key));
		expect((await list(eve, call)).rows.filter(({ key }) => keys.has(key))).toEqual([]);
	});

	it('leaves out wholly what somebody has a conflict with, and takes no bid on it', async () => {
		const { rows } = await list(ann, call);
		const key = rows.find(({ title }) => title === 'Flood maps from radar')?.key as string;
		expect(await bid(ann, call, [key, 2])).toBe(1);
		await recuseByChair(ctx, organiser, { application: flood, person: ann.personId, reason: 'family', text: '' });
		const after = await list(ann, call);
		expect(after.all).toBe(2);
		expect(JSON.stringify(after)).not.toContain('Flood maps');
		expect((await refusal(bid(ann, call, [key, 1]))).kind).toBe('not-found');
		expect((await refusal(bid(ann, call, ['0'.repeat(20), 1]))).kind).toBe('not-found');
		expect((await refusal(bid(ann, call, [flood, 1]))).kind).toBe('not-found');
	});
});

describe('bids', () => {
	it('are kept, changed and taken back; the ledger says how many, not on what', async () => {
		const keys = (await list(ann, call)).rows.map(({ key }) => key) as [string, string];
		expect(await bid(ann, call, [keys[0], 2], [keys[1], -2])).toBe(2);
		expect(await bid(ann, call, [keys[0], 2], [keys[1], -1])).toBe(1);
		expect((await list(ann, call)).rows.map((row) => row.bid)).toEqual([2, -1]);
		expect((await list(ann, call, 'bid=eager')).rows).toHaveLength(1);
		expect(await bid(ann, call, [keys[1], 0])).toBe(1);
		expect((await list(ann, call, 'bid=open')).rows.map(({ key }) => key)).toEqual([keys[1]]);
		const { rows } = await ctx.byHand(`select data::text from ledger_event where action = 'bid'`);
		expect(rows.length).toBe(4);
		expect(rows.map(({ data }) => data).join()).not.toContain(keys[0]);
	});

	it('are taken within their time only', async () => {
		const keys = (await list(ann, call)).rows.map(({ key }) => key) as [string, string];
		const at = async (day: string) => {
			ctx.setNow(Date.parse(`${day}T12:00:00+08:00`));
			return refusal(bid(ann, call, [keys[0], 1]));
		};
		const before = ctx.clock.edition.now();
		expect((await at('2021-12-21')).code).toBe('bidding-over');
		expect((await list(ann, call)).window.at).toBe('over');
		ctx.setNow(start);
		expect(ctx.clock.edition.now()).toBe(before);
		const later = await makeReviewedCall(ctx, 'later', { bidding: { opens: '2021-11-01' } });
		const bob = await reviewer(ctx, later, 'bob@y.example');
		await paper(ctx, later, 'p@p.example', { title: 'Not yet', language: 'en' });
		const [row] = (await list(bob, later)).rows;
		expect((await refusal(bid(bob, later, [row?.key as string, 1]))).code).toBe('bidding-not-yet');
	});

	it('cost a constant number of statements to list', async () => {
		const many = await makeReviewedCall(ctx, 'costly');
		const cost = await reviewer(ctx, many, 'cost@x.example');
		await storeProfile(ctx, edition, cost.personId, { ...emptyProfile, publications: [{ title: 'Study of ice' }] }, 0);
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
			async () => (await list(cost, many)).rows.length,
			32,
		);
	});
});
